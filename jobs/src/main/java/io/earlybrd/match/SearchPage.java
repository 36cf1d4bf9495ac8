package io.earlybrd.match;

import static io.earlybrd.match.BinaryRow.int32;
import static io.earlybrd.match.BinaryRow.int64;

import java.sql.SQLException;
import java.util.Arrays;
import org.postgresql.copy.CopyManager;

/**
 * Saved searches of some subscribers, all of each one's, by subscriber. Read whole before they are
 * evaluated, since the connection then takes the matches; into one array that is used again and
 * again, so that reading a million leaves nothing behind. Not thread-safe.
 */
final class SearchPage {
  /** Many long searches make a page end early. */
  private static final int MOST_BYTES = 8 << 20;

  private byte[] bytes = new byte[1 << 16];
  private int[] starts = new int[1 << 10];
  private int size;
  private boolean last;

  /**
   * Reads the next subscribers' searches.
   *
   * @param after the last subscriber that is behind us
   * @param most searches, unless one subscriber has more
   */
  void read(CopyManager copying, long after, int most) throws SQLException {
    readAtMost(copying, after, most);
    for (int more = most; size == 0 && !last; ) {
      more = Math.multiplyExact(more, 4);
      readAtMost(copying, after, more);
    }
  }

  private void readAtMost(CopyManager copying, long after, int most) throws SQLException {
    // One row more than wanted tells whether the last subscriber is whole.
    var copy =
        new CopyRows(
            copying,
            """
            SELECT subscriber, id, created_at, coalesce(query, long_query::tsquery)
            FROM saved_search
            WHERE subscriber > %d
            ORDER BY subscriber
            LIMIT %d
            """
                .formatted(after, most + 1));
    size = 0;
    starts[0] = 0;
    int read = 0;
    boolean full = false;
    while (copy.next()) {
      read++;
      if (!full) {
        add(copy.message(), copy.at());
        full = starts[size] > MOST_BYTES && subscriber(size - 1) != subscriber(0);
      }
    }
    last = !full && read <= most;
    if (!last) {
      dropLastSubscriber();
    }
  }

  private void add(byte[] message, int at) {
    int start = starts[size];
    int end = start + message.length - at;
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end, bytes.length * 2));
    }
    if (size + 2 > starts.length) {
      starts = Arrays.copyOf(starts, starts.length * 2);
    }
    System.arraycopy(message, at, bytes, start, end - start);
    starts[++size] = end;
  }

  private void dropLastSubscriber() {
    long cut = subscriber(size - 1);
    while (size > 0 && subscriber(size - 1) == cut) {
      size--;
    }
  }

  int size() {
    return size;
  }

  /** Whether no subscriber comes after these. */
  boolean last() {
    return last;
  }

  /** What the queries stand in, as PostgreSQL sends them; good until the next page is read. */
  byte[] bytes() {
    return bytes;
  }

  long subscriber(int row) {
    return int64(bytes, starts[row] + 4);
  }

  long search(int row) {
    return int64(bytes, starts[row] + 16);
  }

  /** In PostgreSQL's microseconds. */
  long createdAt(int row) {
    return int64(bytes, starts[row] + 28);
  }

  int queryFrom(int row) {
    return starts[row] + 40;
  }

  int queryTo(int row) {
    return starts[row] + 40 + int32(bytes, starts[row] + 36);
  }

  /** Where the searches of a subscriber end who begins at {@code from}. */
  int endOfSubscriber(int from) {
    long subscriber = subscriber(from);
    int end = from + 1;
    while (end < size && subscriber(end) == subscriber) {
      end++;
    }
    return end;
  }
}
