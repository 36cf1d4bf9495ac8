package io.earlybrd.match;

/**
 * Reads the rows of {@code COPY … TO STDOUT (FORMAT binary)}: the server sends one a message, the
 * first after a header, and a message without columns at the end.
 */
final class BinaryRow {
  private static final int SIGNATURE = 11;

  private BinaryRow() {}

  /** Where the first message's row begins: after signature, flags and extension. */
  static int afterHeader(byte[] message) {
    return SIGNATURE + 4 + 4 + int32(message, SIGNATURE + 4);
  }

  static int int16(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
  }

  static int int32(byte[] bytes, int at) {
    return int16(bytes, at) << 16 | int16(bytes, at + 2);
  }

  static long int64(byte[] bytes, int at) {
    return (long) int32(bytes, at) << 32 | int32(bytes, at + 4) & 0xffff_ffffL;
  }

  /** Whether this is what follows the last row: a column count of -1. */
  static boolean isEnd(byte[] message, int at) {
    return int16(message, at) == 0xffff;
  }
}
