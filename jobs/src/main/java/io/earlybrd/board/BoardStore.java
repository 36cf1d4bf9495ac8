package io.earlybrd.board;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Stores boards, in the caller's transaction. Importing again changes what the file names and
 * removes nothing.
 */
public final class BoardStore {
  private final JdbcClient jdbc;

  public BoardStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Adds or changes boards. Another url, format, posting or id field starts a new baseline, to
   * which also belongs what is held; any change of a definition makes the next visit read the whole
   * document. A board that was gone is visited again.
   *
   * @param mailFirst whether also the first visit's postings are news
   */
  public void store(List<Board> boards, boolean mailFirst) {
    forgetWhatIsOutdated(boards);
    jdbc.sql(
            """
            INSERT INTO board (id, name, url, format, preset, definition, definition_hash, every, enabled, mail_first)
            SELECT id, name, url, format, preset, definition::jsonb, hash, every::interval, enabled::boolean, :mail_first
            FROM unnest(:ids, :names, :urls, :formats, :presets, :definitions, :hashes, :everies, :enabled)
              AS d (id, name, url, format, preset, definition, hash, every, enabled)
            ON CONFLICT (id) DO UPDATE
            SET name = excluded.name,
                url = excluded.url,
                format = excluded.format,
                preset = excluded.preset,
                definition = excluded.definition,
                definition_hash = excluded.definition_hash,
                every = excluded.every,
                enabled = excluded.enabled,
                mail_first = excluded.mail_first,
                removed_at = NULL,
                baseline_at = CASE WHEN board.definition_hash = excluded.definition_hash
                                   THEN board.baseline_at END,
                next_visit_at = CASE WHEN board.definition_hash = excluded.definition_hash
                                      AND board.removed_at IS NULL
                                     THEN least(board.next_visit_at, board.visited_slot + excluded.every)
                                     ELSE '-infinity' END
            """)
        .param("mail_first", mailFirst)
        .param("ids", column(boards, Board::id))
        .param("names", column(boards, Board::name))
        .param("urls", column(boards, board -> board.url().toString()))
        .param("formats", column(boards, Board::format))
        .param("presets", column(boards, Board::preset))
        .param("definitions", column(boards, Board::toJson))
        .param("hashes", column(boards, Board::identityHash))
        .param("everies", column(boards, board -> board.every().toString()))
        .param("enabled", column(boards, board -> Boolean.toString(board.enabled())))
        .update();
  }

  /** Locks the boards first, as a visit does before it stores postings. */
  private void forgetWhatIsOutdated(List<Board> boards) {
    var ids = column(boards, Board::id);
    jdbc.sql("SELECT id FROM board WHERE id = ANY (:ids) ORDER BY id FOR UPDATE")
        .param("ids", ids)
        .query(String.class)
        .list();
    jdbc.sql(
            """
            UPDATE board b
            SET usual_fields = '{}',
                moved_to = NULL,
                etag = NULL,
                last_modified = NULL,
                body_hash = NULL
            FROM unnest(:ids, :definitions) AS d (id, definition)
            WHERE b.id = d.id
              AND b.definition <> d.definition::jsonb
            """)
        .param("ids", ids)
        .param("definitions", column(boards, Board::toJson))
        .update();
    jdbc.sql(
            """
            UPDATE board
            SET state = 'new',
                failures = 0,
                failing_since = NULL,
                absent_since = NULL,
                next_visit_at = '-infinity',
                etag = NULL,
                last_modified = NULL,
                body_hash = NULL
            WHERE id = ANY (:ids)
              AND state = 'gone'
            """)
        .param("ids", ids)
        .update();
    beginBaselines(
        jdbc.sql(
                """
                UPDATE board b
                SET state = 'new',
                    alarm = NULL,
                    failures = 0,
                    failing_since = NULL,
                    absent_since = NULL,
                    found_counts = '{}'
                FROM unnest(:ids, :hashes) AS d (id, hash)
                WHERE d.id = b.id
                  AND b.definition_hash <> d.hash
                RETURNING b.id
                """)
            .param("ids", ids)
            .param("hashes", column(boards, Board::identityHash))
            .query(String.class)
            .list());
  }

  private void beginBaselines(List<String> ids) {
    if (ids.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            UPDATE posting
            SET held = false,
                baseline = true
            WHERE board = ANY (:ids)
              AND held
            """)
        .param("ids", ids.toArray(String[]::new))
        .update();
    closeIncidents(ids);
  }

  private void closeIncidents(List<String> ids) {
    jdbc.sql(
            """
            UPDATE incident
            SET closed_at = clock_timestamp()
            WHERE "check" = 'board'
              AND subject = ANY (:ids)
              AND closed_at IS NULL
            """)
        .param("ids", ids.toArray(String[]::new))
        .update();
  }

  /** All boards that are not removed, or the one. */
  public List<Board> definitions(@Nullable String id) {
    return jdbc.sql(
            """
            SELECT definition
            FROM board
            WHERE removed_at IS NULL
              AND (CAST(:id AS text) IS NULL OR id = :id)
            ORDER BY id
            """)
        .param("id", id)
        .query((row, n) -> Board.fromJson(row.getString(1)))
        .list();
  }

  /**
   * Hides a board and keeps its ledger; false when there is none. What is held mails nobody: nobody
   * will say any more what it is.
   */
  public boolean remove(String id) {
    int removed =
        jdbc.sql(
                """
                UPDATE board
                SET removed_at = clock_timestamp(),
                    state = 'new',
                    alarm = NULL
                WHERE id = :id
                  AND removed_at IS NULL
                """)
            .param("id", id)
            .update();
    beginBaselines(List.of(id));
    return removed > 0;
  }

  private static @Nullable String[] column(
      List<Board> boards, Function<Board, @Nullable String> value) {
    return boards.stream().map(value).toArray(String[]::new);
  }
}
