package io.earlybrd.match;

import java.sql.SQLException;
import org.postgresql.copy.CopyManager;

/** Reads the postings that an instance has claimed, slice by slice. */
final class ClaimedPostings {
  /** About 20 MB of lists: postings that hold a whole book make a slice end early. */
  private static final int MOST_ENTRIES = 2_000_000;

  private ClaimedPostings() {}

  /**
   * The next slice, or what is still claimed of one that is under way.
   *
   * @param most postings
   */
  static Slice read(CopyManager copying, long instance, WalkPosition at, int most)
      throws SQLException {
    var copy =
        new CopyRows(
            copying,
            """
            SELECT id, stored_at, matched_version > 0, claims, tsv
            FROM posting
            WHERE match_instance = %d
              AND id > %d
              AND id <= %d
            ORDER BY id
            LIMIT %d
            """
                .formatted(
                    instance,
                    at.posting(),
                    at.sliceEnd() == 0 ? Long.MAX_VALUE : at.sliceEnd(),
                    most));
    var builder = new SliceBuilder();
    boolean begins = at.sliceEnd() == 0;
    while (copy.next()) {
      if (!begins || builder.entries() < MOST_ENTRIES) {
        var posting = new Slice.Posting(copy.nextLong(), copy.nextLong(), copy.nextBoolean());
        int claims = copy.nextInt();
        int length = copy.nextBytes();
        builder.add(posting, claims, copy.message(), copy.at() - length);
      }
    }
    return builder.build();
  }
}
