package io.earlybrd.deliver;

import io.earlybrd.platform.Config;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Asks Mailgun what became of a mail of which nobody here can know whether it left. Thread-safe.
 *
 * <p>By {@code HttpURLConnection}: the JDK's newer client costs a launch 0.4 s of CPU.
 */
public final class ProviderEvents {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** A page of two events has a few KB. */
  private static final int MOST = 1 << 20;

  private static final Set<String> TAKEN = Set.of("accepted", "delivered");

  private final URI base;
  private final String authorization;
  private final Duration timeout;

  ProviderEvents(URI base, String apiKey, Duration timeout) {
    this.base = base;
    this.authorization =
        "Basic "
            + Base64.getEncoder()
                .encodeToString(("api:" + apiKey).getBytes(StandardCharsets.UTF_8));
    this.timeout = timeout;
  }

  /** Null where no {@code EARLYBRD_MAILGUN_API_KEY} is configured: nobody can be asked. */
  public static @Nullable ProviderEvents of(Config config) {
    var key = config.feedback().apiKey();
    return key == null ? null : new ProviderEvents(config.feedback().apiBase(), key, TIMEOUT);
  }

  /** What the provider knows of a mail. Reasons are one line and hold no key. */
  public sealed interface Known {
    /** It took the mail, so that it must not go out again. */
    record Left() implements Known {}

    /**
     * It has not seen the mail. Events are not there at once: a mail whose connection broke seconds
     * ago may be seen yet.
     */
    record NotSeen() implements Known {}

    /** No answer, or one that says nothing. */
    record CannotAsk(String reason) implements Known {}
  }

  /**
   * Takes at most 10 s to connect, and as long for the answer.
   *
   * @param messageId with or without its brackets
   * @param domain the sender's
   */
  public Known ask(String messageId, String domain) {
    try {
      var connection = (HttpURLConnection) address(messageId, domain).toURL().openConnection();
      connection.setConnectTimeout(Math.toIntExact(timeout.toMillis()));
      connection.setReadTimeout(Math.toIntExact(timeout.toMillis()));
      // Else the key would follow a redirect to wherever it leads.
      connection.setInstanceFollowRedirects(false);
      connection.setUseCaches(false);
      connection.setRequestProperty("Authorization", authorization);
      connection.setRequestProperty("Accept", "application/json");
      try {
        return answer(connection);
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return new Known.CannotAsk(
          base.getHost() + " cannot be asked: " + e.getClass().getSimpleName());
    } catch (JacksonException e) {
      return new Known.CannotAsk(base.getHost() + " answers something else than JSON");
    }
  }

  private URI address(String messageId, String domain) {
    var bare = messageId.strip().replaceAll("^<|>$", "");
    return URI.create(
        "%s/v3/%s/events?message-id=%s&event=%s&limit=2"
            .formatted(base, encoded(domain), encoded(bare), encoded("accepted OR delivered")));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private Known answer(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    return switch (status) {
      case 200 -> {
        try (var body = connection.getInputStream()) {
          yield known(body.readNBytes(MOST));
        }
      }
      case 401, 403 ->
          new Known.CannotAsk(
              base.getHost() + " refuses EARLYBRD_MAILGUN_API_KEY (HTTP " + status + ")");
      case 404 ->
          new Known.CannotAsk(
              base.getHost()
                  + " does not know the sender's domain (HTTP 404): is it another region's, see"
                  + " EARLYBRD_MAILGUN_API_BASE?");
      default -> new Known.CannotAsk(base.getHost() + " answers HTTP " + status);
    };
  }

  private Known known(byte[] body) {
    try (JsonParser json =
        new JsonFactory().createParser(ObjectReadContext.empty(), body, 0, body.length)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return noItems();
      }
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean items = json.currentName().equals("items");
        var value = json.nextToken();
        if (items && value == JsonToken.START_ARRAY) {
          return anyTaken(json) ? new Known.Left() : new Known.NotSeen();
        }
        json.skipChildren();
      }
      return noItems();
    }
  }

  /** An empty object, say from a proxy, is not “not seen”: the mail would go out twice. */
  private Known noItems() {
    return new Known.CannotAsk(base.getHost() + " answers without a list of events");
  }

  /** Within the array of events. */
  private static boolean anyTaken(JsonParser json) {
    while (json.nextToken() == JsonToken.START_OBJECT) {
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean event = json.currentName().equals("event");
        json.nextToken();
        if (event && TAKEN.contains(json.getString())) {
          return true;
        }
        json.skipChildren();
      }
    }
    return false;
  }
}
