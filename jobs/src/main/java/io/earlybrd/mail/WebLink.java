package io.earlybrd.mail;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A posting's link, checked once more where it becomes an anchor. */
final class WebLink {
  private WebLink() {}

  private static final int LONGEST = 2_000;
  private static final Pattern HTTP = Pattern.compile("(?i)(https?)://([^/?#\\\\]+)(.*)");
  private static final String ALLOWED = "-._~:/?#[]@!$&'()*+,;=%";

  /**
   * The same link in ASCII with what a URI may not hold percent-encoded; null where it is not http
   * or https, has no host, or is longer than anything that a board needs.
   */
  static @Nullable String of(String url) {
    var parts = HTTP.matcher(url.strip());
    if (url.length() > LONGEST
        || url.chars().anyMatch(Character::isISOControl)
        || !parts.matches()) {
      return null;
    }
    try {
      var link = parts.group(1) + "://" + IDN.toASCII(parts.group(2)) + encoded(parts.group(3));
      return link.length() > LONGEST || link.chars().anyMatch(c -> c <= ' ') ? null : link;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static String encoded(String path) {
    if (isAllowed(path)) {
      return path;
    }
    var encoded = new StringBuilder(path.length());
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      encoded.append(isAllowed(b) ? String.valueOf((char) b) : String.format("%%%02X", b));
    }
    return encoded.toString();
  }

  private static boolean isAllowed(String path) {
    for (int i = 0; i < path.length(); i++) {
      if (!isAllowed(path.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAllowed(int c) {
    return c > 0 && c < 128 && (Character.isLetterOrDigit(c) || ALLOWED.indexOf(c) >= 0);
  }
}
