package io.earlybrd.board;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What texts and persons of a feed say, by the kinds that Atom has of them. */
final class FeedContent {
  private static final Pattern MAILBOX = Pattern.compile("<?\\S+@\\S+?>?(?:\\s*\\((.*)\\))?");
  private static final Pattern NAMED = Pattern.compile("\"?(.*?)\"?\\s*<\\S+@\\S+>");

  private FeedContent() {}

  /** As HTML, also what is text; null where it is neither, such as a picture. */
  static @Nullable String markup(FeedElement element) {
    if (element.name.part == FeedPart.CONTENT_TEXT) {
      return escaped(element.text());
    }
    if (element.attributes == null) {
      return element.text();
    }
    var written = element.attribute("type");
    var type = written == null ? "" : written.toLowerCase(Locale.ROOT).split(";", 2)[0].strip();
    var mode = element.attribute("mode");
    if ("base64".equalsIgnoreCase(mode) || mode == null && isBinary(type)) {
      return decoded(element.text(), type);
    }
    boolean plain = type.equals("text") || type.equals("text/plain");
    return plain && element.firstChild == null ? escaped(element.text()) : element.text();
  }

  /** Atom's media types, but for those whose content stands there as it is. */
  private static boolean isBinary(String type) {
    return type.contains("/")
        && !type.startsWith("text/")
        && !type.endsWith("/xml")
        && !type.endsWith("+xml")
        && !type.endsWith("html");
  }

  private static @Nullable String decoded(String base64, String type) {
    byte[] bytes;
    try {
      bytes = Base64.getMimeDecoder().decode(base64.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IllegalArgumentException e) {
      return null;
    }
    var text = Decoding.text(bytes, null);
    if (text.chars().anyMatch(c -> c < ' ' && !Character.isWhitespace(c))) {
      return null;
    }
    return type.equals("text/plain") ? escaped(text) : text;
  }

  /** Text as markup: numbers, since a {@code &lt;p&gt;} is taken for a tag that was escaped. */
  private static String escaped(String text) {
    return text.replace("&", "&#38;").replace("<", "&#60;");
  }

  /**
   * A name, as Atom and JSON Feed have it in an element of its own and RSS beside a mail address;
   * null where there is only an address.
   */
  static @Nullable String person(FeedElement element) {
    var name = element.child("name");
    if (name == null && (element.child("email") != null || element.child("uri") != null)) {
      return null;
    }
    var text = name == null ? element.text() : name.text();
    if (text.indexOf('@') >= 0) {
      var mailbox = MAILBOX.matcher(text);
      var named = NAMED.matcher(text);
      if (mailbox.matches()) {
        text = mailbox.group(1) == null ? "" : mailbox.group(1);
      } else if (named.matches()) {
        text = named.group(1);
      }
    }
    return text.isBlank() ? null : text.strip();
  }
}
