package io.earlybrd.scan;

import io.earlybrd.board.Validators;
import io.earlybrd.run.CurrentRun;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
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
            SELECT b.id, b.url, b.definition, b.etag, b.last_modified, b.body_hash, b.moved_to, b.detail_pending
            FROM board b
            WHERE %s
            ORDER BY b.next_visit_at, b.id
            """
                .formatted(ScanWork.DUE_BOARD))
        .params(run.get().placeholders(false))
        .query(
            (row, n) ->
                new DueBoard(
                    row.getString("id"),
                    URI.create(row.getString("url")),
                    row.getString("definition"),
                    validators(row)))
        .list();
  }

  /**
   * Where own pages of postings wait to be read, the document is read again although it may be the
   * same.
   */
  private static Validators validators(ResultSet row) throws SQLException {
    var moved = row.getString("moved_to");
    var movedTo = moved == null ? null : URI.create(moved);
    return row.getBoolean("detail_pending")
        ? new Validators(null, null, null, movedTo)
        : new Validators(
            row.getString("etag"),
            row.getString("last_modified"),
            row.getString("body_hash"),
            movedTo);
  }
}
