package io.earlybrd.promises;

import static io.earlybrd.scene.SamplePosting.posting;
import static io.earlybrd.scene.Scene.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.platform.http.Loopback;
import io.earlybrd.scene.BoardPage;
import io.earlybrd.scene.Person;
import io.earlybrd.scene.Scene;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first good visit of a board is what it shows anyway: it mails nobody. */
class BaselineTest {
  private static final String ANN = "ann@example.org";

  /** What makes another board of it. */
  private static final Map<String, UnaryOperator<BoardPage>> OTHER_BOARD =
      Map.of(
          "url", BoardPage::moves,
          "posting", board -> board.definedWith("posting", "/jobs/*"),
          "id", board -> board.reads("id", "/link"));

  /** What only shows the same postings better. */
  private static final Map<String, UnaryOperator<BoardPage>> SAME_BOARD =
      Map.of(
          "title", board -> board.reads("title", "/place"),
          "name", board -> board.definedWith("name", "Another name"),
          "department", board -> board.reads("department", "/text"));

  @RegisterExtension static final Scene scene = new Scene();

  @BeforeEach
  void someone_searches() {
    scene.importSubscribers(Person.both(ANN, "java"));
  }

  @Test
  void the_first_good_visit_mails_nobody_and_the_next_does() {
    var board = scene.board("a").shows(posting("1", "Java developer"));
    scene.importBoards(board);

    scene.run("alerts", minute(0));
    assertThat(scene.db().column("SELECT baseline FROM posting")).containsExactly("t");
    board.adds(posting("2", "Java architect"));
    scene.run("alerts", minute(1));

    assertThat(scene.told(ANN, "Java architect")).isEqualTo(1);
    assertThat(scene.db().count("match")).isEqualTo(1);
  }

  @Test
  void a_posting_of_the_baseline_stays_one_however_its_text_changes() {
    var board = scene.board("a").shows(posting("1", "Gardener"));
    scene.importBoards(board);
    scene.run("alerts", minute(0));

    board.shows(posting("1", "Java developer"));
    scene.run("alerts", minute(1));

    assertThat(scene.db().value("SELECT title FROM posting")).isEqualTo("Java developer");
    assertThat(scene.mails()).isEmpty();
  }

  @Test
  void an_empty_first_visit_is_a_baseline_too() {
    var board = scene.board("a").shows();
    scene.importBoards(board);
    scene.run("alerts", minute(0));
    assertThat(scene.db().count("board WHERE baseline_at IS NOT NULL")).isEqualTo(1);

    board.shows(posting("1", "Java developer"));
    scene.run("alerts", minute(1));

    assertThat(scene.told(ANN, "Java developer")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 500, 0})
  void a_first_visit_that_fails_is_none(int status) {
    var board = scene.board("a");
    if (status == 0) {
      board.answers(exchange -> Loopback.send(exchange, 200, "text/html", "<p>soon</p>"));
    } else {
      board.answers(status);
    }
    scene.importBoards(board);
    scene.run("alerts", minute(0));
    assertThat(scene.db().count("board WHERE baseline_at IS NULL")).isEqualTo(1);

    board.shows(posting("1", "Java developer"));
    scene.run("alerts", minute(10));

    assertThat(scene.db().column("SELECT baseline FROM posting")).containsExactly("t");
    assertThat(scene.mails()).isEmpty();
  }

  @Test
  void mail_first_makes_news_of_the_first_visit() {
    var board = scene.board("a").shows(posting("1", "Java developer"));
    scene.importBoardsMailFirst(board);

    scene.run("alerts", minute(0));

    assertThat(scene.told(ANN, "Java developer")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"url", "posting", "id"})
  void a_definition_that_says_which_postings_there_are_starts_a_new_baseline(String key) {
    var board = scene.knownBoard("a");
    OTHER_BOARD
        .getOrDefault(key, UnaryOperator.identity())
        .apply(board)
        .shows(posting("1", "Java developer"));
    scene.importBoards(board);
    assertThat(scene.db().count("board WHERE baseline_at IS NULL")).isEqualTo(1);

    scene.run("alerts", minute(0));
    assertThat(scene.mails()).isEmpty();
    board.adds(posting("2", "Java architect"));
    scene.run("alerts", minute(1));

    assertThat(scene.told(ANN, "Java architect")).isEqualTo(1);
    assertThat(scene.told(ANN, "Java developer")).isZero();
  }

  @Test
  void another_format_starts_a_new_baseline() {
    var board = scene.knownBoard("a");
    var feed =
        "<rss version='2.0'><channel><title>t</title><link>https://example.com</link>"
            + "<description>d</description><item><title>Java developer</title>"
            + "<link>https://example.com/j/1</link></item></channel></rss>";
    board.answers(exchange -> Loopback.send(exchange, 200, "application/rss+xml", feed));
    var rss =
        scene.file(
            "rss.yaml",
            "boards:\n  - id: a\n    url: %s\n    every: 1m\n    format: rss\n"
                .formatted(scene.db().value("SELECT url FROM board")));
    var boards = io.earlybrd.board.BoardsYaml.read(rss);
    scene
        .db()
        .transaction()
        .executeWithoutResult(
            status -> new io.earlybrd.board.BoardStore(scene.db().jdbc()).store(boards, false));

    scene.run("alerts", minute(0));

    assertThat(scene.db().column("SELECT baseline FROM posting")).containsExactly("t");
    assertThat(scene.mails()).isEmpty();
  }

  @Test
  void another_site_that_uses_the_same_ids_mails_nobody_at_its_baseline() {
    var board = scene.knownBoard("a");
    board.shows(posting("1", "Gardener"));
    scene.run("alerts", minute(0));

    board.moves().shows(posting("1", "Java developer"));
    scene.importBoards(board);
    scene.run("alerts", minute(1));
    assertThat(scene.mails()).isEmpty();
    board.shows(posting("1", "Senior Java developer"));
    scene.run("alerts", minute(2));

    assertThat(scene.mails()).isEmpty();
    assertThat(scene.db().value("SELECT title FROM posting")).isEqualTo("Senior Java developer");
  }

  @Test
  void a_posting_that_was_not_matched_yet_is_not_lost_by_a_new_baseline() {
    var board = scene.knownBoard("a");
    board.shows(posting("1", "Java developer"));
    scene.run("scan", minute(0));

    board.moves();
    scene.importBoards(board);
    scene.run("scan", minute(1));
    scene.run("alerts", minute(2));

    assertThat(scene.told(ANN, "Java developer")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"title", "name", "department"})
  void another_definition_of_the_same_postings_keeps_the_baseline_and_reads_again(String key) {
    var board = scene.board("a").validated().shows(posting("1", "Gardener"));
    scene.importBoards(board);
    scene.run("alerts", minute(0));

    SAME_BOARD.getOrDefault(key, UnaryOperator.identity()).apply(board);
    scene.importBoards(board);
    assertThat(scene.db().count("board WHERE baseline_at IS NOT NULL")).isEqualTo(1);
    scene.run("alerts", minute(1));

    assertThat(scene.db().column("SELECT outcome FROM board_visit ORDER BY id"))
        .containsExactly("found", "found");
    assertThat(scene.mails()).isEmpty();
  }

  @Test
  void an_import_of_the_same_file_changes_nothing() {
    var board = scene.board("a").validated().shows(posting("1", "Gardener"));
    scene.importBoards(board);
    scene.run("alerts", minute(0));
    var before = scene.db().column("SELECT board::text FROM board");

    scene.importBoards(board);

    assertThat(scene.db().column("SELECT board::text FROM board")).isEqualTo(before);
  }

  @Test
  void a_304_is_a_good_visit_that_changes_no_posting() {
    var board = scene.board("a").validated().shows(posting("1", "Java developer"));
    unchanged(board, "304");
  }

  @Test
  void an_identical_body_is_a_good_visit_that_changes_no_posting() {
    var board = scene.board("a").shows(posting("1", "Java developer"));
    unchanged(board, "200");
  }

  private static void unchanged(BoardPage board, String status) {
    scene.importBoards(board);
    scene.run("alerts", minute(0));
    var before = scene.db().column("SELECT posting::text FROM posting");

    scene.run("alerts", minute(1));

    assertThat(
            scene.db().column("SELECT outcome || ' ' || http_status FROM board_visit ORDER BY id"))
        .containsExactly("found 200", "unchanged " + status);
    assertThat(scene.db().column("SELECT posting::text FROM posting")).isEqualTo(before);
    assertThat(
            scene.db().value("SELECT next_visit_at = TIMESTAMPTZ '" + minute(2) + "' FROM board"))
        .isEqualTo("t");
  }
}
