package io.earlybrd.board;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Bytes to text, as far as their sender's word about their encoding can be believed. */
final class Decoding {
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
  private static final Pattern IN_TYPE =
      Pattern.compile("charset\\s*=\\s*\"?([\\w.:-]+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern IN_XML =
      Pattern.compile("^\\s*<\\?xml[^>]{0,200}encoding\\s*=\\s*[\"']([\\w.:-]+)");
  private static final Pattern IN_HTML =
      Pattern.compile(
          "<meta\\s[^>]{0,500}?charset\\s*=\\s*[\"']?([\\w.:-]+)", Pattern.CASE_INSENSITIVE);

  private Decoding() {}

  /**
   * The text of {@code body}, without a byte order mark and U+0000. A byte order mark decides; then
   * UTF-8, where somebody says so, or nobody says anything, and it is; then what the content type,
   * the XML declaration or the HTML {@code meta} says; then UTF-8 again, and windows-1252, which
   * fits everything.
   */
  static String text(byte[] body, @Nullable String contentType) {
    var marked = byteOrder(body);
    var text = marked != null ? marked : declared(body, contentType);
    return text.indexOf('\0') < 0 ? text : text.replace("\0", "");
  }

  private static String declared(byte[] body, @Nullable String contentType) {
    var start = new String(body, 0, Math.min(body.length, 4_096), StandardCharsets.ISO_8859_1);
    var charsets =
        Arrays.asList(
                charset(IN_TYPE, contentType), charset(IN_XML, start), charset(IN_HTML, start))
            .stream()
            .filter(Objects::nonNull)
            .toList();
    var utf8 = strictly(body, 0, StandardCharsets.UTF_8);
    if (utf8 != null && (charsets.isEmpty() || charsets.contains(StandardCharsets.UTF_8))) {
      return utf8;
    }
    for (var charset : charsets) {
      var text = strictly(body, 0, charset);
      if (text != null) {
        return text;
      }
    }
    return utf8 != null ? utf8 : new String(body, WINDOWS_1252);
  }

  private static @Nullable String byteOrder(byte[] body) {
    int first = at(body, 0);
    int second = at(body, 1);
    if (first == 0xef && second == 0xbb && at(body, 2) == 0xbf) {
      var text = strictly(body, 3, StandardCharsets.UTF_8);
      return text != null ? text : new String(body, 3, body.length - 3, WINDOWS_1252);
    }
    // Without a mark: every other byte is zero where ASCII takes two bytes a character.
    if (first == 0xfe && second == 0xff || first == 0 && second > 0 && at(body, 2) == 0) {
      return utf16(body, first == 0 ? 0 : 2, StandardCharsets.UTF_16BE);
    }
    if (first == 0xff && second == 0xfe || first > 0 && second == 0 && at(body, 3) == 0) {
      return utf16(body, second == 0 ? 0 : 2, StandardCharsets.UTF_16LE);
    }
    return null;
  }

  private static String utf16(byte[] body, int skip, Charset charset) {
    return new String(body, skip, body.length - skip, charset);
  }

  private static int at(byte[] body, int index) {
    return index < body.length ? body[index] & 0xff : -1;
  }

  private static @Nullable Charset charset(Pattern pattern, @Nullable String text) {
    if (text == null) {
      return null;
    }
    var matcher = pattern.matcher(text);
    if (!matcher.find()) {
      return null;
    }
    var name = matcher.group(1).toLowerCase(Locale.ROOT);
    return switch (name) {
      // As browsers do: whoever says Latin-1 or ASCII writes windows-1252.
      case "iso-8859-1", "iso8859-1", "latin1", "us-ascii", "ascii" -> WINDOWS_1252;
      // Said in single bytes, it cannot be true.
      case "utf-16", "utf-16le", "utf-16be" -> StandardCharsets.UTF_8;
      default -> {
        try {
          yield Charset.forName(name);
        } catch (IllegalArgumentException unknown) {
          yield null;
        }
      }
    };
  }

  private static @Nullable String strictly(byte[] body, int skip, Charset charset) {
    try {
      return charset
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(body, skip, body.length - skip))
          .toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
