package io.earlybrd.platform.http;

import java.time.Duration;
import java.util.function.Predicate;

/** Whose turn it is to ask a host something. Thread-safe. */
public sealed interface Turns permits HostTurns, NoTurns {

  /** No host is spared, none is asked for its robots.txt: for tests. */
  Turns NONE = new NoTurns();

  /**
   * A place in the queue for {@code host} in this process; waits until it is at the front. Holds
   * nothing that other hosts' requests could want.
   *
   * @param host an authority in lower case, with its port
   * @param delay to keep between two requests to it; the host may want more
   */
  Turn take(String host, Duration delay) throws InterruptedException;

  /** Remembers what became of asking {@code host} for its robots.txt. */
  void keep(String host, Robots robots);

  /** The right to make one request. Closed when that has come to its end, or will not be made. */
  interface Turn extends AutoCloseable {
    /**
     * Begins the request, if it is time. Where it is not, nothing has happened: this may be asked
     * again. Takes a few statements at most; never waits for a host.
     *
     * @param allowed whether what is known of robots.txt allows the request
     */
    Start begin(Predicate<Robots> allowed) throws InterruptedException;

    /** The host wants to be left alone for so long, by everybody. */
    void leaveAlone(Duration rest);

    /** Never blocks. */
    @Override
    void close();
  }

  /** Whether a request may begin. */
  sealed interface Start {
    /** It has begun. */
    record Now() implements Start {}

    /** It is too soon after another one, or too many are under way; try again after a pause. */
    record Later(Duration pause) implements Start {}

    /** The host asked to be left alone, for {@code rest} yet. */
    record LeftAlone(Duration rest) implements Start {}

    /** What is known of robots.txt does not allow it. */
    record Forbidden(Robots robots) implements Start {}
  }
}
