package io.earlybrd.scan;

import io.earlybrd.board.Validators;
import io.earlybrd.run.CurrentRun;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What visits leave in {@code board}: a statement for any number of boards. */
final class BoardRows {
  /** A later slot, of a trial, is forgotten by a plain launch. */
  private static final String VISITED =
      "last_visit_at = :slot,\n"
          + "visited_slot = CASE WHEN :plain THEN :slot ELSE greatest(visited_slot, :slot) END";

  private final JdbcClient jdbc;
  private final CurrentRun run;

  BoardRows(JdbcClient jdbc, CurrentRun run) {
    this.jdbc = jdbc;
    this.run = run;
  }

  /**
   * After a good visit.
   *
   * @param until clock of its end
   */
  record Good(String id, Health health, Validators validators, Instant until) {}

  /**
   * After one that found postings.
   *
   * @param showsAll whether what was found is all that is on the board
   * @param goodPage whether its page was kept as the good one
   */
  record Found(Good good, Drift drift, boolean showsAll, boolean detailPending, boolean goodPage) {}

  /**
   * After one that failed.
   *
   * @param pause until the next one
   */
  record Failed(
      String id,
      Health health,
      int failures,
      Instant failingSince,
      @Nullable Instant absentSince,
      String error,
      Duration pause) {}

  /** Locks the boards, and gives those that are not removed. */
  Map<String, BoardRow> lock(List<String> ids) {
    var rows = new HashMap<String, BoardRow>();
    jdbc.sql(
            """
            SELECT
              id, definition, extract(epoch FROM every)::bigint AS every, baseline_at IS NOT NULL AS baseline,
              mail_first, last_success_at IS NOT NULL AS read, state, alarm, failures, failing_since, absent_since,
              array_to_string(found_counts, ',') AS counts, array_to_string(usual_fields, ',') AS usual_fields,
              seen_until, good_page_at
            FROM board
            WHERE id = ANY (:ids)
              AND removed_at IS NULL
            ORDER BY id
            FOR UPDATE
            """)
        .param("ids", ids.toArray(String[]::new))
        .query(
            row -> {
              rows.put(row.getString("id"), row(row));
            });
    return rows;
  }

  private static BoardRow row(ResultSet row) throws SQLException {
    return new BoardRow(
        row.getString("id"),
        row.getString("definition"),
        Duration.ofSeconds(row.getLong("every")),
        row.getBoolean("baseline"),
        row.getBoolean("mail_first"),
        row.getBoolean("read"),
        new Health(Health.State.of(row.getString("state")), Alarm.of(row.getString("alarm"))),
        row.getInt("failures"),
        instant(row.getTimestamp("failing_since")),
        instant(row.getTimestamp("absent_since")),
        list(row.getString("counts")).map(Integer::valueOf).toList(),
        list(row.getString("usual_fields")).toList(),
        instant(row.getTimestamp("seen_until")),
        instant(row.getTimestamp("good_page_at")));
  }

  private static Stream<String> list(String joined) {
    return joined.isEmpty() ? Stream.of() : Stream.of(joined.split(","));
  }

  private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }

  /** Validators of a visit that began before the board was to be read anew are not kept. */
  void unchanged(List<Good> boards) {
    if (boards.isEmpty()) {
      return;
    }
    good(
            boards,
            """
            shown_at = CASE WHEN b.shows_all THEN :slot ELSE b.shown_at END,
            etag = CASE WHEN b.body_hash IS NOT NULL THEN d.etag END,
            last_modified = CASE WHEN b.body_hash IS NOT NULL THEN d.last_modified END,
            body_hash = CASE WHEN b.body_hash IS NOT NULL THEN d.body_hash END
            """,
            "")
        .update();
  }

  void found(List<Found> boards) {
    if (boards.isEmpty()) {
      return;
    }
    good(
            boards.stream().map(Found::good).toList(),
            """
            shows_all = d.shows_all,
            shown_at = CASE WHEN d.shows_all THEN :slot ELSE b.shown_at END,
            detail_pending = d.detail_pending,
            found_counts = d.counts::integer[],
            usual_fields = d.usual_fields::text[],
            good_page_at = CASE WHEN d.good_page THEN :slot ELSE b.good_page_at END,
            etag = d.etag,
            last_modified = d.last_modified,
            body_hash = d.body_hash
            """,
            "shows_all boolean, detail_pending boolean, counts text, usual_fields text, good_page"
                + " boolean")
        .param("shows_all", booleans(boards, Found::showsAll))
        .param("detail_pending", booleans(boards, Found::detailPending))
        .param("counts", texts(boards, found -> array(found.drift().counts())))
        .param("usual_fields", texts(boards, found -> array(found.drift().usualFields())))
        .param("good_page", booleans(boards, Found::goodPage))
        .update();
  }

  private JdbcClient.StatementSpec good(List<Good> boards, String set, String more) {
    return update(
            """
            state = d.state,
            alarm = d.alarm,
            failures = 0,
            failing_since = NULL,
            absent_since = NULL,
            last_error = NULL,
            baseline_at = coalesce(b.baseline_at, :slot),
            last_success_at = :slot,
            seen_until = greatest(:slot, d.until),
            next_visit_at = CAST(:slot AS timestamptz) + b.every,
            moved_to = d.moved_to,
            """
                + set,
            "until timestamptz, etag text, last_modified text, body_hash text, moved_to text"
                + (more.isEmpty() ? "" : ", " + more))
        .param("id", texts(boards, Good::id))
        .param("state", texts(boards, board -> board.health().state().column()))
        .param("alarm", texts(boards, board -> column(board.health().alarm())))
        .param("until", texts(boards, board -> board.until().toString()))
        .param("etag", texts(boards, board -> board.validators().etag()))
        .param("last_modified", texts(boards, board -> board.validators().lastModified()))
        .param("body_hash", texts(boards, board -> board.validators().bodyHash()))
        .param(
            "moved_to",
            texts(
                boards,
                board ->
                    board.validators().movedTo() == null
                        ? null
                        : board.validators().movedTo().toString()));
  }

  void failed(List<Failed> boards) {
    if (boards.isEmpty()) {
      return;
    }
    update(
            """
            state = d.state,
            alarm = d.alarm,
            failures = d.failures,
            failing_since = d.failing_since,
            absent_since = d.absent_since,
            last_error = d.error,
            next_visit_at = CAST(:slot AS timestamptz) + d.pause
            """,
            "failures integer, failing_since timestamptz, absent_since timestamptz, error text,"
                + " pause interval")
        .param("id", texts(boards, Failed::id))
        .param("state", texts(boards, board -> board.health().state().column()))
        .param("alarm", texts(boards, board -> column(board.health().alarm())))
        .param("failures", boards.stream().map(Failed::failures).toArray(Integer[]::new))
        .param("failing_since", texts(boards, board -> board.failingSince().toString()))
        .param(
            "absent_since",
            texts(
                boards,
                board -> board.absentSince() == null ? null : board.absentSince().toString()))
        .param("error", texts(boards, Failed::error))
        .param("pause", texts(boards, board -> board.pause().toString()))
        .update();
  }

  /**
   * @param columns beside id, state and alarm: name and type of each, bound as an array by its name
   */
  private JdbcClient.StatementSpec update(String set, String columns) {
    var all = "id text, state text, alarm text, " + columns;
    var arrays =
        Stream.of(all.split(", "))
            .map(column -> ":" + column.replace(" ", "::") + "[]")
            .collect(Collectors.joining(", "));
    var names = all.replaceAll(" \\w+(?=,|$)", "");
    return jdbc.sql(
            "UPDATE board b SET %s, %s FROM unnest(%s) AS d (%s) WHERE b.id = d.id"
                .formatted(set, VISITED, arrays, names))
        .params(run.get().placeholders(false));
  }

  private static @Nullable String column(@Nullable Alarm alarm) {
    return alarm == null ? null : alarm.column();
  }

  private static String array(List<?> values) {
    return values.stream().map(Object::toString).collect(Collectors.joining(",", "{", "}"));
  }

  private static <T> @Nullable String[] texts(List<T> rows, Function<T, @Nullable String> value) {
    return rows.stream().map(value).toArray(String[]::new);
  }

  private static <T> Boolean[] booleans(List<T> rows, Function<T, Boolean> value) {
    return rows.stream().map(value).toArray(Boolean[]::new);
  }
}
