package io.earlybrd.platform.http;

import io.earlybrd.platform.Config;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches documents by conditional GET. Thread-safe. Every fetch ends within the configured
 * timeout, whatever the other side does, and all documents in use together take a bounded share of
 * the heap.
 */
public final class Fetcher {
  private final Config.Fetch settings;
  private final AddressGuard guard;
  private final String userAgent;
  private final BodyRoom bodies;
  private final Set<Request> underWay = ConcurrentHashMap.newKeySet();
  private volatile boolean cancelled;

  /**
   * Prepares; opens nothing.
   *
   * @param baseUrl where those who wonder about our requests find out who we are
   */
  public Fetcher(Config.Fetch settings, AddressGuard guard, URI baseUrl) {
    this.settings = settings;
    this.guard = guard;
    this.bodies =
        new BodyRoom(Runtime.getRuntime().maxMemory(), settings.connections(), settings.max());
    this.userAgent = "EarlyBrd/0.1 (+" + baseUrl.toASCIIString() + ")";
  }

  /** What is done with what came of a fetch. */
  @FunctionalInterface
  public interface Use<T> {
    T of(Fetched fetched) throws InterruptedException;
  }

  /**
   * Gets the document that {@code ask} asks for, following up to {@link Request#REDIRECTS}
   * redirects, and has it used. Getting blocks for at most the configured timeout; a long document
   * waits in it until few enough others are in use.
   *
   * @param use called once, on this thread; while it is under way the document has its room in
   *     memory, so it must not keep the document's bytes
   */
  public <T> T fetch(Ask ask, Use<T> use) throws InterruptedException {
    try (var place = bodies.place()) {
      return use.of(
          fetched(
              new Request(
                  ask.url(), ask.etag(), ask.lastModified(), userAgent, settings, guard, place)));
    }
  }

  private Fetched fetched(Request request) {
    Thread thread = null;
    underWay.add(request);
    try {
      if (cancelled) {
        return new Fetched.Cancelled();
      }
      thread = Thread.startVirtualThread(request);
      return request.result().get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return request.late();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Fetched.Cancelled();
    } catch (ExecutionException e) {
      return request.refusal(
          e.getCause() instanceof OutOfMemoryError
              ? "does not fit into memory beside what else there is: EARLYBRD_JAVA_OPTS=-Xmx…"
              : "could not be fetched: " + e.getCause());
    } finally {
      underWay.remove(request);
      request.abandon();
      if (thread != null) {
        // It may wait for room in memory, or for bytes that do not come.
        thread.interrupt();
      }
    }
  }

  /** Ends all fetches under way as {@link Fetched.Cancelled} at once, and those to come. */
  public void cancelAll() {
    cancelled = true;
    underWay.forEach(request -> request.result().complete(new Fetched.Cancelled()));
  }
}
