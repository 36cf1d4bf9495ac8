package io.earlybrd.mail;

import io.earlybrd.platform.UserError;
import org.jspecify.annotations.Nullable;

/**
 * A sender: {@code EarlyBrd <alerts@earlybrd.example>} or the bare address.
 *
 * @param name in any script, without control characters
 * @param address ASCII, as {@link EmailAddress.Valid} holds it
 */
public record Mailbox(@Nullable String name, String address) {

  /**
   * Reads {@code Config.mailFrom}.
   *
   * @throws UserError where the address in it is none
   */
  public static Mailbox parse(String text) {
    int open = text.lastIndexOf('<');
    boolean named = open >= 0 && text.endsWith(">");
    var address = named ? text.substring(open + 1, text.length() - 1) : text;
    return switch (EmailAddress.parse(address)) {
      case EmailAddress.Valid(String valid) ->
          new Mailbox(named ? name(text.substring(0, open)) : null, valid);
      case EmailAddress.Invalid(String reason) ->
          throw new UserError("EARLYBRD_MAIL_FROM: the address “" + address + "” " + reason);
    };
  }

  public String domain() {
    return address.substring(address.indexOf('@') + 1);
  }

  /** The value of a From header, folded. */
  String header() {
    return name == null ? address : HeaderText.phrase(name) + " <" + address + ">";
  }

  private static @Nullable String name(String text) {
    var name = PlainText.line(text, 100);
    if (name.length() > 1 && name.startsWith("\"") && name.endsWith("\"")) {
      name = name.substring(1, name.length() - 1).replaceAll("\\\\(.)", "$1");
    }
    return name.isEmpty() ? null : name;
  }
}
