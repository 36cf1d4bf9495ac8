package io.earlybrd.match;

import java.sql.SQLException;
import java.util.Arrays;
import org.postgresql.copy.CopyManager;

/** Who is to be told, of a range of subscribers: whoever has left is not among them. */
final class Recipients {
  private long[] ids = new long[64];
  private boolean[] instant = new boolean[64];
  private boolean[] digest = new boolean[64];
  private int count;
  private int next;

  static Recipients read(CopyManager copying, long from, long to) throws SQLException {
    var recipients = new Recipients();
    var copy =
        new CopyRows(
            copying,
            """
            SELECT id, delivery IN ('instant', 'both'), delivery IN ('digest', 'both')
            FROM subscriber
            WHERE id BETWEEN %d AND %d
              AND suppressed_at IS NULL
            ORDER BY id
            """
                .formatted(from, to));
    while (copy.next()) {
      recipients.add(copy.nextLong(), copy.nextBoolean(), copy.nextBoolean());
    }
    return recipients;
  }

  private void add(long id, boolean waitsInstant, boolean waitsDigest) {
    if (count == ids.length) {
      ids = Arrays.copyOf(ids, count * 2);
      instant = Arrays.copyOf(instant, count * 2);
      digest = Arrays.copyOf(digest, count * 2);
    }
    ids[count] = id;
    instant[count] = waitsInstant;
    digest[count++] = waitsDigest;
  }

  /**
   * Looks a subscriber up; to be asked in ascending order. If true, the other questions are about
   * this one.
   */
  boolean has(long id) {
    while (next < count && ids[next] < id) {
      next++;
    }
    return next < count && ids[next] == id;
  }

  boolean waitsInstant() {
    return instant[next];
  }

  boolean waitsDigest() {
    return digest[next];
  }
}
