package io.earlybrd.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.chaos.Launched.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of {@code run send} with four connections while digests leave, many times over,
 * now and then of PostgreSQL instead; then launches as cron makes them, until nothing is due.
 * {@code -Dchaos.kills=200 -Dchaos.mails=2000} is the long run, {@code -Dchaos.seed=…} repeats the
 * instants as far as the machine does. What happened is in {@code target/chaos/sender-kills.md}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SenderKillTest {
  private static final int KILLS = Integer.getInteger("chaos.kills", 15);
  private static final int MAILS = Integer.getInteger("chaos.mails", 150);

  /** Slow enough for kills to land among the mails, fast enough to have some for each. */
  private static final Duration REPLY = Duration.ofMillis(25);

  private final List<Ended> launches = new ArrayList<>();
  private Postbag bag;
  private SenderKills kills;

  @BeforeAll
  void kills(@TempDir Path home) throws IOException {
    long seed = Long.getLong("chaos.seed", System.nanoTime());
    bag = Postbag.onServerOfItsOwn(home, MAILS);
    bag.sink.delay(REPLY);
    kills = new SenderKills(bag, seed);
    kills.kill(KILLS);
    bag.sink.delay(Duration.ZERO);
    while (launches.isEmpty() || !launches.getLast().nothingWasDue()) {
      assertThat(launches).as("send does not come to an end").hasSizeLessThan(8);
      try (var launched = bag.launch("send")) {
        launches.add(launched.end());
      }
    }
    var table = table(seed);
    Files.writeString(Application.reports().resolve("sender-kills.md"), table);
    System.out.println(table);
  }

  @AfterAll
  void close() {
    bag.close();
  }

  @Test
  void enough_was_killed() {
    assertThat(kills.kills()).hasSizeGreaterThanOrEqualTo(KILLS * 2 / 3);
    assertThat(kills.kills()).anyMatch(SenderKills.Kill::ofPostgres);
    assertThat(kills.kills()).anyMatch(kill -> kill.arrived() > 1);
  }

  @Test
  void a_kill_leaves_one_mail_a_connection_in_doubt_at_most() {
    assertThat(kills.mostDoubtful()).isLessThanOrEqualTo(Postbag.CONNECTIONS);
  }

  @Test
  void nothing_that_arrived_is_ever_taken_for_unsent() {
    assertThat(kills.unmarked()).isEmpty();
  }

  @Test
  void a_sender_whose_database_dies_ends_by_itself_and_says_so() {
    assertThat(kills.kills())
        .filteredOn(SenderKills.Kill::ofPostgres)
        .allSatisfy(kill -> assertThat(kill.exit()).isNotZero());
  }

  @Test
  void launches_after_the_kills_need_nobody() {
    assertThat(launches).allSatisfy(ended -> assertThat(ended.exit()).as("%s", ended).isZero());
  }

  @Test
  void every_mail_is_sent_and_arrived() {
    assertThat(strings("SELECT state || ' ' || count(*) FROM mail GROUP BY state"))
        .containsExactly("SENT " + MAILS);
    assertThat(copies().keySet())
        .containsExactlyInAnyOrderElementsOf(strings("SELECT message_id FROM mail"));
  }

  @Test
  void nobody_is_told_of_a_posting_in_two_messages() {
    assertThat(toldTwice()).isEmpty();
  }

  @Test
  void what_comes_again_is_the_same_to_the_letter() {
    assertThat(copies().values()).allSatisfy(copies -> assertThat(copies).hasSize(1));
  }

  @Test
  void only_what_was_in_doubt_comes_again() {
    assertThat(repeated()).isLessThanOrEqualTo(kills.doubtfulInAll());
  }

  private int repeated() {
    return bag.sink.count() - copies().size();
  }

  /** The different contents under each Message-ID. */
  private Map<String, Set<Received>> copies() {
    return bag.sink.received().stream()
        .collect(Collectors.groupingBy(Received::messageId, Collectors.toSet()));
  }

  private List<String> toldTwice() {
    return bag.sink.received().stream()
        .flatMap(
            mail -> mail.urls().stream().map(url -> Map.entry(mail.recipient() + " " + url, mail)))
        .collect(
            Collectors.groupingBy(
                Map.Entry::getKey,
                Collectors.mapping(told -> told.getValue().messageId(), Collectors.toSet())))
        .entrySet()
        .stream()
        .filter(told -> told.getValue().size() > 1)
        .map(Map.Entry::getKey)
        .toList();
  }

  private int lost() {
    var ids = new ArrayList<>(strings("SELECT message_id FROM mail"));
    ids.removeAll(copies().keySet());
    return ids.size();
  }

  private List<String> strings(String sql) {
    return bag.jdbc().sql(sql).query(String.class).list();
  }

  private String table(long seed) {
    var where =
        kills.kills().stream()
            .collect(
                Collectors.groupingBy(
                    SenderKills.Kill::where, TreeMap::new, Collectors.counting()));
    var doubts =
        kills.kills().stream()
            .collect(
                Collectors.groupingBy(
                    SenderKills.Kill::doubtful, TreeMap::new, Collectors.counting()));
    var rows = new StringBuilder("| sender kills | |\n|---|---|\n");
    row(rows, "seed", seed);
    row(rows, "mails, connections", MAILS + ", " + Postbag.CONNECTIONS);
    row(rows, "kills", kills.kills().size());
    row(
        rows,
        "of these of PostgreSQL",
        kills.kills().stream().filter(SenderKills.Kill::ofPostgres).count());
    row(rows, "launches that ended before their kill", kills.missed());
    where.forEach((place, count) -> row(rows, "killed " + place, count));
    doubts.forEach((count, times) -> row(rows, "kills that left " + count + " in doubt", times));
    row(rows, "in doubt after one kill, at most", kills.mostDoubtful());
    row(rows, "in doubt in all", kills.doubtfulInAll());
    row(rows, "messages that the sink had and the ledger took for unsent", kills.unmarked().size());
    row(rows, "messages received", bag.sink.count());
    row(rows, "of these repeated", repeated());
    row(rows, "mails lost", lost());
    row(rows, "told twice (recipient and posting, two Message-IDs)", toldTwice().size());
    return rows.toString();
  }

  private static void row(StringBuilder rows, String name, Object value) {
    rows.append("| ").append(name).append(" | ").append(value).append(" |\n");
  }
}
