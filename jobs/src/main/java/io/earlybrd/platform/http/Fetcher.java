package io.earlybrd.platform.http;

import io.earlybrd.platform.Config;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;

/**
 * Fetches documents, politely: a host is asked when its turn has come and its robots.txt lets us.
 * Thread-safe. Every fetch ends within the configured timeout whatever the other side does, or
 * within two where robots.txt has to be read first; time spent waiting for a turn does not count.
 * All documents in use together take a bounded share of the heap.
 */
public final class Fetcher implements AutoCloseable {
  /** So long a wait is not looked at more often, however little time is left after it. */
  private static final long LOOK_NANOS = 10_000_000;

  /** By which every date is over: a host's counts only beside the time that the host tells. */
  private static final Clock END_OF_TIME = Clock.fixed(Instant.MAX, ZoneOffset.UTC);

  private final BodyRoom bodies;
  private final Semaphore connections;
  private final Links links;
  private final Trail.Tools tools;
  private final Set<Fetch> underWay = ConcurrentHashMap.newKeySet();
  private volatile boolean cancelled;

  /** Without politeness, and without a clock: for tests. */
  public Fetcher(Config.Fetch settings, AddressGuard guard, URI baseUrl) {
    this(settings, guard, baseUrl, Turns.NONE, END_OF_TIME);
  }

  /**
   * Prepares; opens nothing.
   *
   * @param baseUrl where those who wonder about our requests find out who we are
   * @param turns when a host may be asked; stays the caller's to close
   * @param clock for what hosts say in dates
   */
  public Fetcher(Config.Fetch settings, AddressGuard guard, URI baseUrl, Turns turns, Clock clock) {
    this(
        settings,
        new Routes(guard, InetAddress::getAllByName),
        baseUrl,
        turns,
        clock,
        // Costly to load, and not every board needs it.
        () -> (SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  Fetcher(
      Config.Fetch settings,
      Routes routes,
      URI baseUrl,
      Turns turns,
      Clock clock,
      Supplier<SSLSocketFactory> tls) {
    this.bodies =
        new BodyRoom(Runtime.getRuntime().maxMemory(), settings.connections(), settings.max());
    this.connections = new Semaphore(settings.connections(), true);
    this.links = new Links(settings.connections());
    this.tools =
        new Trail.Tools(
            routes,
            links,
            turns,
            settings.delay(),
            settings.timeout(),
            "EarlyBrd/0.1 (+" + baseUrl.toASCIIString() + ")",
            clock,
            tls);
  }

  /** What is done with what came of a fetch. */
  @FunctionalInterface
  public interface Use<T> {
    T of(Fetched fetched) throws InterruptedException;
  }

  /**
   * Gets the document that {@code ask} asks for, following up to {@link Trail#REDIRECTS} redirects,
   * and has it used. A long document waits, within the timeout, until few enough others are in use.
   *
   * @param use called once, on this thread; while it is under way the document has its room in
   *     memory and its connection is not another's, so it must not keep the document's bytes
   */
  public <T> T fetch(Ask ask, Use<T> use) throws InterruptedException {
    try (var place = bodies.place();
        var permit = new Permit(connections)) {
      return use.of(fetched(new Fetch(ask, tools, place, permit)));
    }
  }

  private Fetched fetched(Fetch fetch) {
    Thread thread = null;
    underWay.add(fetch);
    try {
      if (cancelled) {
        return new Fetched.Cancelled();
      }
      thread = Thread.startVirtualThread(fetch);
      return awaited(fetch);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Fetched.Cancelled();
    } catch (ExecutionException e) {
      return fetch.refused(
          new Refusal(
              e.getCause() instanceof OutOfMemoryError
                  ? "does not fit into memory beside what else there is: EARLYBRD_JAVA_OPTS=-Xmx…"
                  : "could not be fetched: " + e.getCause()));
    } finally {
      underWay.remove(fetch);
      fetch.progress().abandon();
      if (thread != null) {
        // It may wait for its turn, for room in memory, or for bytes that do not come.
        thread.interrupt();
      }
    }
  }

  private static Fetched awaited(Fetch fetch) throws InterruptedException, ExecutionException {
    while (true) {
      long left = fetch.progress().leftNanos();
      if (left <= 0 && !fetch.progress().endsRobots()) {
        return fetch.late();
      }
      try {
        return fetch.result().get(Math.max(left, LOOK_NANOS), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        // Its time may have stood still meanwhile.
      }
    }
  }

  /**
   * Ends all fetches under way as {@link Fetched.Cancelled} at once, and those to come, and hangs
   * up.
   */
  public void cancelAll() {
    cancelled = true;
    underWay.forEach(fetch -> fetch.result().complete(new Fetched.Cancelled()));
    links.close();
  }

  @Override
  public void close() {
    cancelAll();
  }
}
