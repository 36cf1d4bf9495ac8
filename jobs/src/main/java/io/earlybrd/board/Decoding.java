package io.earlybrd.board;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Bytes to text, as far as their sender's word about their encoding can be believed. */
final class Decoding {
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
  private static final int ESCAPE = 0x1b;
  private static final Pattern IN_TYPE =
      Pattern.compile("charset\\s*=\\s*[\"']?([\\w.:-]+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern IN_XML =
      Pattern.compile("^\\s*<\\?xml[^>]{0,200}encoding\\s*=\\s*[\"']([\\w.:-]+)");
  private static final Pattern IN_HTML =
      Pattern.compile(
          "<meta\\s[^>]{0,500}?charset\\s*=\\s*[\"']?([\\w.:-]+)", Pattern.CASE_INSENSITIVE);

  private Decoding() {}

  /**
   * The text of {@code body}, without a byte order mark and U+0000. A byte order mark decides; then
   * UTF-8, where the bytes are such: others' texts hardly ever are by chance; then what the content
   * type, the XML declaration or the HTML {@code meta} says, where the bytes are in that charset;
   * then UTF-8 with a few mistakes, and what the bytes look like.
   */
  static String text(byte[] body, @Nullable String contentType) {
    boolean ascii = true;
    boolean zero = false;
    for (byte b : body) {
      if (b <= ESCAPE) {
        ascii &= b > 0 && b < ESCAPE;
        zero |= b == 0;
      }
    }
    if (ascii) {
      return new String(body, StandardCharsets.ISO_8859_1);
    }
    var marked = byteOrder(body);
    var text = marked != null ? marked : unmarked(body, contentType);
    return zero ? text.replace("\0", "") : text;
  }

  private static String unmarked(byte[] body, @Nullable String contentType) {
    var said = said(body, contentType);
    var utf8 = strictly(body, 0, StandardCharsets.UTF_8);
    if (utf8 != null && !isRather(said, utf8)) {
      return utf8;
    }
    for (var charset : said) {
      var text = strictly(body, 0, charset);
      if (text != null) {
        return text;
      }
    }
    if (utf8 != null) {
      return utf8;
    }
    var mended = new String(body, StandardCharsets.UTF_8);
    return isMostlyUtf8(mended) ? mended : new String(body, CharsetGuess.of(body));
  }

  private static List<Charset> said(byte[] body, @Nullable String contentType) {
    var start = new String(body, 0, Math.min(body.length, 4_096), StandardCharsets.ISO_8859_1);
    var said = new ArrayList<Charset>();
    add(said, charset(IN_TYPE, contentType));
    add(said, charset(IN_XML, start));
    add(said, charset(IN_HTML, start));
    // Servers say Latin-1 of everything that they do not know.
    if (said.size() > 1 && said.getFirst().equals(WINDOWS_1252)) {
      said.add(said.removeFirst());
    }
    return said;
  }

  private static void add(List<Charset> said, @Nullable Charset charset) {
    if (charset != null) {
      said.add(charset);
    }
  }

  /** Whether bytes that are UTF-8 are rather what is said: two of them can be by chance. */
  private static boolean isRather(List<Charset> said, String utf8) {
    if (said.isEmpty() || said.contains(StandardCharsets.UTF_8)) {
      return false;
    }
    long beyondAscii = utf8.chars().filter(c -> c > 127).limit(3).count();
    return beyondAscii < 3 && said.getFirst().newEncoder().maxBytesPerChar() > 1
        || said.getFirst().name().startsWith("ISO-2022");
  }

  /** A text cut between the bytes of a character, or two encodings in one document. */
  private static boolean isMostlyUtf8(String text) {
    long wrong = text.chars().filter(c -> c == '\ufffd').count();
    long beyondAscii = text.chars().filter(c -> c > 127).count();
    return beyondAscii - wrong >= 4 * wrong;
  }

  private static @Nullable String byteOrder(byte[] body) {
    int first = at(body, 0);
    int second = at(body, 1);
    if (first == 0xef && second == 0xbb && at(body, 2) == 0xbf) {
      var text = strictly(body, 3, StandardCharsets.UTF_8);
      return text != null
          ? text
          : unmarked(Arrays.copyOfRange(body, 3, body.length), "charset=utf-8");
    }
    // Without a mark: every other byte is zero where ASCII takes two bytes a character.
    if (first == 0xfe && second == 0xff || first == 0 && second > 0 && at(body, 2) == 0) {
      return from(body, first == 0 ? 0 : 2, StandardCharsets.UTF_16BE);
    }
    if (first == 0xff && second == 0xfe && at(body, 2) == 0 && at(body, 3) == 0) {
      return from(body, 4, StandardCharsets.UTF_32LE);
    }
    if (first == 0 && second == 0 && at(body, 2) == 0xfe && at(body, 3) == 0xff) {
      return from(body, 4, StandardCharsets.UTF_32BE);
    }
    if (first == 0xff && second == 0xfe || first > 0 && second == 0 && at(body, 3) == 0) {
      return from(body, second == 0 ? 0 : 2, StandardCharsets.UTF_16LE);
    }
    return null;
  }

  private static String from(byte[] body, int skip, Charset charset) {
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
    return matcher.find() ? named(matcher.group(1)) : null;
  }

  /** As browsers do: under an old name its later extension is meant. */
  static @Nullable Charset named(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "iso-8859-1", "iso8859-1", "latin1", "l1", "us-ascii", "ascii" -> WINDOWS_1252;
      // Said in single bytes, it cannot be true.
      case "utf-16", "utf-16le", "utf-16be", "unicode" -> StandardCharsets.UTF_8;
      case "gb2312", "gbk", "gb_2312-80", "x-gbk", "hz-gb-2312" -> known("GB18030");
      case "shift_jis", "shift-jis", "sjis", "x-sjis" -> known("windows-31j");
      case "euc-kr", "ks_c_5601-1987", "korean" -> known("x-windows-949");
      case "big5" -> known("Big5-HKSCS");
      case "tis-620", "iso-8859-11" -> known("x-windows-874");
      case "iso-8859-9" -> known("windows-1254");
      default -> known(name);
    };
  }

  private static @Nullable Charset known(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalArgumentException unknown) {
      return null;
    }
  }

  /** Null where the bytes are not in {@code charset}. */
  private static @Nullable String strictly(byte[] body, int skip, Charset charset) {
    if (charset.equals(StandardCharsets.UTF_8)) {
      var text = from(body, skip, charset);
      if (text.indexOf('\ufffd') < 0) {
        return text;
      }
    }
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
