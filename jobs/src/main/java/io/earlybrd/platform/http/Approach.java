package io.earlybrd.platform.http;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Predicate;

/** Comes before each request: a connection, the host's turn, robots.txt. */
final class Approach {
  /** Where the operator said nothing of a host, less is not decent. */
  private static final Duration SHORTEST_DELAY = Duration.ofSeconds(1);

  private final Turns turns;
  private final Duration delay;
  private final Clock clock;
  private final Permit permit;
  private final Progress progress;

  Approach(Turns turns, Duration delay, Clock clock, Permit permit, Progress progress) {
    this.turns = turns;
    this.delay = delay;
    this.clock = clock;
    this.permit = permit;
    this.progress = progress;
  }

  /** Asks a host for its robots.txt, where what is known of it is due. */
  @FunctionalInterface
  interface Reader {
    Robots read(Robots known, Route route) throws InterruptedException;
  }

  /** A turn that has begun, or what forbids it. */
  private record Outcome(Turns.Turn turn, Optional<Robots> forbids) {}

  /**
   * Begins a request that robots.txt has no say in.
   *
   * @throws Refusal when the host asked to be left alone
   */
  Turns.Turn turn(Route route) throws IOException, InterruptedException {
    return begun(route, robots -> true).turn();
  }

  /**
   * Begins the request of {@code url}.
   *
   * @throws Refusal when the host, or its robots.txt, does not want it
   */
  Turns.Turn turn(Route route, URI url, Reader reader) throws IOException, InterruptedException {
    var outcome = begun(route, robots -> !robots.isDue() && allows(robots, url));
    if (outcome.forbids().isEmpty()) {
      return outcome.turn();
    }
    var robots = outcome.forbids().get();
    if (robots.isDue()) {
      robots = reader.read(robots, route);
    }
    if (!allows(robots, url)) {
      throw forbidden(robots, route);
    }
    return turn(route);
  }

  private static boolean allows(Robots robots, URI url) {
    return robots.text() != null && robots.allows(url.toString());
  }

  private static Refusal forbidden(Robots robots, Route route) {
    return robots.text() == null
        ? new Refusal(
            robots.status(),
            "is not read, since " + robots.failure() + "; that is tried again a minute later",
            null)
        : new Refusal(
            ("is not read, since the robots.txt of %s disallows it for “earlybrd”: ask whoever"
                    + " runs the board to allow it")
                .formatted(route.hostHeader()));
  }

  private Outcome begun(Route route, Predicate<Robots> allowed)
      throws IOException, InterruptedException {
    progress.waits();
    var turn = turns.take(route.authority(), delay(route));
    boolean begun = false;
    try {
      var forbids = begin(turn, allowed);
      begun = forbids.isEmpty();
      return new Outcome(turn, forbids);
    } finally {
      if (!begun) {
        permit.release();
        turn.close();
      }
      progress.goesOn();
    }
  }

  private Optional<Robots> begin(Turns.Turn turn, Predicate<Robots> allowed)
      throws Refusal, InterruptedException {
    while (true) {
      permit.acquire();
      switch (turn.begin(allowed)) {
        case Turns.Start.Now _ -> {
          return Optional.empty();
        }
        case Turns.Start.Later(var pause) -> {
          // Others go first meanwhile: who waits for a host's turn occupies no connection.
          permit.release();
          Thread.sleep(pause);
        }
        case Turns.Start.Forbidden(var robots) -> {
          return Optional.of(robots);
        }
        case Turns.Start.LeftAlone(var rest) -> {
          var until = clock.instant().plus(rest).truncatedTo(ChronoUnit.SECONDS);
          throw new Refusal(
              null, "is not asked: its host asked to be left alone until " + until, rest);
        }
      }
    }
  }

  private Duration delay(Route route) {
    return route.named() || delay.compareTo(SHORTEST_DELAY) > 0 ? delay : SHORTEST_DELAY;
  }
}
