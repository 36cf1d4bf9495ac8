package io.earlybrd.posting;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Stores what a visit found, in the caller's transaction: a few statements for each 500 postings.
 *
 * <p>A posting whose text changed in a way that matters gets the next {@code text_version}, which
 * makes it pending again, and loses the stamp of a matching run that is under way. One that comes
 * back later than 7 days after it closed is a new appearance.
 */
public final class PostingUpserts {
  private static final Duration SAME_APPEARANCE = Duration.ofDays(7);

  /** A statement holds its texts several times over: its size must not grow with the visit. */
  private static final int SLICE = 500;

  private static final long SLICE_WEIGHT = 2_000_000;

  private final JdbcClient jdbc;

  public PostingUpserts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** How many rows are new, and how many changed. */
  public record Counts(int added, int changed) {}

  /** The newest row of an external id. */
  private record Row(long id, int appearance, String contentHash, @Nullable Instant closedAt) {}

  private record Changed(long id, FoundPosting posting, boolean pendingAgain) {}

  /**
   * @param found distinct by external id
   * @param baseline whether the new ones are the board's baseline, which mails nobody. Those that
   *     are known already, from before the board was defined anew, belong to it too: another site
   *     may use the same ids. Only what still waits to be matched goes on waiting.
   */
  public Counts store(String board, Instant slot, List<FoundPosting> found, boolean baseline) {
    int added = 0;
    int changed = 0;
    for (int from = 0, to; from < found.size(); from = to) {
      to = endOfSlice(found, from);
      var counts = storeSlice(board, slot, found.subList(from, to), baseline);
      added += counts.added();
      changed += counts.changed();
    }
    return new Counts(added, changed);
  }

  private static int endOfSlice(List<FoundPosting> found, int from) {
    long weight = 0;
    int to = from;
    while (to < found.size() && to - from < SLICE && weight < SLICE_WEIGHT) {
      weight += found.get(to++).weight();
    }
    return to;
  }

  private Counts storeSlice(
      String board, Instant slot, List<FoundPosting> found, boolean baseline) {
    var rows = rows(board, found);
    var added = new ArrayList<FoundPosting>();
    var appearances = new ArrayList<Integer>();
    var differing = new HashMap<Long, FoundPosting>();
    var seen = new ArrayList<Long>();
    for (var posting : found) {
      var row = rows.get(posting.externalId());
      if (row == null || closedLongAgo(row, slot)) {
        added.add(posting);
        appearances.add(row == null ? 1 : row.appearance() + 1);
        continue;
      }
      seen.add(row.id());
      if (!row.contentHash().equals(ContentHash.of(posting))) {
        differing.put(row.id(), posting);
      }
    }
    insert(board, slot, added, appearances, baseline);
    update(changes(differing, baseline));
    see(seen, slot, baseline);
    return new Counts(added.size(), differing.size());
  }

  private static boolean closedLongAgo(Row row, Instant slot) {
    return row.closedAt() != null && row.closedAt().plus(SAME_APPEARANCE).isBefore(slot);
  }

  private Map<String, Row> rows(String board, List<FoundPosting> found) {
    var rows = new HashMap<String, Row>();
    jdbc.sql(
            """
            SELECT DISTINCT ON (external_id) external_id, id, appearance, content_hash, closed_at
            FROM posting
            WHERE board = :board
              AND external_id = ANY (:external_ids)
            ORDER BY external_id, appearance DESC
            """)
        .param("board", board)
        .param("external_ids", found.stream().map(FoundPosting::externalId).toArray(String[]::new))
        .query(
            row -> {
              var closed = row.getTimestamp("closed_at");
              rows.put(
                  row.getString("external_id"),
                  new Row(
                      row.getLong("id"),
                      row.getInt("appearance"),
                      row.getString("content_hash"),
                      closed == null ? null : closed.toInstant()));
            });
    return rows;
  }

  private List<Changed> changes(Map<Long, FoundPosting> differing, boolean baseline) {
    if (differing.isEmpty()) {
      return List.of();
    }
    return jdbc.sql(
            """
            SELECT id, title, company, location, remote, pay, description
            FROM posting
            WHERE id = ANY (:ids)
            """)
        .param("ids", differing.keySet().toArray(Long[]::new))
        .query(
            (row, n) -> {
              var before =
                  new PostingText(
                      row.getString("title"),
                      row.getString("company"),
                      row.getString("location"),
                      row.getObject("remote", Boolean.class),
                      row.getString("pay"),
                      row.getString("description"));
              var now = differing.get(row.getLong("id"));
              return new Changed(
                  row.getLong("id"), now, !baseline && TextChange.matters(before, now.text()));
            })
        .list();
  }

  private void insert(
      String board,
      Instant slot,
      List<FoundPosting> added,
      List<Integer> appearances,
      boolean baseline) {
    if (added.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            INSERT INTO posting
              (board, external_id, appearance, url, title, company, location, remote, department, pay, description,
               posted_at, first_seen_at, last_seen_at, content_hash, baseline, tsv)
            SELECT
              :board, external_id, appearance, url, title, company, location, remote, department, pay, description,
              posted_at, :slot, :slot, content_hash, :baseline, %s
            FROM %s
            ON CONFLICT ON CONSTRAINT posting_identity DO NOTHING
            """
                .formatted(PostingColumns.TSV, PostingColumns.unnest("appearance integer")))
        .params(PostingColumns.arrays(added))
        .param("first", appearances.toArray(Integer[]::new))
        .param("board", board)
        .param("slot", Timestamp.from(slot))
        .param("baseline", baseline)
        .update();
  }

  private void update(List<Changed> changes) {
    if (changes.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            UPDATE posting p
            SET url = d.url,
                title = d.title,
                company = d.company,
                location = d.location,
                remote = d.remote,
                department = d.department,
                pay = d.pay,
                description = d.description,
                posted_at = d.posted_at,
                content_hash = d.content_hash,
                tsv = d.tsv,
                text_version = p.text_version + CASE WHEN d.again THEN 1 ELSE 0 END,
                match_instance = CASE WHEN d.again THEN NULL ELSE p.match_instance END
            FROM (
              SELECT u.*, a.again, %s AS tsv
              FROM %s
              JOIN unnest(:ids, :again) AS a (id, again) USING (id)
            ) d
            WHERE p.id = d.id
            """
                .formatted(PostingColumns.TSV, PostingColumns.unnest("id bigint")))
        .params(PostingColumns.arrays(changes.stream().map(Changed::posting).toList()))
        .param("first", changes.stream().map(Changed::id).toArray(Long[]::new))
        .param("ids", changes.stream().map(Changed::id).toArray(Long[]::new))
        .param("again", changes.stream().map(Changed::pendingAgain).toArray(Boolean[]::new))
        .update();
  }

  private void see(List<Long> ids, Instant slot, boolean baseline) {
    if (ids.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            UPDATE posting
            SET last_seen_at = :slot,
                closed_at = NULL,
                baseline = baseline OR (:baseline AND matched_version = text_version)
            WHERE id = ANY (:ids)
            """)
        .param("slot", Timestamp.from(slot))
        .param("baseline", baseline)
        .param("ids", ids.toArray(Long[]::new))
        .update();
  }
}
