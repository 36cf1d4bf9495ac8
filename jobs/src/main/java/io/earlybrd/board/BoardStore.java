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
   * Adds or changes boards. Another url, format, posting or id field starts a new baseline; any
   * change of a definition makes the next visit read the whole document.
   *
   * @param mailFirst whether also the first visit's postings are news
   */
  public void store(List<Board> boards, boolean mailFirst) {
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
                                     ELSE '-infinity' END,
                etag = CASE WHEN board.definition = excluded.definition THEN board.etag END,
                last_modified = CASE WHEN board.definition = excluded.definition THEN board.last_modified END,
                body_hash = CASE WHEN board.definition = excluded.definition THEN board.body_hash END
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

  /** Hides a board and keeps its ledger; false when there is none. */
  public boolean remove(String id) {
    return jdbc.sql(
                "UPDATE board SET removed_at = clock_timestamp() WHERE id = :id AND removed_at IS"
                    + " NULL")
            .param("id", id)
            .update()
        > 0;
  }

  private static @Nullable String[] column(
      List<Board> boards, Function<Board, @Nullable String> value) {
    return boards.stream().map(value).toArray(String[]::new);
  }
}
