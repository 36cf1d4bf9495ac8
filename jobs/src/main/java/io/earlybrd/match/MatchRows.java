package io.earlybrd.match;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

/**
 * Writes matches by {@code COPY} in binary, in the caller's transaction: straight into the table
 * where none of them can be there already, else by way of a table of the session's own, from which
 * those that {@code match_once} knows are left out.
 *
 * <p>While rows are written, the connection takes no other statement. Not thread-safe.
 */
final class MatchRows implements AutoCloseable {
  private static final String COLUMNS =
      "subscriber, posting, searches, job_instance, job_execution, matched_at, waits_instant,"
          + " waits_digest, terms";

  private static final int BIGINT = 20;
  private static final int TEXT = 25;
  private static final byte[] HEADER = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };
  private static final int FLUSHED_AT = 1 << 16;

  private final Connection connection;
  private final CopyManager copying;
  private final boolean straight;

  /** The middle of every row: instance, execution, time. */
  private final byte[] stamp;

  private @Nullable CopyIn copy;
  private byte[] buffer = new byte[FLUSHED_AT + 4_096];
  private int size;
  private long rows;

  /** What all rows of a page have in common; {@code matchedAt} in PostgreSQL's microseconds. */
  record Stamp(long instance, long execution, long matchedAt) {}

  MatchRows(Connection connection, CopyManager copying, boolean straight, Stamp stamp) {
    this.connection = connection;
    this.copying = copying;
    this.straight = straight;
    field(stamp.instance());
    field(stamp.execution());
    field(stamp.matchedAt());
    this.stamp = Arrays.copyOf(buffer, size);
    size = 0;
  }

  /** How many were written, known ones among them. */
  long rows() {
    return rows;
  }

  /**
   * @param searches ascending
   * @param terms each once
   */
  void add(
      long subscriber,
      long posting,
      long[] searches,
      int searchCount,
      Recipients recipient,
      Collection<byte[]> terms)
      throws SQLException {
    begin(subscriber, posting, searches, searchCount, recipient);
    if (terms.isEmpty()) {
      emptyArray();
    } else {
      int start = beginArray(TEXT, terms.size());
      for (var term : terms) {
        bytes(term);
      }
      endField(start);
    }
    end();
  }

  /** The same, for a posting that one search hits. */
  void add(long subscriber, long posting, long[] search, Recipients recipient, Terms terms)
      throws SQLException {
    begin(subscriber, posting, search, 1, recipient);
    int count = terms.count();
    if (count == 0) {
      emptyArray();
    } else {
      int start = beginArray(TEXT, count);
      for (int i = 0; i < terms.all().length; i++) {
        if (terms.has(i)) {
          bytes(terms.all()[i]);
        }
      }
      endField(start);
    }
    end();
  }

  private void begin(
      long subscriber, long posting, long[] searches, int searchCount, Recipients recipient)
      throws SQLException {
    if (copy == null) {
      copy = open();
      write(HEADER);
    }
    room(256 + 12 * searchCount);
    int16(9);
    field(subscriber);
    field(posting);
    int start = beginArray(BIGINT, searchCount);
    for (int i = 0; i < searchCount; i++) {
      field(searches[i]);
    }
    endField(start);
    write(stamp);
    field(recipient.waitsInstant());
    field(recipient.waitsDigest());
  }

  private void end() throws SQLException {
    rows++;
    if (size > FLUSHED_AT) {
      flush();
    }
  }

  /**
   * Ends the writing.
   *
   * @return how many matches are new
   */
  long finish() throws SQLException {
    if (copy == null) {
      return 0;
    }
    room(2);
    int16(0xffff);
    flush();
    long copied = copy.endCopy();
    return straight ? copied : takeOver();
  }

  /** Takes back what was not finished, so that the connection can roll back. */
  @Override
  public void close() throws SQLException {
    if (copy != null && copy.isActive()) {
      copy.cancelCopy();
    }
  }

  private CopyIn open() throws SQLException {
    if (!straight) {
      try (var statement = connection.createStatement()) {
        statement.execute(
            "CREATE TEMP TABLE IF NOT EXISTS staged_match (LIKE match) ON COMMIT DELETE ROWS");
      }
    }
    return copying.copyIn(
        "COPY %s (%s) FROM STDIN (FORMAT binary)"
            .formatted(straight ? "match" : "staged_match", COLUMNS));
  }

  private long takeOver() throws SQLException {
    try (var statement = connection.createStatement()) {
      return statement.executeLargeUpdate(
          """
          INSERT INTO match (%1$s)
          SELECT %1$s
          FROM staged_match
          ON CONFLICT ON CONSTRAINT match_once DO NOTHING
          """
              .formatted(COLUMNS));
    }
  }

  private void flush() throws SQLException {
    if (copy != null) {
      copy.writeToCopy(buffer, 0, size);
      size = 0;
    }
  }

  private void room(int bytes) {
    if (size + bytes > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + bytes));
    }
  }

  /** One dimension, no nulls, from 1 on. */
  private int beginArray(int type, int length) {
    int32(0);
    int start = size;
    int32(1);
    int32(0);
    int32(type);
    int32(length);
    int32(1);
    return start;
  }

  private void endField(int start) {
    int end = size;
    size = start - 4;
    int32(end - start);
    size = end;
  }

  private void emptyArray() {
    room(16);
    int32(12);
    int32(0);
    int32(0);
    int32(TEXT);
  }

  private void field(long value) {
    int32(8);
    int32((int) (value >> 32));
    int32((int) value);
  }

  private void field(boolean value) {
    int32(1);
    buffer[size++] = (byte) (value ? 1 : 0);
  }

  private void bytes(byte[] value) {
    room(4 + value.length);
    int32(value.length);
    System.arraycopy(value, 0, buffer, size, value.length);
    size += value.length;
  }

  private void write(byte[] value) {
    System.arraycopy(value, 0, buffer, size, value.length);
    size += value.length;
  }

  private void int16(int value) {
    buffer[size++] = (byte) (value >> 8);
    buffer[size++] = (byte) value;
  }

  private void int32(int value) {
    var into = buffer;
    int at = size;
    into[at] = (byte) (value >> 24);
    into[at + 1] = (byte) (value >> 16);
    into[at + 2] = (byte) (value >> 8);
    into[at + 3] = (byte) value;
    size = at + 4;
  }
}
