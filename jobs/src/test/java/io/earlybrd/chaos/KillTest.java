package io.earlybrd.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.chaos.Launched.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code kill -9} of {@code run alerts}, and once of {@code run digest}, many times over, while
 * postings go on appearing; then launches as cron makes them, until nothing is due. The instants
 * come from a seed: {@code -Dchaos.seed=…} repeats them as far as the machine does. What was cut is
 * in {@code target/chaos/kills.log}.
 */
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KillTest {
  private static final int LEAST_KILLS = 12;

  private Service service;
  private Books books;
  private Killer killer;
  private final List<Ended> launches = new ArrayList<>();

  @BeforeAll
  void kills(@TempDir Path home) throws IOException {
    service = Service.running(home, 6, 126);
    books = new Books(service);
    service.slowDown("match", Duration.ofMillis(100));
    service.slowDown("mail_posting", Duration.ofMillis(100));
    service.boards.delay(Duration.ofMillis(20));
    service.sink.delay(Duration.ofMillis(3));
    service.publishEverywhere();
    var undisturbed = service.alerts();
    launches.add(undisturbed);
    killer = new Killer(service, Long.getLong("chaos.seed", System.nanoTime()), undisturbed.took());
    while (!killer.isDone()) {
      round();
    }
    digestIsKilled();
    Files.write(Application.reports().resolve("kills.log"), killer.log());
    System.out.printf(
        "chaos: %d kills, %s; %s%n", killer.kills(), killer.cut(), killer.log().getFirst());
  }

  @AfterAll
  void close() {
    service.close();
  }

  /** News, one or two deaths in a row, then launches until nothing is due. */
  private void round() {
    for (int n = killer.below(3); n >= 0; n--) {
      service.publish(
          service.boards.boards().get(killer.below(6)),
          Service.WORDS.get(killer.below(Service.WORDS.size())));
    }
    kill("alerts");
    if (killer.perhaps(0.7) && !killer.isDone()) {
      kill("alerts");
    }
    launches.addAll(service.alertsUntilNothingIsDue());
  }

  private void kill(String job) {
    try (var launched = service.launchAt(job, service.nextSlot())) {
      killer.kill(launched);
    }
  }

  private void digestIsKilled() {
    service.later(Duration.ofDays(1));
    var hold = service.sink.holdReply(3);
    try (var launched = service.launchAt("digest", service.nextSlot())) {
      hold.awaitReached();
      launched.kill();
      hold.release();
    }
    for (int n = 0; n < 2; n++) {
      try (var launched = service.launchAt("digest", service.nextSlot())) {
        launches.add(launched.end());
      }
    }
    assertThat(launches.getLast().nothingWasDue()).isTrue();
  }

  @Test
  void enough_was_killed_and_in_every_part_of_the_way() {
    assertThat(killer.kills()).as("%s", killer.log()).isGreaterThanOrEqualTo(LEAST_KILLS);
    assertThat(killer.cut())
        .as("%s", killer.log())
        .containsKeys(Killer.WANTED.toArray(String[]::new));
  }

  @Test
  void launches_after_a_kill_need_nobody() {
    assertThat(launches).allSatisfy(ended -> assertThat(ended.exit()).as("%s", ended).isZero());
  }

  @Test
  void every_posting_is_stored_once() {
    assertThat(books.urls())
        .containsExactlyElementsOf(service.news().stream().map(Posting::url).sorted().toList());
  }

  @Test
  void matches_are_those_of_an_undisturbed_run() {
    var expected =
        service.readers.stream()
            .flatMap(
                reader ->
                    service.news().stream()
                        .filter(posting -> posting.has(reader.word()))
                        .map(posting -> reader.email() + " " + posting.url()))
            .sorted()
            .toList();

    assertThat(books.matches()).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void every_instant_match_is_mailed() {
    assertThat(books.delivered("instant"))
        .as("%s", killer.log())
        .isEqualTo(books.wanted("instant"));
  }

  @Test
  void every_digest_match_is_mailed() {
    assertThat(books.delivered("digest")).as("%s", killer.log()).isEqualTo(books.wanted("digest"));
  }

  @Test
  void nobody_gets_a_posting_in_two_messages_by_one_channel() {
    assertThat(books.deliveredTwice("instant")).as("%s", killer.log()).isEmpty();
    assertThat(books.deliveredTwice("digest")).as("%s", killer.log()).isEmpty();
  }

  @Test
  void nobody_gets_two_digests_for_one_day() {
    var digests =
        books.strings(
            "SELECT recipient || ' ' || local_date FROM mail WHERE kind = 'digest' AND state ="
                + " 'SENT'");

    assertThat(digests).isNotEmpty().doesNotHaveDuplicates();
  }

  @Test
  void a_kill_repeats_one_message_at_most_and_as_it_was() {
    // The digest's kill comes on top.
    assertThat(books.repeated()).as("%s", killer.log()).isBetween(1, killer.kills() + 1);
    var dates =
        service.sink.received().stream()
            .collect(
                Collectors.groupingBy(
                    Received::messageId,
                    Collectors.mapping(Received::withoutId, Collectors.toSet())));
    assertThat(dates.values()).allSatisfy(copies -> assertThat(copies).hasSize(1));
  }

  @Test
  void every_mail_in_the_ledger_is_sent() {
    assertThat(books.mailStates()).singleElement().asString().startsWith("SENT ");
  }

  @Test
  void the_history_shows_the_dead_as_failed_and_their_instances_completed() {
    var history = history();
    var failed =
        history.stream().filter(run -> run.get("status").asString().equals("FAILED")).toList();
    var completed =
        history.stream()
            .filter(run -> run.get("status").asString().equals("COMPLETED"))
            .map(KillTest::instance)
            .collect(Collectors.toCollection(HashSet::new));

    assertThat(history)
        .allSatisfy(run -> assertThat(run.get("status").asString()).isIn("FAILED", "COMPLETED"));
    assertThat(failed)
        .isNotEmpty()
        .allSatisfy(
            run -> {
              assertThat(run.get("error").asString())
                  .contains("died while it ran; recovered by the launcher");
              assertThat(completed).contains(instance(run));
            });
  }

  @Test
  void each_recovery_is_an_action_of_the_launcher() {
    var recovered =
        books.strings(
            """
            SELECT job_execution::text
            FROM operator_action
            WHERE who = 'launcher'
              AND action = 'recover'
            """);
    var failed =
        books.strings(
            "SELECT job_execution_id::text FROM batch_job_execution WHERE status = 'FAILED'");

    assertThat(recovered).containsExactlyInAnyOrderElementsOf(failed);
  }

  private List<JsonNode> history() {
    var mapper = new JsonMapper();
    return service
        .command("history", "--json", "--limit", "1000")
        .out()
        .lines()
        .map(mapper::readTree)
        .toList();
  }

  private static Map.Entry<String, String> instance(JsonNode run) {
    return Map.entry(run.get("job").asString(), run.get("slot").asString());
  }
}
