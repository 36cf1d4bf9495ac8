package io.earlybrd.deliver;

import io.earlybrd.mail.EnhancedStatus;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mails that a server refused for good, judged together: until it has accepted one in this step, a
 * refusal may be about us – a relay that does not know us any more says 5xx to every recipient –
 * and taking each for the mail's own fault would use up all that is waiting, in silence.
 * Thread-safe.
 */
final class Refusals {
  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

  /**
   * So many in a row with none accepted are not their recipients' fault; one more for each further
   * connection, on which one may be about to be accepted.
   */
  private final int suspicious;

  private final Ledger ledger;
  private final Map<Long, String> held = new LinkedHashMap<>();
  private boolean anyAccepted;

  Refusals(Ledger ledger, int connections) {
    this.ledger = ledger;
    this.suspicious = 2 + connections;
  }

  synchronized void begin() {
    held.clear();
    anyAccepted = false;
  }

  /**
   * @throws IllegalStateException when it is rather us who are refused; the mails stay pending
   */
  synchronized void refused(long mail, String reason) {
    if (anyAccepted) {
      fail(mail, reason);
      return;
    }
    ledger.later(mail, reason);
    held.put(mail, reason);
    if (held.size() >= suspicious) {
      throw refusedAltogether();
    }
  }

  /** The server takes mail from us, so what it refused was about the recipients. */
  synchronized void accepted() {
    anyAccepted = true;
    held.forEach(this::fail);
    held.clear();
  }

  /**
   * Nothing more is to be sent.
   *
   * @throws IllegalStateException as {@link #refused}
   */
  synchronized void end() {
    if (held.values().stream().anyMatch(Refusals::isAboutUs)) {
      throw refusedAltogether();
    }
    held.forEach(this::fail);
    held.clear();
  }

  /** RFC 3463: X.7.X is policy. Postfix and others say it of relays without a code of their own. */
  private static boolean isAboutUs(String reason) {
    var text = reason.toLowerCase(Locale.ROOT);
    return text.contains("5.7.") || text.contains("relay");
  }

  private void fail(long mail, String reason) {
    ledger.refuse(mail, reason);
    LOG.warn("a mail was refused for good: {}", reason);
  }

  private IllegalStateException refusedAltogether() {
    // Those that may be about their recipient stay put off: next time others are tried first, or
    // three people who left would keep everybody's mails for ever.
    ledger.dueAgain(
        held.entrySet().stream()
            .filter(refusal -> !EnhancedStatus.namesNobody(refusal.getValue()))
            .map(Map.Entry::getKey)
            .toArray(Long[]::new));
    return new IllegalStateException(
        "The mail server refuses every recipient; the mails wait. Check SPRING_MAIL_HOST,"
            + " SPRING_MAIL_USERNAME and EARLYBRD_MAIL_FROM (%s)"
                .formatted(held.values().iterator().next()));
  }
}
