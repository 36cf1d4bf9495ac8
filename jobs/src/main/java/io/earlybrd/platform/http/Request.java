package io.earlybrd.platform.http;

import io.earlybrd.platform.Config;
import io.earlybrd.platform.Units;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One fetch with its redirects, on a thread of its own: whoever waits for {@link #result} waits no
 * longer than it wants, also where the system's resolver or a socket does not let go.
 */
final class Request implements Runnable {
  static final int REDIRECTS = 5;

  /** Longer ones would have to be sent back each time. */
  private static final int VALIDATOR = 1_000;

  private final @Nullable String etag;
  private final @Nullable String lastModified;
  private final String userAgent;
  private final Config.Fetch settings;
  private final AddressGuard guard;
  private final BodyRoom.Place place;
  private final CompletableFuture<Fetched> result = new CompletableFuture<>();
  private volatile URI url;
  private volatile @Nullable HttpURLConnection connection;
  private volatile boolean abandoned;

  Request(
      URI url,
      @Nullable String etag,
      @Nullable String lastModified,
      String userAgent,
      Config.Fetch settings,
      AddressGuard guard,
      BodyRoom.Place place) {
    this.url = url;
    this.etag = etag;
    this.lastModified = lastModified;
    this.userAgent = userAgent;
    this.settings = settings;
    this.guard = guard;
    this.place = place;
  }

  CompletableFuture<Fetched> result() {
    return result;
  }

  /** Lets go of the connection where the request still goes on; else does nothing. */
  void abandon() {
    abandoned = true;
    var open = connection;
    if (open != null) {
      // Closing a stream may wait for the thread that reads from it.
      Thread.startVirtualThread(open::disconnect);
    }
  }

  /** What became of it when its time is over. */
  Fetched.Refused late() {
    var waited = place.waitedFor();
    return refusal(
        waited != null
            ? waited
            : "did not answer in full within " + Units.shown(settings.timeout()));
  }

  Fetched.Refused refusal(String what) {
    return refusal(null, what);
  }

  private Fetched.Refused refusal(@Nullable Integer status, String what) {
    return new Fetched.Refused(status, shown(url.toString()) + " " + what, null);
  }

  @Override
  public void run() {
    Fetched outcome;
    try {
      outcome = followed();
    } catch (IOException | RuntimeException e) {
      outcome = refusal(reason(e));
    } catch (Error e) {
      result.completeExceptionally(e);
      return;
    }
    // Before anybody hears of it: a connection that is done with stays open for the next request.
    connection = null;
    result.complete(outcome);
  }

  private Fetched followed() throws IOException {
    for (int hop = 0; hop <= REDIRECTS; hop++) {
      var forbidden = forbidden();
      if (forbidden != null) {
        return refusal(forbidden);
      }
      var http = open();
      int status = http.getResponseCode();
      if (!isRedirect(status)) {
        return answered(http, status);
      }
      var target = http.getHeaderField("Location");
      http.disconnect();
      if (target == null) {
        return refusal(status, "redirects without saying where to");
      }
      var next = target(target);
      if (next == null) {
        return refusal(status, "redirects to “" + shown(target) + "”, which is not fetched");
      }
      url = next;
    }
    return refusal("is the end of more than " + REDIRECTS + " redirects");
  }

  /** Every address that the host has: which of them is taken is not ours to say. */
  private @Nullable String forbidden() throws UnknownHostException {
    for (var address : InetAddress.getAllByName(url.getHost())) {
      if (!guard.allows(address)) {
        var shown = address.getHostAddress().replaceAll("%.*", "");
        return "is at "
            + shown
            + ", which is not a public address; to allow it, add it to EARLYBRD_FETCH_ALLOW";
      }
    }
    return null;
  }

  private HttpURLConnection open() throws IOException {
    // A proxy would connect to addresses that nobody here has checked.
    var http = (HttpURLConnection) url.toURL().openConnection(Proxy.NO_PROXY);
    // Later than whoever waits gives up, which says more.
    int timeout =
        Math.toIntExact(Math.min(settings.timeout().toMillis() + 1_000, Integer.MAX_VALUE));
    http.setConnectTimeout(timeout);
    http.setReadTimeout(timeout);
    http.setInstanceFollowRedirects(false);
    http.setUseCaches(false);
    http.setRequestProperty("User-Agent", userAgent);
    // As curl asks, with which boards are tried out; its own default prefers HTML.
    http.setRequestProperty("Accept", "*/*");
    http.setRequestProperty("Accept-Encoding", "gzip");
    if (etag != null) {
      http.setRequestProperty("If-None-Match", etag);
    }
    if (lastModified != null) {
      http.setRequestProperty("If-Modified-Since", lastModified);
    }
    connection = http;
    if (abandoned) {
      throw new IOException("was given up");
    }
    return http;
  }

  private Fetched answered(HttpURLConnection http, int status) throws IOException {
    if (status == 304 && (etag != null || lastModified != null)) {
      // Read to its end, an answer leaves its connection open for the next request.
      http.getInputStream().close();
      return new Fetched.NotModified(
          otherwise(validator(http, "ETag"), etag),
          otherwise(validator(http, "Last-Modified"), lastModified));
    }
    if (status < 200 || status > 299) {
      http.disconnect();
      return status < 0
          ? refusal("did not answer in HTTP")
          : refusal(status, "answered " + Status.shown(status));
    }
    try {
      return new Fetched.Document(
          status,
          Body.read(http, place, () -> abandoned),
          http.getContentType(),
          url,
          validator(http, "ETag"),
          validator(http, "Last-Modified"),
          null);
    } catch (Body.Unfit e) {
      http.disconnect();
      return refusal(status, e.getMessage());
    } catch (IOException e) {
      http.disconnect();
      // "Premature EOF", "Connection reset" and the like: the document is not whole.
      return refusal(status, "broke off before its end (" + shown(e.toString()) + ")");
    }
  }

  private static @Nullable String validator(HttpURLConnection http, String name) {
    var value = http.getHeaderField(name);
    return value == null || value.isBlank() || value.length() > VALIDATOR ? null : value;
  }

  private static @Nullable String otherwise(@Nullable String value, @Nullable String other) {
    return value != null ? value : other;
  }

  private static boolean isRedirect(int status) {
    return status >= 301 && status <= 303 || status == 307 || status == 308;
  }

  private @Nullable URI target(String location) {
    try {
      // HttpURLConnection gives header bytes as Latin-1, and servers send blanks.
      var reference = new URI(location.strip().replace(" ", "%20"));
      var next =
          location.startsWith("?")
              ? new URI(url.toString().split("[?#]", 2)[0] + reference)
              : url.resolve(reference);
      var scheme = String.valueOf(next.getScheme()).toLowerCase(Locale.ROOT);
      boolean fetchable =
          (scheme.equals("http") || scheme.equals("https"))
              && next.getHost() != null
              && next.getRawUserInfo() == null;
      return fetchable ? URI.create(next.toASCIIString()) : null;
    } catch (URISyntaxException | IllegalArgumentException e) {
      return null;
    }
  }

  private static String reason(Exception e) {
    var message = shown(String.valueOf(e.getMessage()));
    return switch (e) {
      case UnknownHostException _ -> "has a host that is not known";
      case ConnectException _ -> "could not be connected to: " + message;
      case SocketTimeoutException _ -> "did not answer in time";
      case SSLException _ -> "could not be connected to securely: " + message;
      default -> "could not be fetched: " + message;
    };
  }

  /** Others' text in one line of ours. */
  private static String shown(String text) {
    var line = text.replaceAll("[\\p{Cc}\\p{Cf}\\s]+", " ").strip();
    return line.length() <= 200 ? line : line.substring(0, 200) + "…";
  }
}
