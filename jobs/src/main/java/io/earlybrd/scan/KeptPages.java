package io.earlybrd.scan;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The pages of boards that were kept for the operator to compare. */
public final class KeptPages {
  private final JdbcClient jdbc;

  public KeptPages(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A page as it was answered, decompressed, at most its first megabyte.
   *
   * @param at slot of the visit
   */
  public record Page(Instant at, boolean good, byte[] content) {}

  /**
   * The newest page that was kept of a board.
   *
   * @param good only one from when all was well
   */
  public Optional<Page> newest(String board, boolean good) {
    return jdbc.sql(
            """
            SELECT at, kind = 'good' AS good, content
            FROM board_page
            WHERE board = :board
              AND (kind = 'good' OR NOT :good)
            ORDER BY kind = 'good'
            LIMIT 1
            """)
        .param("board", board)
        .param("good", good)
        .query(
            (row, n) ->
                new Page(
                    row.getTimestamp("at").toInstant(),
                    row.getBoolean("good"),
                    decompressed(row.getBytes("content"))))
        .optional();
  }

  private static byte[] decompressed(byte[] content) {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(content))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
