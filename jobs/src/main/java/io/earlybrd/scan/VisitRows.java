package io.earlybrd.scan;

import io.earlybrd.board.Visit;
import io.earlybrd.run.CurrentRun;
import java.sql.Timestamp;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A row a visit in {@code board_visit}. */
final class VisitRows {
  private final JdbcClient jdbc;
  private final CurrentRun run;

  VisitRows(JdbcClient jdbc, CurrentRun run) {
    this.jdbc = jdbc;
    this.run = run;
  }

  /** A visit, and what came of its postings. */
  record Stored(FinishedVisit finished, int added, int changed) {}

  private record Row(
      String outcome,
      @Nullable Integer status,
      long bytes,
      int found,
      int skipped,
      @Nullable String error) {
    static Row of(Visit visit) {
      return switch (visit) {
        case Visit.Found found ->
            new Row(
                "found",
                found.status(),
                found.bytes(),
                found.postings().size(),
                found.skipped(),
                null);
        case Visit.Unchanged unchanged ->
            new Row("unchanged", unchanged.status(), unchanged.bytes(), 0, 0, null);
        case Visit.Failed failed ->
            new Row("failed", failed.status(), failed.bytes(), 0, 0, failed.error());
        case Visit.Cancelled _ -> throw new IllegalArgumentException("a cancelled visit is none");
      };
    }
  }

  void insert(List<Stored> visits) {
    var rows = visits.stream().map(stored -> Row.of(stored.finished().visit())).toList();
    jdbc.sql(
            """
            INSERT INTO board_visit
              (job_execution, slot, board, started_at, ended_at, outcome, http_status, bytes, found, new, changed,
               skipped, error)
            SELECT :execution, :slot, d.*
            FROM unnest(
              :boards, :started::timestamptz[], :ended::timestamptz[], :outcomes, :statuses, :bytes, :found, :new,
              :changed, :skipped, :errors) d
            """)
        .param("execution", run.get().execution())
        .param("slot", Timestamp.from(run.get().slot()))
        .param("boards", texts(visits, stored -> stored.finished().id()))
        .param("started", texts(visits, stored -> stored.finished().startedAt().toString()))
        .param("ended", texts(visits, stored -> stored.finished().endedAt().toString()))
        .param("outcomes", texts(rows, Row::outcome))
        .param("statuses", rows.stream().map(Row::status).toArray(Integer[]::new))
        .param("bytes", rows.stream().map(Row::bytes).toArray(Long[]::new))
        .param("found", rows.stream().map(Row::found).toArray(Integer[]::new))
        .param("new", visits.stream().map(Stored::added).toArray(Integer[]::new))
        .param("changed", visits.stream().map(Stored::changed).toArray(Integer[]::new))
        .param("skipped", rows.stream().map(Row::skipped).toArray(Integer[]::new))
        .param("errors", texts(rows, Row::error))
        .update();
  }

  private static <T> @Nullable String[] texts(List<T> rows, Function<T, @Nullable String> value) {
    return rows.stream().map(value).toArray(String[]::new);
  }
}
