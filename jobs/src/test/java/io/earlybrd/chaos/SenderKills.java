package io.earlybrd.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Kills {@code run send} again and again, and sometimes the PostgreSQL under it, at instants that a
 * seed decides, and looks at the ledger after each kill, before the next launch.
 */
final class SenderKills {
  /** Every so many kills one is of PostgreSQL. */
  private static final int POSTGRES = 20;

  /** Every so many is some time after the start, wherever that is. */
  private static final int TIME = 10;

  /** Every so many is while the first connection tries the server out, alone. */
  private static final int ALONE = 4;

  /** Messages of a launch after which all connections are at work. */
  private static final int AT_WORK = 6;

  /** After the message that was waited for reached the sink. */
  private static final int MILLIS = 80;

  /** How long a sender may take to see that its database has gone, and to end. */
  private static final Duration PROMPTLY = Duration.ofSeconds(30);

  private final Postbag bag;
  private final Random random;
  private final List<Kill> kills = new ArrayList<>();
  private final List<String> unmarked = new ArrayList<>();
  private Set<String> doubted = Set.of();
  private int missed;

  /**
   * A kill that met a living sender.
   *
   * @param arrived messages of this launch whose end the sink had seen by then
   * @param doubtful mails of which only the sink can know whether they left
   */
  record Kill(boolean ofPostgres, int arrived, int doubtful, int exit) {
    String where() {
      return arrived == 0
          ? "before its first mail"
          : arrived == 1 ? "after its first mail" : "while several connections sent";
    }
  }

  SenderKills(Postbag bag, long seed) {
    this.bag = bag;
    this.random = new Random(seed);
  }

  /** Until there were so many, or nothing is left to send. */
  void kill(int wanted) {
    while (kills.size() < wanted && isAnyLeft()) {
      int number = kills.size() + missed;
      boolean ofPostgres = number % POSTGRES == POSTGRES / 2;
      int before = bag.sink.count();
      try (var launched = bag.launch("send")) {
        await(launched, number, ofPostgres);
        boolean met = launched.isAlive();
        int exit = ofPostgres ? killPostgres(launched) : launched.kill().exit();
        look(met, ofPostgres, before, exit);
      }
    }
  }

  private void await(Launched launched, int number, boolean ofPostgres) {
    if (number % TIME == 0 && !ofPostgres) {
      sleep(random.nextInt(1_500));
      return;
    }
    int wanted = bag.sink.count() + (number % ALONE == 1 ? 1 : AT_WORK);
    Books.await("messages", 1, () -> bag.sink.count() >= wanted || !launched.isAlive());
    sleep(random.nextInt(MILLIS));
  }

  /** The sender must end by itself; the next launch starts the server. */
  private int killPostgres(Launched launched) {
    try {
      var pid = Long.toString(bag.postmaster());
      new ProcessBuilder("kill", "-QUIT", pid).inheritIO().start().waitFor();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
    int exit = launched.end(PROMPTLY).exit();
    var next = bag.command("history", "--limit", "1");
    if (next.exit() != 0) {
      throw new AssertionError("PostgreSQL is not started again: " + next);
    }
    bag.reconnect();
    return exit;
  }

  private void look(boolean met, boolean ofPostgres, int before, int exit) {
    // What the dead asked for last is still carried out.
    Books.await("the dead one's connections end", () -> otherConnections() == 0);
    int arrived = bag.sink.count() - before;
    var now = doubtful();
    var more = new HashSet<>(now);
    more.removeAll(doubted);
    doubted = now;
    unmarked.addAll(takenForUnsent());
    if (met) {
      kills.add(new Kill(ofPostgres, arrived, more.size(), exit));
    } else {
      missed++;
    }
  }

  private int otherConnections() {
    return bag.jdbc()
        .sql(
            """
            SELECT count(*)
            FROM pg_stat_activity
            WHERE datname = current_database()
              AND backend_type = 'client backend'
              AND pid <> pg_backend_pid()
            """)
        .query(Integer.class)
        .single();
  }

  /** Each attempt by itself: a mail may be in doubt again. */
  private Set<String> doubtful() {
    return Set.copyOf(
        bag.jdbc()
            .sql("SELECT id || '/' || attempts FROM mail WHERE state IN ('SENDING', 'IN_DOUBT')")
            .query(String.class)
            .list());
  }

  private List<String> takenForUnsent() {
    var arrived = bag.sink.received().stream().map(Received::messageId).collect(Collectors.toSet());
    return bag
        .jdbc()
        .sql("SELECT message_id FROM mail WHERE state NOT IN ('SENT', 'SENDING', 'IN_DOUBT')")
        .query(String.class)
        .list()
        .stream()
        .filter(arrived::contains)
        .toList();
  }

  private boolean isAnyLeft() {
    return bag.jdbc()
        .sql("SELECT EXISTS (SELECT FROM mail WHERE state <> 'SENT')")
        .query(Boolean.class)
        .single();
  }

  List<Kill> kills() {
    return List.copyOf(kills);
  }

  /** Launches that had ended before they could be killed. */
  int missed() {
    return missed;
  }

  /** Messages that the sink had, and the ledger took for unsent. */
  List<String> unmarked() {
    return List.copyOf(unmarked);
  }

  int doubtfulInAll() {
    return kills.stream().mapToInt(Kill::doubtful).sum();
  }

  int mostDoubtful() {
    return kills.stream().max(Comparator.comparing(Kill::doubtful)).map(Kill::doubtful).orElse(0);
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
