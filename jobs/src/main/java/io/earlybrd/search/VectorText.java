package io.earlybrd.search;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes a tsvector as text, a field after the other; PostgreSQL sorts it and joins what is equal.
 */
final class VectorText implements TokenSink {
  /** Bytes. A tsvector holds 1 MB, and takes less than its text. */
  private static final int MOST = 900_000;

  /** PostgreSQL's own limit: what comes after it stands at this position, too. */
  private static final int LAST_POSITION = 16_383;

  /** Between fields, so that no phrase runs over from one into the next. */
  private static final int GAP = 10;

  private static final int LONGEST_JOINED = 40;

  /** Those without weight, which nearly all are. A race about one makes it twice. */
  private static final byte @Nullable [][] PLACES = new byte[2_048][];

  private byte[] out = new byte[2_048];
  private int length;
  private int position;

  /** {@code :7A } for the present position and weight: what every lexeme here ends with. */
  private byte[] place = {};

  private int runStart;
  private byte @Nullable [] run;
  private String weight = "";
  private boolean full;

  /**
   * @param letter A, B, C or D
   */
  void field(char letter, @Nullable String text) {
    if (text == null || text.isEmpty() || full) {
      return;
    }
    weight = letter == 'D' ? "" : String.valueOf(letter);
    run = null;
    TextFold.tokens(text, this);
    position += GAP;
  }

  /** A lexeme that stands nowhere. */
  void filter(String lexeme) {
    var bytes = lexeme.getBytes(StandardCharsets.US_ASCII);
    ensure(bytes.length + 3);
    out[length++] = '\'';
    length = append(bytes, 0, bytes.length, length);
    out[length++] = '\'';
    out[length++] = ' ';
  }

  @Override
  public boolean token(String token, boolean hyphened) {
    var bytes = token.getBytes(StandardCharsets.UTF_8);
    if (bytes.length == token.length()) {
      return token(bytes, 0, bytes.length, hyphened);
    }
    next();
    run = null;
    var stem = Stems.of(token).getBytes(StandardCharsets.UTF_8);
    put(bytes, 0, bytes.length, stem, 0);
    return !full;
  }

  @Override
  public boolean token(byte[] text, int start, int end, boolean hyphened) {
    next();
    put(text, start, end);
    if (mayImply(text, start, end)) {
      putImplied(new String(text, start, end - start, StandardCharsets.ISO_8859_1));
    }
    join(text, start, end, hyphened);
    return !full;
  }

  private void next() {
    position++;
    place = place(position);
  }

  private byte[] place(int at) {
    if (!weight.isEmpty() || at >= PLACES.length) {
      return madePlace(at);
    }
    var known = PLACES[at];
    if (known == null) {
      known = madePlace(at);
      PLACES[at] = known;
    }
    return known;
  }

  private byte[] madePlace(int at) {
    return (":" + Math.min(at, LAST_POSITION) + weight + " ").getBytes(StandardCharsets.US_ASCII);
  }

  /** By its last two letters: most words end here. */
  private static boolean mayImply(byte[] text, int start, int end) {
    if (end - start < 4) {
      return false;
    }
    byte before = text[end - 2];
    return text[end - 1] == 's' ? before == 'j' : text[end - 1] == 't' && before == 'e';
  }

  /** Beside {@code Node.js} stands {@code node}, at the same place. */
  private void putImplied(String token) {
    var implied = SpecialWords.implied(token);
    if (implied != null) {
      var bytes = implied.getBytes(StandardCharsets.ISO_8859_1);
      put(bytes, 0, bytes.length);
    }
  }

  /**
   * What a hyphen separates is also one word, at the place of its first part and of its last, so
   * that {@code frontend} finds {@code front-end} within a phrase, too.
   */
  private void join(byte[] text, int start, int end, boolean hyphened) {
    int count = end - start;
    if (!hyphened || run == null || run.length + count > LONGEST_JOINED) {
      run = Lexemes.hasExact(text[start]) ? Arrays.copyOfRange(text, start, end) : null;
      runStart = position;
      return;
    }
    var joined = Arrays.copyOf(run, run.length + count);
    System.arraycopy(text, start, joined, run.length, count);
    run = joined;
    put(joined, 0, joined.length);
    place = place(runStart);
    put(joined, 0, joined.length);
  }

  private void put(byte[] text, int start, int end) {
    if (end - start <= Stems.LONGEST) {
      put(text, start, end, Stems.entry(text, start, end), 1 + end - start);
    } else {
      put(text, start, end, Stems.stem(text, start, end), 0);
    }
  }

  private void put(byte[] text, int start, int end, byte[] stem, int stemStart) {
    ensure(end - start + stem.length + 24);
    int at = append(stem, stemStart, stem.length, length);
    at = append(place, 0, place.length, at);
    if (Lexemes.hasExact(text[start])) {
      out[at++] = (byte) Lexemes.EXACT;
      at = append(text, start, end, at);
      at = append(place, 0, place.length, at);
    }
    length = at;
    full = length > MOST;
  }

  /** Words are short: a loop is faster than a call. */
  private int append(byte[] bytes, int start, int end, int at) {
    int to = at;
    for (int i = start; i < end; i++) {
      out[to++] = bytes[i];
    }
    return to;
  }

  private void ensure(int count) {
    if (length + count > out.length) {
      out = Arrays.copyOf(out, out.length * 2 + count);
    }
  }

  @Override
  public String toString() {
    return new String(out, 0, length, StandardCharsets.UTF_8);
  }
}
