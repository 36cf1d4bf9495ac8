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

  private byte[] out = new byte[2_048];
  private int length;
  private int position;
  private int runStart;
  private byte @Nullable [] run;
  private byte weight;
  private boolean full;

  /**
   * @param letter A, B, C or D
   */
  void field(char letter, @Nullable String text) {
    if (text == null || text.isEmpty() || full) {
      return;
    }
    weight = (byte) letter;
    run = null;
    TextFold.tokens(text, this);
    position += GAP;
  }

  /** A lexeme that stands nowhere. */
  void filter(String lexeme) {
    var bytes = lexeme.getBytes(StandardCharsets.US_ASCII);
    ensure(bytes.length + 3);
    out[length++] = '\'';
    append(bytes, 0, bytes.length);
    out[length++] = '\'';
    out[length++] = ' ';
  }

  @Override
  public boolean token(String token, boolean hyphened) {
    var bytes = token.getBytes(StandardCharsets.UTF_8);
    if (bytes.length == token.length()) {
      return token(bytes, 0, bytes.length, hyphened);
    }
    position++;
    run = null;
    put(bytes, 0, bytes.length, Stems.of(token).getBytes(StandardCharsets.UTF_8), position);
    return !full;
  }

  @Override
  public boolean token(byte[] text, int start, int end, boolean hyphened) {
    position++;
    put(text, start, end, Stems.of(text, start, end), position);
    if (text[end - 1] == 's' || text[end - 1] == 't') {
      putImplied(new String(text, start, end - start, StandardCharsets.ISO_8859_1));
    }
    join(text, start, end, hyphened);
    return !full;
  }

  /** Beside {@code Node.js} stands {@code node}, at the same place. */
  private void putImplied(String token) {
    var implied = SpecialWords.implied(token);
    if (implied != null) {
      var bytes = implied.getBytes(StandardCharsets.ISO_8859_1);
      put(bytes, 0, bytes.length, Stems.of(bytes, 0, bytes.length), position);
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
    var stem = Stems.of(joined, 0, joined.length);
    put(joined, 0, joined.length, stem, runStart);
    put(joined, 0, joined.length, stem, position);
  }

  private void put(byte[] text, int start, int end, byte[] stem, int at) {
    ensure(end - start + stem.length + 24);
    append(stem, 0, stem.length);
    place(at);
    if (Lexemes.hasExact(text[start])) {
      out[length++] = (byte) Lexemes.EXACT;
      append(text, start, end);
      place(at);
    }
    full = length > MOST;
  }

  private void place(int at) {
    int place = Math.min(at, LAST_POSITION);
    out[length++] = ':';
    for (int power = place < 10 ? 1 : place < 100 ? 10 : place < 1_000 ? 100 : 10_000;
        power > 0;
        power /= 10) {
      // A leading zero is read as none.
      out[length++] = (byte) ('0' + place / power % 10);
    }
    if (weight != 'D') {
      out[length++] = weight;
    }
    out[length++] = ' ';
  }

  private void append(byte[] bytes, int start, int end) {
    System.arraycopy(bytes, start, out, length, end - start);
    length += end - start;
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
