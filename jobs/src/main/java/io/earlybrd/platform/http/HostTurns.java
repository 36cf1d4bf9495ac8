package io.earlybrd.platform.http;

import io.earlybrd.platform.Config;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns that hold over all processes on one database: at most so many requests to a host are under
 * way at once, and from the start and the end of each, the delay passes before the next begins.
 * Thread-safe.
 *
 * <p>A request under way is a session's advisory lock, so that those of a dead process count no
 * longer. Where no delay is to be kept, a slot goes from hand to hand in this process without
 * asking the database, for at most a second while another process waits. Waiting processes are
 * served alternately.
 *
 * <p>When its connection breaks, it takes another, and what was under way is not counted any more.
 */
public final class HostTurns implements Turns, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HostTurns.class);

  /** How often a process looks whether a slot is free that others held. */
  private static final Duration LOOK = Duration.ofMillis(50);

  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final HostTable table;
  private final int perHost;
  private final Map<String, HostLine> lines = new ConcurrentHashMap<>();

  /**
   * All statements are this thread's. Not those of the fetches, which are interrupted: that would
   * close the connection beneath everybody.
   */
  private final ScheduledThreadPoolExecutor database =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("host-turns").factory());

  /** Connects when it is first needed. */
  public HostTurns(Config.Datasource datasource, int perHost) {
    this.table = new HostTable(datasource);
    this.perHost = perHost;
    database.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** The database cannot be reached: nobody's turn can be known. */
  static final class Lost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Lost(SQLException cause) {
      super(cause);
    }
  }

  @Override
  public Turn take(String host, Duration delay) throws InterruptedException {
    var line = lines.computeIfAbsent(host, name -> new HostLine(name, perHost));
    line.places.acquire();
    return new HostTurn(line, delay);
  }

  @Override
  public void keep(String host, Robots robots) {
    var line = lines.get(host);
    if (line != null) {
      line.set(robots);
    }
    execute(() -> table.keep(host, robots));
  }

  /** Has a slot locked and laid ready; returns how long to wait before another try otherwise. */
  private Duration acquire(HostLine line) throws SQLException {
    if (line.hasIdle()) {
      return Duration.ZERO;
    }
    var back = line.back();
    if (back.isPositive()) {
      return back;
    }
    var taken = table.take(line);
    if (taken == null) {
      want(line, true);
      return LOOK;
    }
    want(line, false);
    line.gain(taken.slot(), taken.state());
    linger(line);
    return Duration.ZERO;
  }

  private void want(HostLine line, boolean wanted) throws SQLException {
    if (line.wants(wanted) != wanted) {
      table.want(line.host, wanted);
    }
  }

  /** Lets go of idle slots a little later, unless they are used again by then. */
  private void linger(HostLine line) {
    if (line.startsToLinger()) {
      later(line);
    }
  }

  private void later(HostLine line) {
    try {
      database.schedule(() -> letGo(line), HostLine.LINGERS.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // Closed: all slots go with the connection.
    }
  }

  private void letGo(HostLine line) {
    line.tired().forEach(slot -> attempt(() -> release(line, slot)));
    if (!line.stopsLingering()) {
      later(line);
    }
  }

  private void release(HostLine line, HostLine.Slot slot) throws SQLException {
    line.lose(slot);
    if (slot.session() == table.session() && table.release(line.host, slot)) {
      line.stepBack(HostLine.STEP_BACK);
    }
  }

  private void end(HostLine line, HostLine.Slot slot, Duration delay) throws SQLException {
    line.lose(slot);
    line.stepBack(table.end(line.host, slot, delay) ? delay.plus(HostLine.STEP_BACK) : delay);
  }

  private final class HostTurn implements Turn {
    private final HostLine line;
    private final Duration delay;
    private HostLine.@Nullable Slot slot;
    private Duration kept = Duration.ZERO;
    private boolean closed;

    HostTurn(HostLine line, Duration delay) {
      this.line = line;
      this.delay = delay;
    }

    @Override
    public Start begin(Predicate<Robots> allowed) throws InterruptedException {
      var held = line.take(table.session());
      if (held == null) {
        var pause = call(() -> acquire(line));
        held = line.take(table.session());
        if (held == null) {
          return new Start.Later(pause);
        }
      }
      try {
        var start = begin(Objects.requireNonNull(line.state()), allowed);
        slot = start instanceof Start.Now ? held : null;
        return start;
      } finally {
        if (slot == null) {
          // Whoever waits holds nothing: locks are few, and hosts are many.
          line.putBack(held);
          linger(line);
        }
      }
    }

    private Start begin(HostLine.State state, Predicate<Robots> allowed)
        throws InterruptedException {
      long now = System.nanoTime();
      if (state.restsUntil() - now > 0) {
        return new Start.LeftAlone(Duration.ofNanos(state.restsUntil() - now));
      }
      if (!allowed.test(state.robots())) {
        return new Start.Forbidden(state.robots());
      }
      var most = delay.compareTo(state.crawlDelay()) > 0 ? delay : state.crawlDelay();
      if (most.isPositive()) {
        if (state.nextAt() - now > 0) {
          return new Start.Later(Duration.ofNanos(state.nextAt() - now));
        }
        var start = call(() -> table.reserve(line.host, most));
        if (!(start instanceof Start.Now)) {
          return start;
        }
      }
      kept = most;
      return new Start.Now();
    }

    @Override
    public void leaveAlone(Duration rest) {
      line.restsUntil(System.nanoTime() + rest.toNanos());
      execute(() -> table.rest(line.host, rest));
    }

    @Override
    public void close() {
      if (closed) {
        return;
      }
      closed = true;
      if (slot != null) {
        giveBack(slot);
      } else if (line.isWanting()) {
        execute(() -> want(line, false));
      }
      // After the database was told: whoever takes the place asks it behind that.
      line.places.release();
    }

    private void giveBack(HostLine.Slot held) {
      if (kept.isPositive()) {
        execute(() -> end(line, held, kept));
      } else if (held.isWorn()) {
        execute(() -> release(line, held));
      } else {
        line.putBack(held);
        linger(line);
      }
    }
  }

  /** A statement, or a few. */
  @FunctionalInterface
  private interface Statement {
    void run() throws SQLException;
  }

  private void execute(Statement statement) {
    try {
      database.execute(() -> attempt(statement));
    } catch (RejectedExecutionException e) {
      // Closed: the locks go with the connection, the reservations stand.
    }
  }

  private void attempt(Statement statement) {
    try {
      statement.run();
    } catch (SQLException e) {
      LOG.warn("What became of a request to a host could not be recorded: {}", e.getMessage());
    }
  }

  private <T> T call(Callable<T> statement) throws InterruptedException {
    try {
      return database.submit(statement).get();
    } catch (RejectedExecutionException e) {
      throw new InterruptedException("closed");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SQLException cause && LastingConnection.isLost(cause)) {
        LOG.warn("Hosts are not asked, since the database cannot be: {}", cause.getMessage());
        throw new Lost(cause);
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Records what has ended, and lets go of everything. */
  @Override
  public void close() {
    database.shutdown();
    try {
      database.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (database.isTerminated()) {
      table.close();
    }
  }
}
