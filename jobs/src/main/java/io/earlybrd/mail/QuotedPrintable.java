package io.earlybrd.mail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * RFC 2045 quoted-printable of UTF-8 text: lines of at most 76 ASCII characters that end in CRLF.
 *
 * <p>Done here rather than by Jakarta Mail, whose encoder costs more than rendering the template
 * does. A {@link Part} is encoded once and put into any number of texts.
 */
final class QuotedPrintable {
  /** The last column of a line is kept for the soft break. */
  private static final int LINE = 75;

  /** Bytes of a soft line break. */
  private static final int BREAK = 3;

  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

  /** Encloses the number of a part; no text that passed {@link PlainText} holds it. */
  private static final char MARKER = '\u0001';

  /** Encloses the number of a value. */
  private static final char HOLE = '\u0002';

  private byte[] out;
  private int length;
  private int column;

  private QuotedPrintable(int bytes) {
    out = new byte[bytes];
  }

  /**
   * A piece of text that is encoded already.
   *
   * @param quoted begins and ends at a line break, perhaps a soft one, so that it stands anywhere
   * @param bytes of the text in UTF-8
   */
  record Part(byte[] quoted, int bytes) implements Piece {
    static Part of(String text) {
      return of(utf8(text));
    }

    static Part of(byte[] bytes) {
      var encoder = new QuotedPrintable(room(bytes.length));
      encoder.put(bytes, 0, bytes.length);
      encoder.softBreak();
      return new Part(encoder.encoded(), bytes.length);
    }
  }

  /**
   * A text with holes, whose longer pieces are encoded already.
   *
   * @param bytes of its own text in UTF-8
   */
  record Form(List<Piece> pieces, int bytes) {
    /** A soft break before and after a shorter one would cost as much as it does. */
    private static final int SHORT = 100;

    /** {@code text} with its {@linkplain #hole holes} and {@linkplain #marker markers}. */
    static Form of(String text) {
      var bytes = utf8(text);
      var pieces = new ArrayList<Piece>();
      int own = 0;
      int from = 0;
      while (from < bytes.length) {
        int at = from;
        while (at < bytes.length && bytes[at] != MARKER && bytes[at] != HOLE) {
          at++;
        }
        add(pieces, Arrays.copyOfRange(bytes, from, at));
        own += at - from;
        if (at < bytes.length) {
          int end = next(bytes, bytes[at], at + 1);
          int number = number(bytes, at + 1, end);
          pieces.add(bytes[at] == HOLE ? new Hole(number) : new Marked(number));
          at = end + 1;
        }
        from = at;
      }
      return new Form(List.copyOf(pieces), own);
    }

    private static void add(List<Piece> pieces, byte[] text) {
      if (text.length >= SHORT) {
        pieces.add(Part.of(text));
      } else if (text.length > 0) {
        pieces.add(new Plain(text));
      }
    }
  }

  /** What a form is made of. */
  sealed interface Piece permits Part, Plain, Hole, Marked {}

  /** Not encoded yet. */
  record Plain(byte[] text) implements Piece {}

  /** The place of the value of this number. */
  record Hole(int value) implements Piece {}

  /** The place of the part of this number. */
  record Marked(int part) implements Piece {}

  /** What stands in a text for the value of this number. */
  static String hole(int value) {
    return HOLE + Integer.toString(value) + HOLE;
  }

  /** What stands in a text for the part of this number. */
  static String marker(int part) {
    return MARKER + Integer.toString(part) + MARKER;
  }

  static byte[] encode(String text) {
    return encode(text, List.of());
  }

  /** {@code text} with {@code parts} in the place of their markers. */
  static byte[] encode(String text, List<Part> parts) {
    return encode(Form.of(text), List.of(), parts);
  }

  /**
   * {@code form} with {@code values} in its holes and {@code parts} in the place of their markers,
   * of which values may hold some, too.
   */
  static byte[] encode(Form form, List<byte[]> values, List<Part> parts) {
    int room = 2 * form.bytes() + 1_000;
    for (var part : parts) {
      room += part.quoted().length;
    }
    var encoder = new QuotedPrintable(room);
    for (var piece : form.pieces()) {
      switch (piece) {
        case Part part -> encoder.put(part);
        case Plain(byte[] text) -> encoder.put(text, 0, text.length);
        case Hole(int value) -> encoder.put(values.get(value), parts);
        case Marked(int part) -> encoder.put(parts.get(part));
      }
    }
    // Text may not end with a soft break.
    if (encoder.column > 0 || encoder.soft()) {
      encoder.endLine();
    }
    return encoder.encoded();
  }

  /** The text that {@link #encode} was given, with line feeds alone. */
  static String decode(byte[] quoted) {
    var bytes = new byte[quoted.length];
    int length = 0;
    for (int i = 0; i < quoted.length; i++) {
      if (quoted[i] == '=' && quoted[i + 1] == '\r') {
        i += 2;
      } else if (quoted[i] == '=') {
        int high = Character.digit(quoted[i + 1], 16);
        bytes[length++] = (byte) (high << 4 | Character.digit(quoted[i + 2], 16));
        i += 2;
      } else if (quoted[i] != '\r') {
        bytes[length++] = quoted[i];
      }
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Each byte becomes three at most, and every seventieth of them brings a soft break of three. */
  private static int room(int bytes) {
    return bytes * 3 + bytes / 7 + 16;
  }

  /** Where {@code wanted} is next; the end where it is nowhere. */
  private static int next(byte[] bytes, int wanted, int from) {
    int at = from;
    while (at < bytes.length && bytes[at] != wanted) {
      at++;
    }
    return at;
  }

  private static int number(byte[] bytes, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + bytes[i] - '0';
    }
    return number;
  }

  private void put(byte[] text, List<Part> parts) {
    int from = 0;
    for (int at = next(text, MARKER, 0); at < text.length; at = next(text, MARKER, from)) {
      put(text, from, at);
      int end = next(text, MARKER, at + 1);
      put(parts.get(number(text, at + 1, end)));
      from = end + 1;
    }
    put(text, from, text.length);
  }

  private void put(Part part) {
    // The last line's end must fit as well.
    int end = length + part.quoted().length + 2 * BREAK;
    if (end > out.length) {
      // A template may show a part twice.
      out = Arrays.copyOf(out, 2 * end);
    }
    softBreak();
    end = length + part.quoted().length;
    System.arraycopy(part.quoted(), 0, out, length, part.quoted().length);
    length = end;
  }

  private void put(byte[] bytes, int from, int to) {
    if (out.length - length < room(to - from)) {
      out = Arrays.copyOf(out, length + room(to - from));
    }
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      if (b > ' ' && b <= '~' && b != '=') {
        literal(b);
      } else if (b == '\n') {
        endLine();
      } else {
        byte next = i + 1 < to ? bytes[i + 1] : (byte) '\n';
        if (b == ' ' && next != '\n' && next != '\r') {
          literal(b);
        } else if (b != '\r' || next != '\n') {
          // Also a space at the end of a line, which would be lost on the way.
          quoted(b & 0xFF);
        }
      }
    }
  }

  private void literal(byte b) {
    if (column == LINE) {
      softBreak();
    }
    out[length++] = b;
    column++;
  }

  private void quoted(int b) {
    if (column + 3 > LINE) {
      softBreak();
    }
    out[length++] = '=';
    out[length++] = HEX[b >> 4];
    out[length++] = HEX[b & 0xF];
    column += 3;
  }

  private boolean soft() {
    return length > 2 && out[length - 3] == '=';
  }

  private void softBreak() {
    if (column > 0) {
      out[length++] = '=';
      endLine();
    }
  }

  private void endLine() {
    out[length++] = '\r';
    out[length++] = '\n';
    column = 0;
  }

  private byte[] encoded() {
    return Arrays.copyOf(out, length);
  }
}
