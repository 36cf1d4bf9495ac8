package io.earlybrd.platform.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
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

  /** The body is not what can be taken; the message goes on after the document's address. */
  static final class Unfit extends IOException {
    private static final long serialVersionUID = 1L;

    Unfit(String message) {
      super(message);
    }
  }

  /**
   * Reads all of it.
   *
   * @param place the body's room in memory, after decompression
   * @param givenUp nobody waits any longer: a body that comes in drips would never end
   */
  static byte[] read(HttpURLConnection http, BodyRoom.Place place, BooleanSupplier givenUp)
      throws IOException {
    long length = http.getContentLengthLong();
    if (!place.fits(length)) {
      throw new Unfit(place.tooLong());
    }
    var encoding = http.getContentEncoding();
    var name = encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT);
    try (var wire = http.getInputStream()) {
      return switch (name) {
        case "", "identity" -> read(wire, place, givenUp);
        case "gzip", "x-gzip" -> {
          try (var plain = new GZIPInputStream(wire, BUFFER)) {
            yield read(plain, place, givenUp);
          }
        }
        default -> throw new Unfit("sent its document in an encoding that was not asked for");
      };
    } catch (ZipException e) {
      throw new Unfit("says that its document is compressed, and it is not");
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
        throw new Unfit(place.tooLong());
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
