package io.earlybrd.web;

import io.earlybrd.deliver.Feedback;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What Mailgun's {@code event-data} means to us. */
final class MailgunReport {
  private MailgunReport() {}

  /** RFC 3463, X.7.X: the message or its sender is refused, not the mailbox. */
  private static final Pattern POLICY_CODE = Pattern.compile("(?<![0-9.])5\\.7\\.[0-9]{1,3}");

  private static final List<String> POLICY_WORDS =
      List.of("spam", "policy", "blocked", "block list", "blocklist", "blacklist", "reputation");

  /** Why Mailgun gives up that says nothing of the mailbox: its own verdict, or 8 hours over. */
  private static final List<String> NOT_THE_MAILBOX = List.of("espblock", "blacklisted", "old");

  /** Empty for what changes nothing: opened, clicked, and what is to come. */
  static Optional<Feedback.Event> of(JsonNode event) {
    var kind = kind(event);
    if (kind == null) {
      return Optional.empty();
    }
    var id = event.path("id").asString("");
    return Optional.of(
        new Feedback.Event(
            kind,
            Feedback.Source.MAILGUN,
            id.isEmpty() ? null : "mailgun " + id,
            mail(event),
            text(event.path("recipient")),
            detail(event)));
  }

  private static Feedback.@Nullable Kind kind(JsonNode event) {
    return switch (event.path("event").asString("")) {
      // Accepted: Mailgun has it, and says later what becomes of it.
      case "accepted", "delivered" -> Feedback.Kind.DELIVERED;
      case "complained" -> Feedback.Kind.COMPLAINT;
      case "unsubscribed" -> Feedback.Kind.UNSUBSCRIBE;
      case "failed" -> failure(event);
      default -> null;
    };
  }

  private static Feedback.Kind failure(JsonNode event) {
    if (!event.path("severity").asString("").equals("permanent")) {
      return Feedback.Kind.SOFT;
    }
    var reason = event.path("reason").asString("").toLowerCase(Locale.ROOT);
    return switch (reason) {
      // Mailgun remembers what we did not hear of, and sends nothing there.
      case "suppress-bounce" -> Feedback.Kind.HARD;
      case "suppress-complaint" -> Feedback.Kind.COMPLAINT;
      case "suppress-unsubscribe" -> Feedback.Kind.UNSUBSCRIBE;
      default ->
          NOT_THE_MAILBOX.contains(reason) || isPolicy(event.path("delivery-status"))
              ? Feedback.Kind.SOFT
              : Feedback.Kind.HARD;
    };
  }

  /** The enhanced code decides where there is one: “blocked” is also said of a closed mailbox. */
  private static boolean isPolicy(JsonNode status) {
    var code = status.path("enhanced-code").asString("");
    var words =
        (status.path("message").asString("") + " " + status.path("description").asString(""))
            .toLowerCase(Locale.ROOT);
    if (POLICY_CODE.matcher(code + " " + words).find()) {
      return true;
    }
    boolean ofTheMailbox = Pattern.compile("(?<![0-9.])5\\.1\\.[0-9]").matcher(words).find();
    return !ofTheMailbox
        && !code.startsWith("5.1.")
        && POLICY_WORDS.stream().anyMatch(words::contains);
  }

  /**
   * Our own header comes back in the variables where a mail had it; a relay may change Message-ID.
   */
  private static @Nullable String mail(JsonNode event) {
    var own = text(event.path("user-variables").path("X-EarlyBrd-Mail"));
    return own == null ? text(event.path("message").path("headers").path("message-id")) : own;
  }

  private static @Nullable String detail(JsonNode event) {
    var status = event.path("delivery-status");
    var words =
        "%s %s %s"
            .formatted(
                status.path("code").asString(""),
                status.path("message").asString(""),
                status.path("description").asString(""))
            .replaceAll("\\p{Cntrl}+", " ")
            .strip();
    return words.isEmpty() ? null : words;
  }

  /** PostgreSQL takes no U+0000. */
  private static @Nullable String text(JsonNode node) {
    var text = node.asString("").replace("\0", "").strip();
    return text.isEmpty() ? null : text;
  }
}
