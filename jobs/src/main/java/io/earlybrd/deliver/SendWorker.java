package io.earlybrd.deliver;

import io.earlybrd.mail.BrokenTemplate;
import io.earlybrd.mail.MailContent;
import io.earlybrd.mail.MailTransport;
import io.earlybrd.run.Failures;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Sends mails one after the other over a connection of its own to the mail server, and one to the
 * database: renders a mail, claims it, hands it over. So at most one mail of a worker is ever in
 * doubt. One thread's.
 */
final class SendWorker implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(SendWorker.class);

  /** Tries to record a mail that left: more than the pool has connections. */
  private static final int TELLINGS = 12;

  private final Senders all;
  private final Breaker breaker;
  private final MailQueue queue;
  private final SendTools tools;
  private final boolean first;
  private @Nullable Claims claims;
  private @Nullable MailTransport transport;

  /** What the server took last, until the ledger knows it. */
  private @Nullable Long accepted;

  SendWorker(Senders all, SendTools tools, boolean first) {
    this.all = all;
    this.breaker = all.breaker();
    this.queue = all.queue();
    this.tools = tools;
    this.first = first;
  }

  @Override
  public void run() {
    try {
      if (breaker.admit(first)) {
        work();
      }
    } catch (RuntimeException | Error e) {
      all.failed(e);
    } finally {
      end();
    }
  }

  private void work() {
    while (true) {
      var batch = queue.take();
      if (batch.isEmpty() || !send(batch)) {
        return;
      }
    }
  }

  /** Whether to go on. */
  private boolean send(List<Long> batch) {
    var mails = load(batch);
    for (int i = 0; i < batch.size(); i++) {
      if (all.isStopping()) {
        queue.giveBack(batch.subList(i, batch.size()));
        return false;
      }
      var away = send(batch.get(i), mails.get(batch.get(i)));
      if (away != null) {
        queue.giveBack(batch.subList(i + 1, batch.size()));
        recordAccepted();
        return breaker.rest(away);
      }
    }
    // Before the next are loaded: a kill meanwhile would leave a doubt for nothing.
    recordAccepted();
    return true;
  }

  /** One that cannot be loaded must not keep the others. */
  private Map<Long, MailContent> load(List<Long> batch) {
    try {
      return tools.contents().load(batch);
    } catch (DataAccessException e) {
      throw e;
    } catch (RuntimeException e) {
      return Map.of();
    }
  }

  /** Why the server cannot be reached; null where it could, or was not needed. */
  private @Nullable String send(long id, @Nullable MailContent loaded) {
    tools.counts().read.incrementAndGet();
    var message = message(id, loaded);
    if (message == null) {
      queue.done(id);
      return null;
    }
    waitForTurn();
    boolean claimed = claims().next(accepted, id);
    accepted = null;
    if (!claimed) {
      tools.counts().filtered.incrementAndGet();
      all.passOver(id);
      queue.done(id);
      return null;
    }
    var result = all.handOver().handOver(transport(), id, message);
    if (result.accepted()) {
      accepted = id;
    }
    queue.done(id);
    return result.unreachable();
  }

  /** Rendered before it is claimed, so that only the hand-over itself can leave a doubt. */
  private @Nullable MimeMessage message(long id, @Nullable MailContent loaded) {
    String problem;
    try {
      var content = loaded == null ? tools.contents().load(List.of(id)).get(id) : loaded;
      if (content != null) {
        return tools.mime().of(tools.renderer().render(content));
      }
      problem = "its postings have gone";
    } catch (DataAccessException e) {
      throw e;
    } catch (BrokenTemplate e) {
      // Its own words name file and line; the reason beneath them does not.
      problem = "it cannot be rendered: " + e.getMessage();
    } catch (RuntimeException | StackOverflowError e) {
      problem = "it cannot be rendered: " + Failures.reason(e);
    }
    tools.ledger().unrenderable(id, problem);
    tools.counts().unrenderable.incrementAndGet();
    return null;
  }

  private void waitForTurn() {
    long nanos = tools.rate().turn(System.nanoTime());
    if (nanos > 0) {
      recordAccepted();
      all.pause(nanos);
    }
  }

  private Claims claims() {
    if (claims == null) {
      claims = tools.claims().get();
    }
    return claims;
  }

  private MailTransport transport() {
    if (transport == null) {
      transport = tools.transports().get();
    }
    return transport;
  }

  private void recordAccepted() {
    if (accepted != null) {
      claims().next(accepted, null);
      accepted = null;
    }
  }

  private void end() {
    try {
      recordAccepted();
    } catch (RuntimeException e) {
      tellAgain(e);
    } finally {
      if (claims != null) {
        claims.close();
      }
      if (transport != null) {
        transport.close();
      }
    }
  }

  /** Where the worker's connection broke, another one may still tell the truth. */
  private void tellAgain(RuntimeException first) {
    for (int n = 0; n < TELLINGS; n++) {
      try (var another = tools.claims().get()) {
        another.next(accepted, null);
        return;
      } catch (RuntimeException e) {
        // What broke one connection broke others, which the pool hands out until it notices.
        LOG.debug("not recorded yet: {}", Failures.reason(e));
      }
    }
    LOG.warn(
        "a mail left and could not be recorded; it will leave once more: {}",
        Failures.reason(first));
  }
}
