package io.earlybrd.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earlybrd.board.Board.Format;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReadingRoomTest {
  private static final long MB = 1 << 20;

  private static byte[] cards(int megabytes) {
    return "<i>a</i>".repeat(megabytes << 17).getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void a_document_that_would_take_too_much_is_refused_with_what_to_do() {
    var room = new ReadingRoom(100 * MB, 2);

    assertThatThrownBy(() -> room.read(cards(4), Set.of(Format.HTML), () -> "read"))
        .isInstanceOf(UnreadableBoard.class)
        .hasMessageContainingAll("4.0 MB", "EARLYBRD_JAVA_OPTS=-Xmx384m", "EARLYBRD_FETCH_MAX=4MB");
  }

  @Test
  void two_that_do_not_fit_together_are_read_one_after_the_other() throws Exception {
    var room = new ReadingRoom(128 * MB, 4);
    var reading = new AtomicInteger();
    var most = new AtomicInteger();
    Callable<String> read =
        () ->
            room.read(
                cards(1),
                Set.of(Format.HTML),
                () -> {
                  most.accumulateAndGet(reading.incrementAndGet(), Math::max);
                  busy();
                  reading.decrementAndGet();
                  return "read";
                });

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.invokeAll(java.util.Collections.nCopies(6, read));
    }

    assertThat(most).hasValue(1);
  }

  private static void busy() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void room_comes_back_when_reading_fails() throws Exception {
    var room = new ReadingRoom(128 * MB, 1);
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(
              () ->
                  room.read(
                      cards(1),
                      Set.of(Format.HTML),
                      () -> {
                        throw new StackOverflowError();
                      }))
          .isInstanceOf(StackOverflowError.class);
    }

    assertThat(room.read(cards(1), Set.of(Format.HTML), () -> "read")).isEqualTo("read");
  }

  private static void read(Format format, String posting, String document) throws UnreadableBoard {
    Map<String, String> fields =
        switch (format) {
          case HTML -> Map.of("title", "b");
          case JSON -> Map.of("title", "/t");
          case RSS -> Map.of();
          default -> throw new IllegalArgumentException();
        };
    var board = Documents.board(URI.create("https://example.com/"), format, posting, fields);
    Documents.read(board, document.getBytes(StandardCharsets.UTF_8), null, board.url());
  }

  @Test
  void more_than_20_000_postings_are_too_many_in_every_format() {
    assertThatThrownBy(() -> read(Format.HTML, "p", "<p><b>x</b>".repeat(20_001)))
        .hasMessageContaining("20,001 postings “p”, more than 20,000: is posting too broad?");
    assertThatThrownBy(() -> read(Format.JSON, "", "[" + "{\"t\":\"x\"},".repeat(20_000) + "{}]"))
        .hasMessageContaining("20,001 postings");
    assertThatThrownBy(
            () ->
                read(
                    Format.RSS,
                    null,
                    "<rss version='2.0'><channel>"
                        + "<item><title>x</title></item>".repeat(20_001)
                        + "</channel></rss>"))
        .hasMessageContaining("20,001 postings");
  }

  @Test
  void postings_that_repeat_the_page_over_and_over_are_refused() {
    var page = "<b>".repeat(8) + "word ".repeat(300_000) + "</b>".repeat(8);

    assertThatThrownBy(() -> read(Format.HTML, "b", page))
        .hasMessageContaining("more text in its postings than it has");
  }
}
