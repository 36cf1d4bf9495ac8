package io.earlybrd.deliver;

import io.earlybrd.run.StopSignal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The workers of a step together: started as mails need them, fed in small portions from the front
 * of the line, so that what is urgent overtakes what is not. A slow or dead connection stops nobody
 * but its own worker.
 */
final class Senders implements AutoCloseable {
  /** Mails that wait for a worker, at most. */
  private static final int AHEAD = 400;

  /** How long a worker may take to end: less than a stop has before the process is ended. */
  private static final Duration FAREWELL = Duration.ofSeconds(15);

  private final SendTools tools;
  private final StopSignal stop;
  private final Set<Long> passedOver;
  private final int connections;
  private final MailQueue queue;
  private final Breaker breaker = new Breaker();
  private final HandOver handOver;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  /**
   * @param passedOver mails of this step that could not be claimed: not to be tried again
   */
  Senders(SendTools tools, StopSignal stop, int connections, Set<Long> passedOver) {
    this.tools = tools;
    this.stop = stop;
    this.connections = connections;
    this.passedOver = passedOver;
    this.queue = new MailQueue(connections);
    this.handOver = new HandOver(tools, breaker);
  }

  static Set<Long> nothingPassedOver() {
    return ConcurrentHashMap.newKeySet();
  }

  MailQueue queue() {
    return queue;
  }

  Breaker breaker() {
    return breaker;
  }

  HandOver handOver() {
    return handOver;
  }

  /** Looks for mails where few are left, and works for up to that long. */
  void work(Duration time) {
    if (queue.waiting() < AHEAD / 2) {
      queue.look();
      int known = queue.waiting() + queue.taken() + passedOver.size();
      var mails = new ArrayList<>(tools.ledger().sendable(known + AHEAD));
      mails.removeAll(passedOver);
      queue.offer(mails);
      startWorkers();
    }
    if (queue.waiting() < AHEAD / 2) {
      queue.awaitChange(time);
    } else {
      queue.awaitFewerThan(AHEAD / 2, time);
    }
  }

  private void startWorkers() {
    int wanted = Math.min(connections, (queue.waiting() + queue.taken() + 4) / 5);
    while (threads.size() < wanted) {
      var worker = new SendWorker(this, tools, threads.isEmpty());
      threads.add(Thread.ofPlatform().name("send-" + (threads.size() + 1)).daemon().start(worker));
    }
  }

  /** Whether there is anything left to do that can be done. */
  boolean isWorking() {
    return !isStopping() && !queue.isIdle();
  }

  boolean isStopping() {
    return queue.isClosed() || stop.requested() || failure.get() != null || breaker.why() != null;
  }

  /** Not ours to send just now: not offered again. */
  void passOver(long mail) {
    passedOver.add(mail);
  }

  /** The first failure is the step's; the others follow from it. */
  void failed(Throwable reason) {
    failure.compareAndSet(null, reason);
    queue.close();
    breaker.end();
  }

  /** Waits for a worker's turn, or until there is none any more. */
  void pause(long nanos) {
    long end = System.nanoTime() + nanos;
    while (!isStopping() && end - System.nanoTime() > 0) {
      long left = end - System.nanoTime();
      try {
        Thread.sleep(Duration.ofNanos(Math.min(left, 200_000_000)));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /**
   * Lets the workers finish what they have in hand. One that the mail server keeps waiting is left
   * behind, and its mail is in doubt.
   */
  @Override
  public void close() {
    queue.close();
    breaker.end();
    long end = System.nanoTime() + FAREWELL.toNanos();
    for (var thread : threads) {
      try {
        thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    if (threads.stream().anyMatch(Thread::isAlive)) {
      tools.ledger().doubtOurs("the mail server gave no answer before the run ended");
    }
  }

  /** Call after {@link #close}: the workers write down what they know first. */
  void rethrowFailure() {
    var reason = failure.get();
    if (reason instanceof Error error) {
      throw error;
    }
    if (reason instanceof RuntimeException exception) {
      throw exception;
    }
  }
}
