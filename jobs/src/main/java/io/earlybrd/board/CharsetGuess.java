package io.earlybrd.board;

import java.nio.charset.Charset;
import org.mozilla.universalchardet.UniversalDetector;

/** What bytes that are no UTF-8 look like. */
final class CharsetGuess {
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
  private static final int TIMES = 4;
  private static final int ENOUGH = 10_000;

  private CharsetGuess() {}

  /** A charset that fits at least most of {@code body}; windows-1252 where nothing says more. */
  static Charset of(byte[] body) {
    if (isWestern(body)) {
      return WINDOWS_1252;
    }
    var detector = new UniversalDetector();
    // A single short title is too little for it; the same again is not.
    for (int i = 0; i < TIMES && !detector.isDone() && i * body.length < ENOUGH; i++) {
      detector.handleData(body, 0, body.length);
    }
    detector.dataEnd();
    var name = detector.getDetectedCharset();
    // Nobody writes it any more, and most of its letters are in the same places.
    name = "x-mac-cyrillic".equalsIgnoreCase(name) ? "windows-1251" : name;
    var charset = name == null ? null : Decoding.named(name);
    return charset == null ? WINDOWS_1252 : charset;
  }

  /**
   * Whether nearly all that is not ASCII stands alone beside letters, as in café, or is a quotation
   * mark or dash: the detector sees East Asian pairs in a few of these.
   */
  private static boolean isWestern(byte[] body) {
    int alone = 0;
    int other = 0;
    for (int i = 0; i < body.length; i++) {
      int here = body[i] & 0xff;
      if (here < 0x80) {
        continue;
      }
      boolean between = i > 0 && body[i - 1] > 0 && (i + 1 == body.length || body[i + 1] > 0);
      boolean mark = here >= 0x91 && here <= 0x97 || here == 0x80 || here == 0x85;
      if (between && (mark || here >= 0xa0)) {
        alone++;
      } else {
        other++;
      }
    }
    return alone > 0 && alone >= 6 * other;
  }
}
