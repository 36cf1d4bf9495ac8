package io.earlybrd.mail;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules of {@link EmailAddress}. */
final class Addresses {
  private Addresses() {}

  private static final int LONGEST = 254;
  private static final int LONGEST_LOCAL = 64;
  private static final Pattern LOCAL = Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+");
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  static EmailAddress parse(String text) {
    if (text.isBlank()) {
      return new EmailAddress.Invalid("is blank");
    }
    if (text.codePoints().anyMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c))) {
      return new EmailAddress.Invalid("has a space or line break in it");
    }
    if (text.codePoints().anyMatch(Character::isISOControl)) {
      return new EmailAddress.Invalid("has a control character in it");
    }
    int at = text.indexOf('@');
    if (at < 0) {
      return new EmailAddress.Invalid("has no @");
    }
    if (at != text.lastIndexOf('@')) {
      return new EmailAddress.Invalid("has more than one @");
    }
    return joined(text.substring(0, at), text.substring(at + 1));
  }

  private static EmailAddress joined(String local, String domain) {
    if (local.isEmpty() || domain.isEmpty()) {
      return new EmailAddress.Invalid(
          "has nothing " + (local.isEmpty() ? "before" : "after") + " the @");
    }
    if (local.startsWith(".") || local.endsWith(".") || local.contains("..")) {
      return new EmailAddress.Invalid("has a misplaced dot before the @");
    }
    // An encoded word is made of permitted characters, but some readers would decode it to another
    // address.
    if (!LOCAL.matcher(local).matches() || local.contains("=?")) {
      return new EmailAddress.Invalid("has a character before the @ that mail servers do not take");
    }
    var ascii = ascii(domain);
    if (ascii == null) {
      return new EmailAddress.Invalid("has no valid domain after the @");
    }
    var address = local + "@" + ascii;
    if (local.length() > LONGEST_LOCAL || address.length() > LONGEST) {
      return new EmailAddress.Invalid("is longer than mail servers take");
    }
    return new EmailAddress.Valid(address);
  }

  private static @Nullable String ascii(String domain) {
    String ascii;
    try {
      ascii = IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return null;
    }
    var labels = ascii.split("\\.", -1);
    for (var label : labels) {
      if (!LABEL.matcher(label).matches()) {
        return null;
      }
    }
    boolean qualified = labels.length > 1 && !labels[labels.length - 1].matches("[0-9]+");
    return qualified || ascii.equals("localhost") ? ascii : null;
  }
}
