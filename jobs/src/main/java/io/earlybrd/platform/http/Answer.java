package io.earlybrd.platform.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * An answer whose body may still be to come. Holds its host's turn and its connection until it is
 * closed; a connection whose answer came to its end is kept for the next request.
 */
final class Answer implements AutoCloseable {
  private static final int DRAINED = 8 << 10;

  private final URI url;
  private final @Nullable URI movedTo;
  private final ClassicHttpResponse response;
  private final Link link;
  private final Links links;
  private final Progress progress;
  private final Turns.Turn turn;
  private final long length;
  private @Nullable InputStream body;
  private boolean ended;

  /**
   * @param movedTo where permanent redirects have led, or null
   * @throws HttpException when the head contradicts itself
   */
  Answer(
      URI url,
      @Nullable URI movedTo,
      ClassicHttpResponse response,
      Link link,
      Links links,
      Progress progress,
      Turns.Turn turn)
      throws HttpException {
    this.url = url;
    this.movedTo = movedTo;
    this.response = response;
    this.link = link;
    this.links = links;
    this.progress = progress;
    this.turn = turn;
    this.length = status() == 204 || status() == 304 ? 0 : Link.length(response);
    this.ended = length == 0;
  }

  URI url() {
    return url;
  }

  @Nullable URI movedTo() {
    return movedTo;
  }

  int status() {
    return response.getCode();
  }

  @Nullable String header(String name) {
    var header = response.getFirstHeader(name);
    return header == null ? null : header.getValue();
  }

  @Nullable Duration retryAfter(Clock clock) {
    return RetryAfter.parse(header("Retry-After"), header("Date"), clock);
  }

  Turns.Turn turn() {
    return turn;
  }

  /** As announced; negative where it was not. */
  long length() {
    return length;
  }

  /** Closing it does nothing: the rest of an answer may be endless. */
  InputStream body() throws IOException {
    if (ended) {
      return InputStream.nullInputStream();
    }
    try {
      var opened =
          new FilterInputStream(link.body(response)) {
            @Override
            public void close() {}
          };
      body = opened;
      return opened;
    } catch (HttpException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * After the document was read: goes to the end of what carries it, which lies a little behind.
   *
   * @throws Refusal when the body goes on after the length that was announced: it is not whole
   */
  void end() throws IOException {
    var rest = body;
    if (rest == null) {
      return;
    }
    ended = rest.readNBytes(DRAINED).length < DRAINED;
    if (ended && length >= 0 && link.hasExcess()) {
      ended = false;
      if (!link.excessIsBlank()) {
        throw new Refusal("sent more than the length that it announced");
      }
    }
  }

  private boolean staysOpen() {
    if (!ended || !HttpVersion.HTTP_1_1.equals(response.getVersion())) {
      return false;
    }
    var connection = header("Connection");
    boolean closes = connection != null && connection.toLowerCase(Locale.ROOT).contains("close");
    return !closes && (length >= 0 || response.containsHeader("Transfer-Encoding"));
  }

  @Override
  public void close() {
    // Once it is another's, it is not ours to cut.
    progress.letsGo();
    if (staysOpen()) {
      links.keep(link);
    } else {
      link.close();
    }
    turn.close();
  }
}
