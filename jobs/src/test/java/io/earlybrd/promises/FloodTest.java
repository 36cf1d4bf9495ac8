package io.earlybrd.promises;

import static io.earlybrd.scene.Scene.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.scan.Acceptance;
import io.earlybrd.scan.Acceptance.Outcome;
import io.earlybrd.scene.BoardPage;
import io.earlybrd.scene.Person;
import io.earlybrd.scene.SamplePosting;
import io.earlybrd.scene.Scene;
import java.io.IOException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A site that changed under a board, so that all its links are new, is not news. */
class FloodTest {
  private static final String ANN = "ann@example.org";

  @RegisterExtension static final Scene scene = new Scene();

  @Test
  void a_site_whose_links_are_all_new_mails_nobody_and_is_held() {
    var board = boardOf(25);

    board.shows(postings("new", 25));
    scene.run("alerts", minute(1));

    assertThat(scene.mails()).isEmpty();
    assertThat(state()).isEqualTo("held");
    assertThat(scene.db().count("posting WHERE held")).isEqualTo(25);
  }

  @Test
  void the_operator_is_told_what_happened_and_what_to_type() {
    heldBoard();

    assertThat(scene.db().value("SELECT detail FROM incident WHERE closed_at IS NULL"))
        .startsWith("Board a shows 25 new postings in place of 25 of its 25")
        .contains("boards accept a)", "boards accept a --baseline", "boards page a --good");
  }

  @Test
  void old_postings_stay_open_while_the_board_is_held() {
    heldBoard();
    scene.run("alerts", minute(2));
    scene.run("alerts", minute(3));

    assertThat(scene.db().count("posting WHERE closed_at IS NULL AND NOT held")).isEqualTo(25);
  }

  @Test
  void what_comes_while_the_board_is_held_is_held_too() {
    var board = heldBoard();
    board.adds(SamplePosting.posting("later", "Java later"));
    scene.run("alerts", minute(2));

    assertThat(scene.db().count("posting WHERE held")).isEqualTo(26);
    assertThat(scene.mails()).isEmpty();
    assertThat(scene.db().count("incident")).isEqualTo(1);
  }

  @Test
  void a_held_board_that_fails_stays_held() {
    var board = heldBoard();
    board.answers(500);
    scene.run("alerts", minute(2));

    assertThat(state()).isEqualTo("held");
  }

  @Test
  void accepted_postings_are_told_once() {
    heldBoard();

    assertThat(accept(false)).isEqualTo(new Outcome.Accepted(25));
    assertThat(state()).isEqualTo("ok");
    scene.run("alerts", minute(2));
    scene.run("alerts", minute(3));

    assertThat(scene.told(ANN, "Java new7.")).isEqualTo(1);
    assertThat(scene.db().count("match")).isEqualTo(25);
    assertThat(scene.db().count("incident WHERE closed_at IS NULL")).isZero();
    assertThat(
            scene.db().column("SELECT who || ': ' || action || ' ' || reason FROM operator_action"))
        .containsExactly("tester: boards accept a");
  }

  @Test
  void old_postings_close_by_the_usual_rule_once_the_new_ones_are_accepted() {
    heldBoard();
    accept(false);

    scene.run("alerts", minute(2));
    assertThat(scene.db().count("posting WHERE closed_at IS NOT NULL")).isZero();
    scene.run("alerts", minute(3));

    assertThat(scene.db().count("posting WHERE closed_at IS NOT NULL AND external_id LIKE 'old%'"))
        .isEqualTo(25);
    assertThat(scene.db().count("posting WHERE closed_at IS NULL")).isEqualTo(25);
    assertThat(state()).isEqualTo("ok");
  }

  @Test
  void postings_accepted_as_the_baseline_mail_nobody() {
    var board = heldBoard();

    assertThat(accept(true)).isEqualTo(new Outcome.Accepted(25));
    scene.run("alerts", minute(2));
    assertThat(scene.mails()).isEmpty();
    board.adds(SamplePosting.posting("later", "Java later"));
    scene.run("alerts", minute(3));

    assertThat(scene.db().count("match")).isEqualTo(1);
    assertThat(scene.told(ANN, "Java later")).isEqualTo(1);
  }

  @Test
  void a_board_is_accepted_once() {
    heldBoard();
    accept(false);

    assertThat(accept(false)).isEqualTo(new Outcome.NothingToAccept("ok"));
    assertThat(scene.db().count("operator_action")).isEqualTo(1);
  }

  @Test
  void a_board_that_is_not_held_or_not_known_is_a_mistake_of_the_operator()
      throws IOException, InterruptedException {
    boardOf(1);
    var home = java.nio.file.Files.createTempDirectory("earlybrd-accept");

    var ok = new LaunchedJvm(home, scene.database()).run("boards", "accept", "a");
    var unknown = new LaunchedJvm(home, scene.database()).run("boards", "accept", "nobody");

    assertThat(ok.exit()).as(ok.said()).isEqualTo(2);
    assertThat(ok.said()).contains("Board “a” is not held (its state is ok)");
    assertThat(unknown.exit()).as(unknown.said()).isEqualTo(2);
    assertThat(unknown.said()).contains("There is no board “nobody”");
  }

  @Test
  void a_new_definition_of_a_held_board_makes_its_postings_the_baseline() {
    var board = heldBoard();
    board.reads("id", "/link");
    scene.importBoards(board);
    scene.run("alerts", minute(2));

    assertThat(state()).isEqualTo("ok");
    assertThat(scene.db().count("posting WHERE held OR NOT baseline")).isZero();
    assertThat(scene.db().count("incident WHERE closed_at IS NULL")).isZero();
    assertThat(scene.mails()).isEmpty();
  }

  @Test
  void a_small_board_may_change_altogether() {
    var board = boardOf(19);
    board.shows(postings("new", 19));
    scene.run("alerts", minute(1));

    assertThat(state()).isEqualTo("ok");
    assertThat(scene.told(ANN, "Java new7.")).isEqualTo(1);
  }

  @Test
  void many_new_postings_beside_the_old_ones_are_news() {
    var board = boardOf(25);
    board.adds(postings("new", 40));
    scene.run("alerts", minute(1));

    assertThat(state()).isEqualTo("ok");
    assertThat(scene.db().count("match")).isEqualTo(40);
  }

  @Test
  void postings_dated_after_the_last_visit_are_news_though_they_replace_all_others() {
    var board = scene.board("a").reads("posted_at", "/place").shows(postings("old", 25));
    scene.importBoards(board);
    scene.run("alerts", minute(0));
    scene.importSubscribers(Person.instant(ANN, "java"));

    board.shows(
        Stream.of(postings("new", 25))
            .map(posting -> posting.in("2031-03-03T12:00:30Z"))
            .toArray(SamplePosting[]::new));
    scene.run("alerts", minute(1));

    assertThat(state()).isEqualTo("ok");
    assertThat(scene.db().count("match")).isEqualTo(25);
  }

  private static BoardPage boardOf(int postings) {
    var board = scene.board("a").validated().shows(postings("old", postings));
    scene.importBoards(board);
    scene.run("alerts", minute(0));
    scene.importSubscribers(Person.instant(ANN, "java"));
    return board;
  }

  private static BoardPage heldBoard() {
    var board = boardOf(25).shows(postings("new", 25));
    scene.run("alerts", minute(1));
    assertThat(state()).isEqualTo("held");
    return board;
  }

  private static SamplePosting[] postings(String name, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> SamplePosting.posting(name + i, "Java " + name + i + "."))
        .toArray(SamplePosting[]::new);
  }

  private static Outcome accept(boolean baseline) {
    return scene
        .db()
        .transaction()
        .execute(status -> new Acceptance(scene.db().jdbc()).accept("a", baseline, "tester"));
  }

  private static String state() {
    return scene.db().value("SELECT state FROM board WHERE id = 'a'");
  }
}
