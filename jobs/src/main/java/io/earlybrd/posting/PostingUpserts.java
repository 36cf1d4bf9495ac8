package io.earlybrd.posting;

import io.earlybrd.posting.Comparison.Added;
import io.earlybrd.posting.Comparison.Differing;
import io.earlybrd.posting.FoundPosting.Detail;
import io.earlybrd.search.SearchVector;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Stores what visits showed, in the caller's transaction: a few statements for each 500 postings,
 * of however many boards.
 *
 * <p>A posting whose text changed in a way that matters gets the next {@code text_version}, which
 * makes it pending again, and loses the stamp of a matching run that is under way. One that comes
 * back later than 7 days after it closed is a new appearance.
 */
public final class PostingUpserts {
  /** A statement holds its texts several times over: its size must not grow with the visits. */
  private static final int SLICE = 500;

  private static final long SLICE_WEIGHT = 2_000_000;

  private final JdbcClient jdbc;
  private final PostingPresence presence;

  public PostingUpserts(JdbcClient jdbc) {
    this.jdbc = jdbc;
    this.presence = new PostingPresence(jdbc);
  }

  /** What becomes of postings that are new. */
  public enum New {
    /** They are matched, and mailed. */
    NEWS,
    /**
     * They mail nobody. Those that are known already, from before the board was defined anew,
     * belong to the baseline too: another site may use the same ids. Only what still waits to be
     * matched goes on waiting.
     */
    BASELINE,
    /** They wait until an operator has decided which of the two they are. */
    HELD
  }

  /**
   * A comparison, and what to make of it.
   *
   * @param showsAll whether what is not shown is not on the board any more
   * @param boardUrl the link of postings that have none
   */
  public record Judged(Comparison comparison, New added, boolean showsAll, String boardUrl) {}

  private record Insert(String board, Added added, New as) {
    FoundPosting posting() {
      return added.posting();
    }
  }

  private record Change(Differing differing, boolean baseline, String boardUrl) {
    FoundPosting posting() {
      return differing.posting();
    }
  }

  private record Update(
      long id, FoundPosting posting, String hash, boolean pendingAgain, boolean detailPending) {}

  public void store(List<Judged> all, Instant slot) {
    var inserts = new ArrayList<Insert>();
    var changes = new ArrayList<Change>();
    for (var one : all) {
      var comparison = one.comparison();
      comparison.added.forEach(
          added -> inserts.add(new Insert(comparison.board(), added, one.added())));
      comparison.differing.forEach(
          differing ->
              changes.add(new Change(differing, one.added() == New.BASELINE, one.boardUrl())));
    }
    inSlices(inserts, insert -> insert.posting().weight(), slice -> insert(slice, slot));
    inSlices(changes, change -> change.posting().weight(), slice -> update(updates(slice)));
    presence.record(all, slot);
  }

  private interface Slice<T> {
    void store(List<T> slice);
  }

  private static <T> void inSlices(List<T> all, ToLongFunction<T> weight, Slice<T> slice) {
    for (int from = 0, to = 0; from < all.size(); from = to) {
      long sum = 0;
      while (to < all.size() && to - from < SLICE && sum < SLICE_WEIGHT) {
        sum += weight.applyAsLong(all.get(to++));
      }
      slice.store(all.subList(from, to));
    }
  }

  private void insert(List<Insert> slice, Instant slot) {
    var postings = slice.stream().map(Insert::posting).toList();
    var hashes = postings.stream().map(ContentHash::of).toArray(String[]::new);
    jdbc.sql(
            """
            INSERT INTO posting
              (board, external_id, appearance, baseline, held, detail_pending, first_seen_at, last_seen_at, %1$s, tsv,
               tsv_rules, same_as)
            SELECT
              boards, external_ids, appearances, baselines, helds, details, :slot, :slot, %1$s, %2$s, :rules, sames
            FROM %3$s
            ON CONFLICT ON CONSTRAINT posting_identity DO NOTHING
            """
                .formatted(
                    PostingColumns.SHOWN,
                    PostingColumns.tsv("u", "boards", "CAST(:slot AS timestamptz)"),
                    PostingColumns.unnest(
                        "boards text",
                        "external_ids text",
                        "appearances integer",
                        "baselines boolean",
                        "helds boolean",
                        "details boolean")))
        .params(PostingColumns.arrays(postings, hashes))
        .param("boards", slice.stream().map(Insert::board).toArray(String[]::new))
        .param("external_ids", PostingColumns.texts(postings, FoundPosting::externalId))
        .param(
            "appearances",
            slice.stream().map(insert -> insert.added().appearance()).toArray(Integer[]::new))
        .param("baselines", booleans(slice, insert -> insert.as() == New.BASELINE))
        .param("helds", booleans(slice, insert -> insert.as() == New.HELD))
        .param("details", booleans(slice, insert -> insert.posting().detail() == Detail.UNREAD))
        .param("slot", Timestamp.from(slot))
        .param("rules", SearchVector.RULES)
        .update();
  }

  private List<Update> updates(List<Change> slice) {
    var changes = new HashMap<Long, Change>();
    slice.forEach(change -> changes.put(change.differing().id(), change));
    return jdbc.sql(
            """
            SELECT id, %s
            FROM posting
            WHERE id = ANY (:ids)
            """
                .formatted(StoredPosting.COLUMNS))
        .param("ids", changes.keySet().toArray(Long[]::new))
        .query(
            (row, n) -> {
              long id = row.getLong("id");
              var change = changes.get(id);
              var before = StoredPosting.of(row);
              var now = before.updatedBy(change.posting(), change.boardUrl());
              return new Update(
                  id,
                  now,
                  change.differing().hash(),
                  !change.baseline() && TextChange.matters(before.text(), now.text()),
                  before.detailPending() && now.detail() == Detail.UNREAD);
            })
        .list();
  }

  private void update(List<Update> updates) {
    jdbc.sql(
            """
            UPDATE posting p
            SET (%1$s, tsv, tsv_rules, same_as) = (%2$s, %3$s, :rules, u.sames),
                detail_pending = u.details,
                text_version = p.text_version + CASE WHEN u.again THEN 1 ELSE 0 END,
                match_instance = CASE WHEN u.again THEN NULL ELSE p.match_instance END
            FROM %4$s
            WHERE p.id = u.ids
            """
                .formatted(
                    PostingColumns.SHOWN,
                    "u." + PostingColumns.SHOWN.replaceAll(",\\s+", ", u."),
                    PostingColumns.tsv("u", "p.board", "p.first_seen_at"),
                    PostingColumns.unnest("ids bigint", "again boolean", "details boolean")))
        .params(
            PostingColumns.arrays(
                updates.stream().map(Update::posting).toList(),
                updates.stream().map(Update::hash).toArray(String[]::new)))
        .param("ids", updates.stream().map(Update::id).toArray(Long[]::new))
        .param("again", booleans(updates, Update::pendingAgain))
        .param("details", booleans(updates, Update::detailPending))
        .param("rules", SearchVector.RULES)
        .update();
  }

  private static <T> Boolean[] booleans(List<T> rows, Function<T, Boolean> value) {
    return rows.stream().map(value).toArray(Boolean[]::new);
  }
}
