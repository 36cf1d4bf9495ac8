package io.earlybrd.mail;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * RFC 2045 quoted-printable of UTF-8 text: lines of at most 76 ASCII characters that end in CRLF.
 *
 * <p>Done here rather than by Jakarta Mail, whose encoder costs more than rendering the template
 * does.
 */
final class QuotedPrintable {
  private static final int LINE = 76;
  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

  private final byte[] out;
  private int length;
  private int column;

  private QuotedPrintable(int bytes) {
    // Each byte becomes three and at most every seventieth character brings a soft break of three.
    this.out = new byte[bytes * 3 + bytes / 7 + 8];
  }

  static byte[] encode(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    var encoded = new QuotedPrintable(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      int next = i + 1 < bytes.length ? bytes[i + 1] : '\n';
      if (bytes[i] == '\n') {
        encoded.endLine();
      } else if (bytes[i] != '\r' || next != '\n') {
        encoded.put(bytes[i] & 0xFF, next == '\n' || next == '\r');
      }
    }
    if (encoded.column > 0) {
      encoded.endLine();
    }
    return Arrays.copyOf(encoded.out, encoded.length);
  }

  private void put(int b, boolean lastOfLine) {
    // A space at the end of a line would be lost on the way.
    boolean literal = b > ' ' && b <= '~' && b != '=' || b == ' ' && !lastOfLine;
    int width = literal ? 1 : 3;
    // The last column is kept for the soft break, unless the line ends here anyhow.
    if (column + width > (lastOfLine ? LINE : LINE - 1)) {
      out[length++] = '=';
      endLine();
    }
    if (literal) {
      out[length++] = (byte) b;
    } else {
      out[length++] = '=';
      out[length++] = HEX[b >> 4];
      out[length++] = HEX[b & 0xF];
    }
    column += width;
  }

  private void endLine() {
    out[length++] = '\r';
    out[length++] = '\n';
    column = 0;
  }
}
