package io.earlybrd.scan;

import io.earlybrd.board.Board;
import io.earlybrd.board.Validators;
import io.earlybrd.run.CurrentRun;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The boards due at the run's slot, longest-waiting first. */
final class DueBoards {
  private final JdbcClient jdbc;
  private final CurrentRun run;

  DueBoards(JdbcClient jdbc, CurrentRun run) {
    this.jdbc = jdbc;
    this.run = run;
  }

  List<DueBoard> all() {
    return jdbc.sql(
            """
            SELECT b.definition, b.etag, b.last_modified, b.body_hash
            FROM board b
            WHERE %s
            ORDER BY b.next_visit_at, b.id
            """
                .formatted(ScanWork.DUE_BOARD))
        .params(run.get().placeholders(false))
        .query(
            (row, n) -> {
              var definition = row.getString("definition");
              return new DueBoard(
                  Board.fromJson(definition),
                  definition,
                  new Validators(
                      row.getString("etag"),
                      row.getString("last_modified"),
                      row.getString("body_hash"),
                      null));
            })
        .list();
  }
}
