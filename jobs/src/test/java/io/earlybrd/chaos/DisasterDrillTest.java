package io.earlybrd.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.platform.pg.TestDatabases;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The database is lost in the middle of a day, and comes back from a backup of the night and the
 * journal. Sizes: {@code -Ddrill.postings=100000 -Ddrill.subscribers=10000}.
 */
class DisasterDrillTest {
  private static final int POSTINGS = Integer.getInteger("drill.postings", 2_000);
  private static final int SUBSCRIBERS = Integer.getInteger("drill.subscribers", 180);

  /** At full size 100 unsubscribe and 10 delete their account. */
  private static final int UNSUBSCRIBED = Math.max(9, SUBSCRIBERS / 100);

  private static final int DELETED = Math.max(3, SUBSCRIBERS / 1_000);

  @TempDir Path home;

  /** Somebody was told of a posting, in one of the two ways. */
  private record Told(String recipient, boolean digest, String url) {}

  @Test
  void a_lost_database_comes_back_and_nobody_is_told_twice_of_what_the_journal_knows() {
    try (var service = Service.running(home, 3, SUBSCRIBERS)) {
      service.set("EARLYBRD_MAIL_CONNECTIONS", "2");
      var drill = new Drill(service);
      var sink = service.sink;
      drill.oldPostings(POSTINGS);
      var instant = service.readers.stream().filter(r -> !r.delivery().equals("digest")).toList();

      drill.wave();
      drill.alertsStoppedAfter(instant.size() / 2);
      int halfSent = sink.count();
      drill.ok("run", "backup");
      drill.resume();
      drill.send();
      drill.wave();
      drill.alerts();
      drill.digest();
      int afterTheBackup = sink.count() - halfSent;
      var unsubscribed = service.readers.subList(0, UNSUBSCRIBED);
      var deleted = service.readers.subList(UNSUBSCRIBED, UNSUBSCRIBED + DELETED);
      drill.unsubscribe(unsubscribed);
      drill.delete(deleted);
      drill.tellTheJournal();

      int toldByTheJournal = sink.count();
      drill.wave();
      drill.alerts();
      int atTheEnd = sink.count();
      drill.pause();
      drill.wave();
      drill.alerts();
      assertThat(sink.count()).isEqualTo(atTheEnd);
      service.loseTheDatabase();

      var target = TestDatabases.empty();
      var restored = drill.ok("restore", "latest", "--into", target.url());
      service.set("SPRING_DATASOURCE_URL", target.url());
      var asked = service.command("mail", "resume");
      assertThat(asked.exit()).isEqualTo(2);
      assertThat(asked.err()).contains("./earlybrd mail resume --yes");
      drill.alerts();
      assertThat(sink.count()).isEqualTo(atTheEnd);
      var resumed = drill.ok("mail", "resume", "--yes");
      drill.alerts();
      drill.send();
      drill.digest();

      var all = sink.received();
      var counts = counts(all);
      var twice =
          counts.entrySet().stream()
              .filter(one -> one.getValue() > 1)
              .map(Map.Entry::getKey)
              .collect(Collectors.toSet());
      var unknown = told(all.subList(toldByTheJournal, atTheEnd));
      print(
          service,
          new TreeMap<>(
              Map.of(
                  "1 mails sent before the backup",
                  halfSent,
                  "2 mails sent after it, in the journal",
                  afterTheBackup,
                  "3 who left after it",
                  UNSUBSCRIBED + DELETED,
                  "4 mails sent after the last piece",
                  atTheEnd - toldByTheJournal,
                  "5 mails sent after the restore",
                  all.size() - atTheEnd,
                  "6 postings told twice",
                  twice.size(),
                  "7 of these not told after the last piece",
                  minus(twice, unknown).size())),
          restored.out(),
          resumed.out());

      assertThat(resumed.out()).contains("Nobody can know what left in the");
      assertThat(minus(twice, unknown)).isEmpty();
      assertThat(twice).isEqualTo(unknown);
      assertThat(counts.values()).allMatch(times -> times <= 2);
      var gone = new HashSet<String>();
      unsubscribed.forEach(reader -> gone.add(reader.email()));
      deleted.forEach(reader -> gone.add(reader.email()));
      assertThat(all.subList(atTheEnd, all.size()))
          .isNotEmpty()
          .noneMatch(mail -> gone.contains(mail.recipient()));
      assertThat(counts.keySet()).containsAll(owed(service, drill.news(), gone));
    }
  }

  @Test
  void a_restore_that_is_killed_leaves_what_mails_nobody_and_says_so() throws Exception {
    try (var service = Service.running(home, 3, 18)) {
      var drill = new Drill(service);
      drill.oldPostings(20_000);
      drill.wave();
      drill.ok("run", "backup");
      var target = TestDatabases.empty();
      service.set("SPRING_DATASOURCE_URL", target.url());

      try (var connection = TestDatabases.connect(target);
          var launched = service.launch("restore", "latest", "--into", target.url())) {
        Books.await("the restore to begin", () -> isMarked(connection));
        launched.kill();
      }

      var again = service.command("restore", "latest", "--into", target.url());
      assertThat(again.exit()).isEqualTo(2);
      assertThat(again.err()).contains("left behind").contains("DROP DATABASE");
      var resumed = service.command("mail", "resume", "--yes");
      assertThat(resumed.exit()).isEqualTo(2);
      service.command("run", "alerts", "--at", service.nextSlot().toString());
      assertThat(service.sink.count()).isZero();
      TestDatabases.drop(target);
      var anew = TestDatabases.empty();
      assertThat(drill.ok("restore", "latest", "--into", anew.url()).out())
          .contains("Restored backup");
    }
  }

  private static boolean isMarked(Connection connection) {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT to_regclass('restore_unfinished') IS NOT NULL")) {
      row.next();
      return row.getBoolean(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<Told, Integer> counts(List<Received> mails) {
    var counts = new HashMap<Told, Integer>();
    for (var mail : mails) {
      for (var url : mail.urls()) {
        counts.merge(new Told(mail.recipient(), mail.isDigest(), url), 1, Integer::sum);
      }
    }
    return counts;
  }

  private static Set<Told> told(List<Received> mails) {
    return counts(mails).keySet();
  }

  private static Set<Told> minus(Set<Told> all, Set<Told> without) {
    var left = new HashSet<>(all);
    left.removeAll(without);
    return left;
  }

  /** What everybody who stayed must have been told by now. */
  private static Set<Told> owed(Service service, List<Posting> news, Set<String> gone) {
    var owed = new HashSet<Told>();
    for (var reader : service.readers) {
      for (var posting : news) {
        if (posting.has(reader.word()) && !gone.contains(reader.email())) {
          if (!reader.delivery().equals("digest")) {
            owed.add(new Told(reader.email(), false, posting.url()));
          }
          if (!reader.delivery().equals("instant")) {
            owed.add(new Told(reader.email(), true, posting.url()));
          }
        }
      }
    }
    return owed;
  }

  private static void print(
      Service service, Map<String, Integer> table, String restored, String resumed) {
    System.out.printf(
        "chaos: disaster drill with %,d postings and %,d subscribers%n",
        POSTINGS, service.readers.size());
    table.forEach((what, count) -> System.out.printf("  %-45s %,9d%n", what, count));
    (restored + resumed).lines().forEach(line -> System.out.println("  > " + line));
  }
}
