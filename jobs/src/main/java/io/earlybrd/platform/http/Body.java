package io.earlybrd.platform.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads an answer's body: whole, decompressed and not too long, or not at all. */
final class Body {
  private static final int BUFFER = 8 << 10;
  private static final int PIECE = 256 << 10;

  private Body() {}

  /**
   * Reads all of it.
   *
   * @param place the body's room in memory, after decompression
   * @param givenUp nobody waits any longer: a body that comes in drips would never end
   */
  static byte[] read(Answer answer, BodyRoom.Place place, BooleanSupplier givenUp)
      throws IOException {
    if (!place.fits(answer.length())) {
      throw new Refusal(place.tooLong());
    }
    var plain = plain(answer);
    try {
      var body = read(plain, place, givenUp);
      answer.end();
      return body;
    } catch (ZipException e) {
      throw notCompressed();
    } finally {
      release(plain);
    }
  }

  /** At most {@code max} bytes of it; what comes after does not count. */
  static byte[] start(Answer answer, int max) throws IOException {
    var plain = plain(answer);
    try {
      var body = plain.readNBytes(max);
      if (body.length < max) {
        answer.end();
      }
      return body;
    } catch (ZipException e) {
      throw notCompressed();
    } finally {
      release(plain);
    }
  }

  private static InputStream plain(Answer answer) throws IOException {
    var encoding = answer.header("Content-Encoding");
    var name = encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "", "identity" -> answer.body();
      case "gzip", "x-gzip" -> unpacked(answer.body());
      default -> throw new Refusal("sent its document in an encoding that was not asked for");
    };
  }

  private static InputStream unpacked(InputStream packed) throws IOException {
    try {
      return new GZIPInputStream(packed, BUFFER);
    } catch (ZipException e) {
      throw notCompressed();
    }
  }

  private static Refusal notCompressed() {
    return new Refusal("says that its document is compressed, and it is not");
  }

  private static void release(InputStream plain) throws IOException {
    // Frees memory outside the heap; the answer's own stream has nothing to let go of.
    if (plain instanceof GZIPInputStream) {
      plain.close();
    }
  }

  /** In pieces: an array that doubles would take three times the body. */
  private static byte[] read(InputStream in, BodyRoom.Place place, BooleanSupplier givenUp)
      throws IOException {
    var pieces = new ArrayList<byte[]>();
    long length = 0;
    var buffer = new byte[BUFFER];
    int filled = 0;
    for (int read; (read = in.read(buffer, filled, buffer.length - filled)) >= 0; ) {
      if (givenUp.getAsBoolean()) {
        throw new IOException("given up");
      }
      length += read;
      if (!place.fits(length)) {
        throw new Refusal(place.tooLong());
      }
      place.reach(length);
      filled += read;
      if (filled == buffer.length) {
        pieces.add(buffer);
        buffer = new byte[Math.toIntExact(Math.clamp(length / 4, BUFFER, PIECE))];
        filled = 0;
      }
    }
    pieces.add(buffer);
    return joined(pieces, Math.toIntExact(length));
  }

  private static byte[] joined(List<byte[]> pieces, int length) {
    var body = new byte[length];
    int at = 0;
    for (var piece : pieces) {
      int part = Math.min(piece.length, length - at);
      System.arraycopy(piece, 0, body, at, part);
      at += part;
    }
    return body;
  }

  static String shown(long bytes) {
    return bytes % (1 << 20) == 0
        ? (bytes >> 20) + " MB"
        : bytes % (1 << 10) == 0 ? (bytes >> 10) + " KB" : bytes + " bytes";
  }
}
