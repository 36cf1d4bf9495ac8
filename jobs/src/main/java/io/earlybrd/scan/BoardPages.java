package io.earlybrd.scan;

import io.earlybrd.board.Visit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps the last good page of a board, and the present one while something is wrong, for the
 * operator to compare. In the caller's transaction.
 */
final class BoardPages {
  /** A good page that is well enough known: compressing costs more than storing a visit. */
  static final Duration GOOD_FOR = Duration.ofDays(1);

  private static final int MOST = 1 << 20;
  private static final int MOST_COMPRESSED = 256 << 10;

  private final JdbcClient jdbc;

  BoardPages(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A page to be kept.
   *
   * @param good whether the board was well; else this is what it shows at present
   */
  record Page(String board, boolean good, byte[] content) {}

  /** The visit with no more of its page than may be kept: the document is not held in memory. */
  static Visit cut(Visit visit) {
    return switch (visit) {
      case Visit.Found found when found.page().length > MOST ->
          new Visit.Found(
              found.status(),
              found.bytes(),
              found.postings(),
              found.skipped(),
              found.notes(),
              found.validators(),
              found.whole(),
              Arrays.copyOf(found.page(), MOST));
      case Visit.Failed failed when failed.page() != null && failed.page().length > MOST ->
          new Visit.Failed(
              failed.status(),
              failed.bytes(),
              failed.error(),
              failed.retryAfter(),
              Arrays.copyOf(failed.page(), MOST));
      default -> visit;
    };
  }

  void keep(List<Page> pages, Instant slot) {
    if (pages.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            INSERT INTO board_page (board, kind, at, content)
            SELECT board, CASE WHEN good THEN 'good' ELSE 'present' END, :slot, content
            FROM unnest(:boards, :goods, :contents) AS d (board, good, content)
            ON CONFLICT (board, kind) DO UPDATE
            SET at = excluded.at,
                content = excluded.content
            """)
        .param("boards", pages.stream().map(Page::board).toArray(String[]::new))
        .param("goods", pages.stream().map(Page::good).toArray(Boolean[]::new))
        .param(
            "contents",
            pages.stream().map(page -> compressed(page.content())).toArray(byte[][]::new))
        .param("slot", Timestamp.from(slot))
        .update();
  }

  /** These boards are well again. */
  void forgetPresent(Collection<String> boards) {
    if (!boards.isEmpty()) {
      jdbc.sql("DELETE FROM board_page WHERE board = ANY (:boards) AND kind = 'present'")
          .param("boards", boards.toArray(String[]::new))
          .update();
    }
  }

  static byte[] compressed(byte[] page) {
    var whole = gzip(page, page.length);
    return whole.length <= MOST_COMPRESSED ? whole : gzip(page, MOST_COMPRESSED);
  }

  private static byte[] gzip(byte[] page, int length) {
    var bytes = new ByteArrayOutputStream(length / 4 + 64);
    try (var out = new Fast(bytes)) {
      out.write(page, 0, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static final class Fast extends GZIPOutputStream {
    Fast(ByteArrayOutputStream out) throws IOException {
      super(out, 8 << 10);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
