package io.earlybrd.platform.http;

import io.earlybrd.platform.Config;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;

/**
 * Fetches documents, politely: a host is asked when its turn has come and its robots.txt lets us.
 * Thread-safe. Every fetch ends within the configured timeout whatever the other side does, or
 * within two where robots.txt has to be read first; time spent waiting for a turn does not count.
 * All documents in use together take a bounded share of the heap.
 */
public final class Fetcher implements AutoCloseable {
  /** How often the time of what is under way is looked at. */
  private static final Duration LOOK = Duration.ofMillis(50);

  private static final int IDLE_LOOKS = 20;

  /** By which every date is over: a host's counts only beside the time that the host tells. */
  private static final Clock END_OF_TIME = Clock.fixed(Instant.MAX, ZoneOffset.UTC);

  private final BodyRoom bodies;
  private final Semaphore connections;
  private final Links links;
  private final Trail.Tools tools;
  private final Set<Progress> underWay = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean watched = new AtomicBoolean();
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
        new Routes(guard, new Lookup(settings.timeout())),
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
    underWay.add(fetch.progress());
    try {
      if (cancelled) {
        fetch.progress().cancel();
      }
      watch();
      return fetch.outcome();
    } finally {
      underWay.remove(fetch.progress());
    }
  }

  /** One thread looks after the time of all: a timer for each would cost more than a fetch. */
  private void watch() {
    if (watched.compareAndSet(false, true)) {
      Thread.ofPlatform().daemon().name("fetch-watch").start(this::cutLateOnes);
    }
  }

  private void cutLateOnes() {
    try {
      for (int idle = 0; idle < IDLE_LOOKS; idle++) {
        Thread.sleep(LOOK);
        for (var progress : underWay) {
          progress.cutIfLate();
          idle = 0;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      watched.set(false);
      if (!underWay.isEmpty()) {
        watch();
      }
    }
  }

  /**
   * Ends all fetches under way as {@link Fetched.Cancelled} at once, and those to come, and hangs
   * up.
   */
  public void cancelAll() {
    cancelled = true;
    underWay.forEach(Progress::cancel);
    links.close();
  }

  @Override
  public void close() {
    cancelAll();
  }
}
