package io.earlybrd.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Kills launches of a service with SIGKILL at instants that a seed decides, spread over the steps,
 * and keeps a log of what it cut.
 */
final class Killer {
  /**
   * Where to kill: in a step, between a message's end and its reply, or just some time after the
   * start.
   */
  private static final List<String> AIMS =
      List.of(
          "scan", "scan", "claim", "walk", "walk", "settle", "instant", "send", "reply", "reply",
          "time", "time", "time");

  /** What must have been cut. The others last a few milliseconds. */
  static final List<String> WANTED = List.of("scan", "walk", "instant", "send");

  /** How long each step takes where {@link KillTest} slows it down; the others are over at once. */
  private static final Map<String, Integer> MILLIS =
      Map.of("scan", 160, "walk", 110, "instant", 120, "send", 80);

  private final Service service;
  private final Books books;
  private final Random random;
  private final Duration undisturbed;
  private final List<String> aims = new ArrayList<>(AIMS);
  private final List<String> log = new ArrayList<>();
  private final Map<String, Integer> cut = new TreeMap<>();
  private int kills;

  /**
   * @param undisturbed how long a launch takes here and now
   */
  Killer(Service service, long seed, Duration undisturbed) {
    this.service = service;
    this.books = new Books(service);
    this.random = new Random(seed);
    this.undisturbed = undisturbed;
    Collections.shuffle(aims, random);
    log.add("seed " + seed + ", undisturbed " + undisturbed.toMillis() + " ms");
  }

  /** Also where it was tried often enough: the machine may be too busy to be met in time. */
  boolean isDone() {
    return aims.isEmpty() || log.size() > 2 * AIMS.size();
  }

  int kills() {
    return kills;
  }

  /**
   * How often each step was under way when its process died; {@code none} is before, between or
   * after steps.
   */
  Map<String, Integer> cut() {
    return Map.copyOf(cut);
  }

  List<String> log() {
    return List.copyOf(log);
  }

  /** A throw of the dice. */
  boolean perhaps(double probability) {
    return random.nextDouble() < probability;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /** Kills a launch as the next aim says; an aim that was missed comes again later. */
  void kill(Launched launched) {
    var aim = aims.removeLast();
    var hold = aim.equals("reply") ? service.sink.holdReply(1 + random.nextInt(6)) : null;
    boolean hit = wait(aim, launched, hold);
    long delay = delay(aim);
    sleep(delay);
    if (!hit || !launched.isAlive()) {
      var ended = launched.end();
      log.add(
          "missed %s: exit %d after %d ms".formatted(aim, ended.exit(), ended.took().toMillis()));
      aims.addFirst(aim);
    } else {
      var dead = launched.kill();
      kills++;
      var step = stepUnderWay(launched);
      cut.merge(step, 1, Integer::sum);
      log.add(
          "killed at %s + %d ms, %d ms after its start, cut %s, %d messages taken so far"
              .formatted(aim, delay, dead.took().toMillis(), step, service.sink.received().size()));
    }
    if (hold != null) {
      hold.release();
    }
    if (aims.isEmpty()) {
      WANTED.stream().filter(step -> !cut.containsKey(step)).forEach(aims::add);
    }
  }

  private long delay(String aim) {
    long delay = random.nextLong(MILLIS.getOrDefault(aim, 12));
    return switch (aim) {
      case "time" -> 0;
      // Past its first commit, which is where a restart must go on.
      case "walk" -> 120 + delay;
      default -> delay;
    };
  }

  /** Whether the aim was reached. */
  private boolean wait(String aim, Launched launched, @Nullable Hold hold) {
    if (aim.equals("time")) {
      sleep(random.nextLong(Math.max(undisturbed.toMillis() * 3 / 4, 1)));
      return true;
    }
    var newest = books.newestExecution();
    Books.await("a run", 20, () -> !launched.isAlive() || books.newestExecution() > newest);
    Books.await(
        aim,
        2,
        () -> !launched.isAlive() || (hold == null ? isStarted(aim, newest) : hold.isReached()));
    return launched.isAlive();
  }

  private boolean isStarted(String step, long after) {
    return service
        .jdbc()
        .sql(
            """
            SELECT EXISTS (
              SELECT FROM batch_step_execution
              WHERE job_execution_id > :after
                AND step_name = :step
                AND status = 'STARTED')
            """)
        .param("after", after)
        .param("step", step)
        .query(Boolean.class)
        .single();
  }

  /** Of this process, not of one that died before it. */
  private String stepUnderWay(Launched dead) {
    return service
        .jdbc()
        .sql(
            """
            SELECT s.step_name
            FROM batch_step_execution s
            JOIN batch_job_execution e USING (job_execution_id)
            JOIN execution_process x ON x.job_execution = e.job_execution_id
            WHERE s.status = 'STARTED'
              AND e.status = 'STARTED'
              AND x.pid = :pid
            ORDER BY s.step_execution_id DESC
            LIMIT 1
            """)
        .param("pid", dead.pid())
        .query(String.class)
        .optional()
        .orElse("none");
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
