package io.earlybrd.mail;

import io.earlybrd.platform.Config;
import io.earlybrd.platform.UserError;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The envelope sender of mails, each with its mail's id after a plus sign: a bounce is addressed to
 * it, so that even a server that quotes nothing says which mail it is about. (VERP.)
 *
 * @param local what is before the plus sign
 * @param domain in lower-case ASCII
 */
public record BounceAddress(String local, String domain) {
  private static final Pattern TAGGED = Pattern.compile("\\+([0-9a-f]{32})@");

  /**
   * {@code EARLYBRD_BOUNCE_ADDRESS}; null where it is not set.
   *
   * @throws UserError where it is no address, or its local part is too long for an id
   */
  public static @Nullable BounceAddress of(Config config) {
    var text = config.feedback().bounceAddress();
    return text == null ? null : parse(text);
  }

  static BounceAddress parse(String text) {
    return switch (EmailAddress.parse(text)) {
      case EmailAddress.Valid(String valid) -> {
        int at = valid.indexOf('@');
        var address = new BounceAddress(valid.substring(0, at), valid.substring(at + 1));
        var longest = address.of(new UUID(0, 0));
        if (EmailAddress.parse(longest) instanceof EmailAddress.Invalid) {
          throw new UserError(
              "EARLYBRD_BOUNCE_ADDRESS: “"
                  + text
                  + "” leaves no room for a mail's id: at most 31 characters before the @");
        }
        yield address;
      }
      case EmailAddress.Invalid(String reason) ->
          throw new UserError("EARLYBRD_BOUNCE_ADDRESS: the address “" + text + "” " + reason);
    };
  }

  /** The envelope sender of one mail. */
  public String of(UUID publicId) {
    return local + "+" + publicId.toString().replace("-", "") + "@" + domain;
  }

  /**
   * Of a message of ours.
   *
   * @throws IllegalArgumentException where the message has no id
   */
  String of(MimeMessage message) {
    try {
      return of(UUID.fromString(message.getHeader(MimeMessages.PUBLIC_ID, null)));
    } catch (MessagingException | NullPointerException e) {
      throw new IllegalArgumentException("a message without " + MimeMessages.PUBLIC_ID, e);
    }
  }

  /** Which mail such an address is of, whoever's domain it has. */
  static Optional<UUID> read(String address) {
    var matcher = TAGGED.matcher(address);
    if (!matcher.find()) {
      return Optional.empty();
    }
    var hex = matcher.group(1);
    return Optional.of(
        new UUID(
            Long.parseUnsignedLong(hex.substring(0, 16), 16),
            Long.parseUnsignedLong(hex.substring(16), 16)));
  }
}
