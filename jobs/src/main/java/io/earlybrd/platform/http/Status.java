package io.earlybrd.platform.http;

/** HTTP status codes for people, in our words: a server's own may be anything. */
final class Status {
  private Status() {}

  static String shown(int status) {
    var meaning =
        switch (status) {
          case 304 -> "Not Modified, though nothing was known of it";
          case 400 -> "Bad Request";
          case 401 -> "Unauthorized";
          case 403 -> "Forbidden";
          case 404 -> "Not Found";
          case 406 -> "Not Acceptable";
          case 410 -> "Gone";
          case 429 -> "Too Many Requests";
          case 451 -> "Unavailable For Legal Reasons";
          case 500 -> "Internal Server Error";
          case 502 -> "Bad Gateway";
          case 503 -> "Service Unavailable";
          case 504 -> "Gateway Timeout";
          default -> "";
        };
    return meaning.isEmpty() ? String.valueOf(status) : status + " " + meaning;
  }
}
