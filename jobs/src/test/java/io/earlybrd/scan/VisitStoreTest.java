package io.earlybrd.scan;

import static io.earlybrd.scene.Scene.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.board.Board;
import io.earlybrd.board.BoardStore;
import io.earlybrd.board.Validators;
import io.earlybrd.board.Visit;
import io.earlybrd.posting.FoundPosting;
import io.earlybrd.posting.FoundPosting.Detail;
import io.earlybrd.posting.PayRange;
import io.earlybrd.run.CurrentRuns;
import io.earlybrd.run.SkippedItems;
import io.earlybrd.scene.Scene;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What visits leave behind that a loopback board cannot make by itself. */
class VisitStoreTest {
  private static final URI URL = URI.create("https://jobs.example.com/acme");
  private static final Instant DATE = Instant.parse("2031-03-01T00:00:00Z");

  @RegisterExtension static final Scene scene = new Scene();

  private static Board feed(URI url) {
    return Board.fromJson(
        """
        {"id": "a", "name": "A", "url": "%s", "every": "PT1M", "enabled": true,
         "format": "rss", "posting": null, "fields": {}}
        """
            .formatted(url));
  }

  @BeforeEach
  void a_board() {
    var board = feed(URL);
    scene
        .db()
        .transaction()
        .executeWithoutResult(
            status -> new BoardStore(scene.db().jdbc()).store(List.of(board), false));
  }

  @Test
  void pay_is_stored_as_numbers() {
    found(0, true, posting(Detail.NONE, "Java", "what it says", DATE));

    assertThat(value("concat_ws(' ', pay, pay_min, pay_max, pay_currency, pay_period)"))
        .isEqualTo("€30–€38 30 38.5 EUR hour");
  }

  @Test
  void a_posting_whose_own_page_was_not_read_keeps_what_an_earlier_visit_learned() {
    found(0, true, posting(Detail.READ, "Java", "what it says", DATE));
    var before = value("posting::text");

    found(1, true, bare(Detail.UNREAD, "Java"));

    assertThat(value("concat_ws(' ', company, location, remote, pay, pay_min, department)"))
        .isEqualTo("Acme Oslo t €30–€38 30 IT");
    assertThat(value("description")).isEqualTo("what it says");
    assertThat(value("url")).isEqualTo("https://jobs.example.com/acme/1");
    assertThat(value("text_version")).isEqualTo("1");
    assertThat(value("posting::text")).isNotEqualTo(before);
  }

  @Test
  void a_title_that_changes_on_a_list_is_changed_and_pending_again() {
    found(0, true);
    found(1, true, posting(Detail.READ, "Java", "what it says", DATE));
    found(2, true, bare(Detail.UNREAD, "Kotlin"));

    assertThat(value("concat_ws(' ', title, description, text_version)"))
        .isEqualTo("Kotlin what it says 2");
  }

  @Test
  void the_same_list_again_writes_nothing() {
    found(0, true, posting(Detail.READ, "Java", "what it says", DATE));
    found(1, true, bare(Detail.UNREAD, "Java"));
    var before = value("(xmin, ctid)::text");

    found(2, true, bare(Detail.UNREAD, "Java"));

    assertThat(value("(xmin, ctid)::text")).isEqualTo(before);
  }

  @Test
  void a_board_with_pages_to_read_is_read_again_until_they_are() {
    found(0, true, bare(Detail.UNREAD, "Java"));
    assertThat(value("detail_pending")).isEqualTo("t");
    assertThat(known()).isEmpty();
    assertThat(due(1).validators().bodyHash()).isNull();

    found(1, true, posting(Detail.READ, "Java", "what it says", DATE));

    assertThat(value("detail_pending")).isEqualTo("f");
    assertThat(known()).containsExactly("1");
    assertThat(due(2).validators().bodyHash()).isEqualTo("hash");
  }

  @Test
  void a_page_that_says_no_more_than_the_list_is_read_once() {
    found(0, true, bare(Detail.UNREAD, "Java"));
    found(1, true, bare(Detail.READ, "Java"));

    assertThat(value("detail_pending")).isEqualTo("f");
  }

  @Test
  void what_closed_more_than_a_week_ago_is_not_known() {
    found(0, true, posting(Detail.READ, "Java", "what it says", DATE));
    scene.db().sql("UPDATE posting SET closed_at = TIMESTAMPTZ '2031-03-03 12:00Z'");

    assertThat(known(minute(0).plus(Duration.ofDays(7)))).containsExactly("1");
    assertThat(known(minute(1).plus(Duration.ofDays(7)))).isEmpty();
  }

  @Test
  void a_date_that_is_known_is_never_forgotten() {
    found(0, true, posting(Detail.NONE, "Java", "what it says", DATE));
    found(1, true, posting(Detail.NONE, "Java", "what it says", null));

    assertThat(value("posted_at = TIMESTAMPTZ '2031-03-01Z'")).isEqualTo("t");
  }

  @Test
  void a_visit_that_read_some_pages_only_closes_nothing() {
    found(0, true, posting(Detail.NONE, "Java", "what it says", DATE));
    for (int i = 1; i < 4; i++) {
      found(i, false);
      unchanged(i + 4);
    }

    assertThat(value("closed_at IS NULL AND missed_at IS NULL")).isEqualTo("t");
  }

  @Test
  void a_visit_that_read_some_pages_only_and_found_nearly_all_new_is_held() {
    found(0, true, many("old", 100));
    found(1, false, many("new", 20));

    assertThat(scene.db().value("SELECT state FROM board")).isEqualTo("held");
    assertThat(scene.db().count("posting WHERE held")).isEqualTo(20);
  }

  @Test
  void a_posting_that_a_visit_could_not_reach_was_seen_when_it_was_seen() {
    found(0, true, many("old", 10));
    found(1, true, many("old", 9));
    found(2, false, many("old", 3));

    var seen =
        "SELECT to_char(last_seen_at AT TIME ZONE 'UTC', 'HH24:MI') FROM posting WHERE external_id"
            + " = ";
    assertThat(scene.db().value(seen + "'old9'")).isEqualTo("12:00");
    assertThat(scene.db().value(seen + "'old1'")).isEqualTo("12:02");
    assertThat(
            scene.db().value("SELECT to_char(shown_at AT TIME ZONE 'UTC', 'HH24:MI') FROM board"))
        .isEqualTo("12:01");
  }

  @Test
  void an_address_that_moved_for_good_is_remembered_until_another_is_imported() {
    var moved = URI.create("https://jobs.example.com/acme-2");
    store(0, visit(true, new Validators(null, null, "hash", moved)));
    assertThat(due(1).validators().movedTo()).isEqualTo(moved);

    var board = feed(moved);
    new BoardStore(scene.db().jdbc()).store(List.of(board), false);

    assertThat(due(1).validators()).isEqualTo(Validators.NONE);
  }

  @Test
  void an_address_that_leads_elsewhere_and_shows_nothing_is_an_incident() {
    store(0, visit(true, new Validators(null, null, "h", URI.create("https://www.example.com/"))));

    assertThat(scene.db().value("SELECT state FROM board")).isEqualTo("silent");
    assertThat(scene.db().value("SELECT detail FROM incident"))
        .startsWith("Board a redirects to https://www.example.com/, where it shows no posting");
  }

  @Test
  void a_host_that_asks_to_be_left_alone_is() {
    store(0, new Visit.Failed(429, 0, "too many", Duration.ofHours(3), null));

    assertThat(
            scene.db().value("SELECT next_visit_at = TIMESTAMPTZ '2031-03-03 15:00Z' FROM board"))
        .isEqualTo("t");
  }

  @Test
  void an_unchanged_answer_from_before_the_board_was_accepted_does_not_keep_it_from_being_read() {
    found(0, true, posting(Detail.NONE, "Java", "what it says", DATE));
    scene.db().sql("UPDATE board SET etag = NULL, body_hash = NULL");

    unchanged(1);

    assertThat(due(2).validators()).isEqualTo(Validators.NONE);
  }

  private static void found(int minute, boolean whole, FoundPosting... postings) {
    store(minute, visit(whole, new Validators("e", null, "hash", null), postings));
  }

  private static void unchanged(int minute) {
    store(minute, new Visit.Unchanged(304, 0, new Validators("e", null, "hash", null)));
  }

  private static Visit visit(boolean whole, Validators validators, FoundPosting... postings) {
    return new Visit.Found(200, 1, List.of(postings), 0, List.of(), validators, whole, new byte[0]);
  }

  private static void store(int minute, Visit visit) {
    var run = CurrentRuns.at(minute(minute));
    var jdbc = scene.db().jdbc();
    var finished = new FinishedVisit(due(10_000), visit, minute(minute), minute(minute));
    scene
        .db()
        .transaction()
        .executeWithoutResult(
            status ->
                new VisitStore(jdbc, run, new SkippedItems(jdbc, run)).store(List.of(finished)));
  }

  private static DueBoard due(int minute) {
    return new DueBoards(scene.db().jdbc(), CurrentRuns.at(minute(minute))).all().getFirst();
  }

  private static java.util.Set<String> known() {
    return known(minute(5));
  }

  private static java.util.Set<String> known(Instant slot) {
    return new DetailedPostings(scene.db().jdbc(), CurrentRuns.at(slot))
        .among("a", List.of("1", "2"));
  }

  private static FoundPosting posting(
      Detail detail, String title, String description, @Nullable Instant date) {
    return new FoundPosting(
        "1",
        "https://jobs.example.com/acme/1",
        title,
        "Acme",
        "Oslo",
        true,
        "€30–€38",
        new PayRange(new BigDecimal("30"), new BigDecimal("38.5"), "EUR", PayRange.Period.HOUR),
        "IT",
        description,
        date,
        detail);
  }

  private static FoundPosting[] many(String name, int count) {
    return java.util.stream.IntStream.range(0, count)
        .mapToObj(
            i ->
                new FoundPosting(
                    name + i, URL + "/" + name + i, name, null, null, null, null, null, null, null))
        .toArray(FoundPosting[]::new);
  }

  /** As a list shows it. */
  private static FoundPosting bare(Detail detail, String title) {
    return new FoundPosting(
        "1", URL.toString(), title, null, null, null, null, null, null, null, null, detail);
  }

  private static @Nullable String value(String column) {
    return scene.db().value("SELECT " + column + " FROM posting");
  }
}
