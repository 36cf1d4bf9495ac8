package io.earlybrd.promises;

import static io.earlybrd.scene.Scene.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.platform.http.Loopback;
import io.earlybrd.scan.Acceptance;
import io.earlybrd.scan.KeptPages;
import io.earlybrd.scene.BoardPage;
import io.earlybrd.scene.Person;
import io.earlybrd.scene.SamplePosting;
import io.earlybrd.scene.Scene;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A board that stops telling the truth is noticed, before a subscriber misses anything. */
class BoardHealthTest {
  @RegisterExtension static final Scene scene = new Scene();

  @Test
  void a_board_that_shows_nothing_any_more_is_silent_and_keeps_its_postings() {
    var board = boardOf(40);
    for (int i = 1; i < 4; i++) {
      silence(board, i);
    }

    assertThat(state()).isEqualTo("silent");
    assertThat(scene.db().count("posting WHERE closed_at IS NULL")).isEqualTo(40);
    assertThat(incidents())
        .isEqualTo(
            "Board a shows no posting, where 40 are usual. What it showed before stays open.");
  }

  @Test
  void a_silent_board_whose_page_is_unchanged_stays_silent() {
    var board = boardOf(40);
    silence(board, 1);
    scene.run("scan", minute(2));
    scene.run("scan", minute(3));

    assertThat(scene.db().count("board_visit WHERE outcome = 'unchanged'")).isEqualTo(2);
    assertThat(state()).isEqualTo("silent");
    assertThat(scene.db().count("posting WHERE closed_at IS NULL")).isEqualTo(40);
    assertThat(scene.db().count("incident")).isEqualTo(1);
  }

  @Test
  void a_silent_board_that_shows_what_it_used_to_is_well_and_its_incident_closed() {
    var board = boardOf(40);
    silence(board, 1);
    board.shows(postings(39));
    scene.run("scan", minute(2));

    assertThat(state()).isEqualTo("ok");
    assertThat(scene.db().count("incident WHERE closed_at IS NULL")).isZero();
    assertThat(scene.db().count("board_page WHERE kind = 'present'")).isZero();
  }

  @Test
  void a_board_that_has_few_postings_may_lose_some() {
    var board = boardOf(9);
    board.shows(postings(1));
    scene.run("scan", minute(1));

    assertThat(state()).isEqualTo("ok");
  }

  @Test
  void an_operator_can_say_that_few_are_right() {
    var board = boardOf(40);
    board.shows(postings(2));
    scene.run("scan", minute(1));
    assertThat(state()).isEqualTo("silent");

    accept();
    scene.run("scan", minute(2));
    scene.run("scan", minute(3));

    assertThat(state()).isEqualTo("ok");
    assertThat(scene.db().count("posting WHERE closed_at IS NULL")).isEqualTo(2);
    assertThat(scene.db().count("incident WHERE closed_at IS NULL")).isZero();
  }

  @Test
  void a_field_that_all_postings_had_and_none_has_any_more_is_an_incident() {
    var board = boardOf(6);
    board.shows(without(6));
    scene.run("scan", minute(1));
    scene.run("scan", minute(2));

    assertThat(state()).isEqualTo("ok");
    assertThat(incidents())
        .startsWith(
            "Board a shows 6 postings and none has location any more, which nearly all had");
  }

  @Test
  void a_field_that_is_back_closes_its_incident() {
    var board = boardOf(6);
    board.shows(without(6));
    scene.run("scan", minute(1));
    board.shows(postings(6));
    scene.run("scan", minute(2));

    assertThat(scene.db().count("incident WHERE closed_at IS NULL")).isZero();
    assertThat(scene.db().count("incident")).isEqualTo(1);
  }

  @Test
  void a_board_that_fails_ten_times_in_a_row_is_an_incident_until_it_is_well() {
    var board = boardOf(1).answers(503);
    var now = failTimes(minute(1), 9);
    assertThat(scene.db().count("incident")).isZero();
    now = failTimes(now, 1);
    assertThat(incidents())
        .startsWith("Board a fails since 2031-03-03T12:01:00Z, 10 times in a row: ");
    now = failTimes(now, 1);
    assertThat(scene.db().count("incident")).isEqualTo(1);

    board.shows(postings(1));
    scene.run("scan", now);

    assertThat(scene.db().count("incident WHERE closed_at IS NULL")).isZero();
  }

  @Test
  void a_board_that_is_not_there_for_two_weeks_is_gone_and_not_asked_any_more() {
    var board = goneBoard();
    int asked = board.asked();

    assertThat(scene.run("scan", minute(0).plus(Duration.ofDays(20))).status())
        .isEqualTo("NOTHING_DUE");
    assertThat(board.asked()).isEqualTo(asked);
    assertThat(incidents()).startsWith("Board a answers since").contains("not visited any more");
  }

  @Test
  void a_board_that_is_gone_is_visited_again_once_it_is_imported_again() {
    var board = goneBoard();
    board.shows(postings(1));
    scene.importBoards(board);
    scene.run("scan", minute(0).plus(Duration.ofDays(20)));

    assertThat(state()).isEqualTo("ok");
    assertThat(scene.db().count("incident WHERE closed_at IS NULL")).isZero();
    assertThat(scene.db().count("posting WHERE closed_at IS NULL")).isEqualTo(1);
  }

  @Test
  void the_last_good_page_and_the_present_one_are_kept() {
    var board = boardOf(40);
    board.answers(
        exchange ->
            Loopback.send(exchange, 200, "application/json", "{\"jobs\":[],\"x\":\"oops\"}"));
    scene.run("scan", minute(1));

    assertThat(page(false)).isEqualTo("{\"jobs\":[],\"x\":\"oops\"}");
    assertThat(page(true)).contains("Java 39.");
  }

  @Test
  void a_page_that_could_not_be_read_is_kept() {
    var board = boardOf(1);
    board.answers(exchange -> Loopback.send(exchange, 200, "text/html", "<p>soon</p>"));
    scene.run("scan", minute(1));

    assertThat(page(false)).isEqualTo("<p>soon</p>");
  }

  @Test
  void a_good_page_is_kept_once_a_day() {
    var board = boardOf(1);
    board.adds(SamplePosting.posting("b", "Second"));
    scene.run("scan", minute(1));
    assertThat(page(true)).doesNotContain("Second");

    board.adds(SamplePosting.posting("c", "Third"));
    scene.run("scan", minute(0).plus(Duration.ofDays(1)));

    assertThat(page(true)).contains("Third");
  }

  @Test
  void a_board_whose_postings_the_database_refuses_fails_alone() {
    var boards =
        IntStream.range(0, 12)
            .mapToObj(i -> scene.board("b" + i).shows(postings(3)))
            .toArray(BoardPage[]::new);
    scene.importBoards(boards);

    try (var _ =
        scene
            .db()
            .also(
                "INSERT ON posting",
                "NEW.board = 'b7'",
                "RAISE EXCEPTION 'too large for an index' USING ERRCODE = '54000';")) {
      assertThat(scene.run("scan", minute(0)).exit()).isZero();
    }

    assertThat(scene.db().column("SELECT id FROM board WHERE state <> 'ok'")).containsExactly("b7");
    assertThat(scene.db().value("SELECT last_error FROM board WHERE id = 'b7'"))
        .isEqualTo("What was found cannot be stored: ERROR: too large for an index");
    assertThat(scene.db().count("posting")).isEqualTo(33);
  }

  @Test
  void a_step_counts_boards_however_many_are_stored_at_once() {
    var boards =
        IntStream.range(0, 30)
            .mapToObj(i -> scene.board("b" + i).shows(postings(1)))
            .toArray(BoardPage[]::new);
    scene.importBoards(boards);

    var execution = scene.run("scan", minute(0)).execution();

    assertThat(scene.process().show(Objects.requireNonNull(execution)))
        .contains("\"read\":30,\"written\":30");
    assertThat(scene.db().count("board_visit")).isEqualTo(30);
  }

  @Test
  void the_operator_sees_what_is_wrong_and_the_pages() throws Exception {
    silence(boardOf(40), 1);
    var home = java.nio.file.Files.createTempDirectory("earlybrd-operator");
    var jvm = new LaunchedJvm(home, scene.database());

    assertThat(jvm.run("boards", "list", "--json").said())
        .contains("\"state\":\"silent\"", "\"postings\":40", "\"typical_postings\":40")
        .contains("\"incident\":\"Board a shows no posting, where 40 are usual.");
    assertThat(jvm.run("boards", "page", "a").said())
        .contains("present page", "{\"jobs\":[],\"at\":1}");
    assertThat(jvm.run("boards", "page", "a", "--good").said()).contains("good page", "Java 39.");
    assertThat(jvm.run("boards", "page", "b").exit()).isEqualTo(2);
    assertThat(jvm.run("postings", "--json", "--limit", "1").said())
        .contains("\"last_seen_at\":\"2031-03-03T12:00:00Z\"", "\"pay_min\":null");
  }

  private static BoardPage boardOf(int postings) {
    scene.importSubscribers(Person.instant("ann@example.org", "java"));
    var board = scene.board("a").validated().shows(postings(postings));
    scene.importBoards(board);
    scene.run("scan", minute(0));
    return board;
  }

  private static BoardPage goneBoard() {
    var board = boardOf(1).answers(404);
    var now = minute(1);
    while (!"gone".equals(state())) {
      now = failTimes(now, 1);
    }
    assertThat(now)
        .isBetween(minute(1).plus(Duration.ofDays(14)), minute(1).plus(Duration.ofDays(15)));
    return board;
  }

  /** Whenever it is due. */
  private static Instant failTimes(Instant from, int times) {
    var now = from;
    for (int i = 0; i < times; i++) {
      scene.run("scan", now);
      var next = scene.db().value("SELECT extract(epoch FROM next_visit_at)::bigint FROM board");
      now =
          Instant.ofEpochSecond(Long.parseLong(Objects.requireNonNull(next)) + 59)
              .truncatedTo(ChronoUnit.MINUTES);
    }
    return now;
  }

  /** Each time another page. */
  private static void silence(BoardPage board, int minute) {
    board.answers(
        exchange ->
            Loopback.send(
                exchange, 200, "application/json", "{\"jobs\":[],\"at\":" + minute + "}"));
    scene.run("scan", minute(minute));
  }

  private static SamplePosting[] postings(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> SamplePosting.posting("p" + i, "Java " + i + "."))
        .toArray(SamplePosting[]::new);
  }

  private static SamplePosting[] without(int count) {
    return java.util.Arrays.stream(postings(count))
        .map(posting -> posting.in(""))
        .toArray(SamplePosting[]::new);
  }

  private static void accept() {
    scene
        .db()
        .transaction()
        .execute(status -> new Acceptance(scene.db().jdbc()).accept("a", false, "tester"));
  }

  private static String page(boolean good) {
    return new String(
        new KeptPages(scene.db().jdbc()).newest("a", good).orElseThrow().content(),
        java.nio.charset.StandardCharsets.UTF_8);
  }

  private static String state() {
    return scene.db().value("SELECT state FROM board WHERE id = 'a'");
  }

  /** What the open incidents say first. */
  private static String incidents() {
    return scene
        .db()
        .value(
            "SELECT string_agg(split_part(detail, ' See ./', 1), '; ') FROM incident WHERE"
                + " closed_at IS NULL");
  }
}
