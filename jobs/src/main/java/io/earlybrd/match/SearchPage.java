package io.earlybrd.match;

import static io.earlybrd.match.BinaryRow.int32;
import static io.earlybrd.match.BinaryRow.int64;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.copy.CopyManager;

/**
 * Saved searches of some subscribers, all of each one's, by subscriber. Read whole before it is
 * evaluated, since the connection then takes the matches.
 *
 * @param rows as they were sent, header and trailer apart
 * @param last whether no subscriber comes after these
 */
record SearchPage(List<Row> rows, boolean last) {
  /** Many long searches make a page end early. */
  private static final int MOST_BYTES = 16 << 20;

  /** A saved search; the query stands in {@code message} as PostgreSQL sends it. */
  record Row(byte[] message, int at) {
    long subscriber() {
      return int64(message, at + 4);
    }

    long search() {
      return int64(message, at + 16);
    }

    /** In PostgreSQL's microseconds. */
    long createdAt() {
      return int64(message, at + 28);
    }

    int queryFrom() {
      return at + 40;
    }

    int queryTo() {
      return at + 40 + int32(message, at + 36);
    }
  }

  /**
   * The next subscribers' searches.
   *
   * @param after the last subscriber that is behind us
   * @param most searches, unless one subscriber has more
   */
  static SearchPage read(CopyManager copying, long after, int most) throws SQLException {
    var page = readAtMost(copying, after, most);
    for (int more = most; page.rows.isEmpty() && !page.last; ) {
      more = Math.multiplyExact(more, 4);
      page = readAtMost(copying, after, more);
    }
    return page;
  }

  private static SearchPage readAtMost(CopyManager copying, long after, int most)
      throws SQLException {
    var rows = new ArrayList<Row>(most);
    var copy =
        new CopyRows(
            copying,
            """
            SELECT subscriber, id, created_at, query
            FROM saved_search
            WHERE subscriber > %d
            ORDER BY subscriber
            LIMIT %d
            """
                .formatted(after, most + 1));
    long bytes = 0;
    boolean full = false;
    int read = 0;
    while (copy.next()) {
      read++;
      if (full) {
        continue;
      }
      var row = new Row(copy.message(), copy.at());
      bytes += copy.message().length;
      full =
          bytes > MOST_BYTES && !rows.isEmpty() && row.subscriber() != rows.getLast().subscriber();
      if (!full) {
        rows.add(row);
      }
    }
    // One row more than wanted tells whether the last subscriber is whole.
    boolean last = !full && read <= most;
    if (!full && !last) {
      dropLastSubscriber(rows);
    }
    return new SearchPage(rows, last);
  }

  private static void dropLastSubscriber(List<Row> rows) {
    long cut = rows.getLast().subscriber();
    while (!rows.isEmpty() && rows.getLast().subscriber() == cut) {
      rows.removeLast();
    }
  }

  /** Where the searches of a subscriber end who begins at {@code from}. */
  int endOfSubscriber(int from) {
    long subscriber = rows.get(from).subscriber();
    int end = from + 1;
    while (end < rows.size() && rows.get(end).subscriber() == subscriber) {
      end++;
    }
    return end;
  }
}
