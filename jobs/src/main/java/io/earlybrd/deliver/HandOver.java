package io.earlybrd.deliver;

import io.earlybrd.mail.Delivery;
import io.earlybrd.mail.MailTransport;
import io.earlybrd.run.Failures;
import jakarta.mail.internet.MimeMessage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands a claimed mail to the server, and writes down what became of it. Thread-safe. */
final class HandOver {
  private static final Logger LOG = LoggerFactory.getLogger(HandOver.class);

  private final SendTools tools;
  private final Breaker breaker;
  private final AtomicBoolean remembered = new AtomicBoolean();

  HandOver(SendTools tools, Breaker breaker) {
    this.tools = tools;
    this.breaker = breaker;
  }

  /**
   * What the worker goes by. That a mail was accepted it records itself, with its next claim.
   *
   * @param unreachable why the server cannot be reached; null where it can
   */
  record Result(boolean accepted, @Nullable String unreachable) {
    static final Result ACCEPTED = new Result(true, null);
    static final Result NOT_ACCEPTED = new Result(false, null);
  }

  /**
   * @throws IllegalStateException where no mail would be taken, or none written
   */
  Result handOver(MailTransport open, long id, MimeMessage message) {
    Delivery delivery;
    try {
      delivery = open.deliver(message);
    } catch (RuntimeException e) {
      delivery = new Delivery.InDoubt(Failures.reason(e));
    }
    return switch (delivery) {
      case Delivery.Accepted _ -> accepted();
      case Delivery.Later(String reason) -> {
        tools.ledger().putOff(id, reason);
        breaker.deferred(reason);
        yield Result.NOT_ACCEPTED;
      }
      case Delivery.Refused(String reason) -> {
        tools.counts().refused.incrementAndGet();
        breaker.answered();
        tools.refusals().refused(id, reason);
        yield Result.NOT_ACCEPTED;
      }
      case Delivery.InDoubt(String reason) -> {
        tools.ledger().doubt(id, reason);
        LOG.warn("a mail is in doubt: {}", reason);
        breaker.doubted(reason);
        yield Result.NOT_ACCEPTED;
      }
      case Delivery.Unreachable(String reason) -> unreachable(id, reason);
      case Delivery.CredentialsRefused(String reason) -> {
        tools.ledger().putBack(id, reason);
        throw new IllegalStateException(
            "The mail server refuses us: check SPRING_MAIL_USERNAME, SPRING_MAIL_PASSWORD and"
                + " EARLYBRD_MAIL_FROM ("
                + reason
                + ")");
      }
    };
  }

  private Result accepted() {
    tools.counts().written.incrementAndGet();
    breaker.accepted();
    tools.refusals().accepted();
    if (!tools.outbox() && remembered.compareAndSet(false, true)) {
      tools.switches().rememberSmtp();
    }
    return Result.ACCEPTED;
  }

  private Result unreachable(long id, String reason) {
    if (tools.outbox()) {
      tools.ledger().putBack(id, reason);
      throw new IllegalStateException("Mails cannot be written: " + reason);
    }
    // Put off, since it may be this very mail that makes the server hang up.
    tools.ledger().later(id, reason);
    return new Result(false, reason);
  }
}
