package io.earlybrd.deliver;

import io.earlybrd.mail.dns.Provider;
import io.earlybrd.platform.Check;
import io.earlybrd.platform.Config;
import io.earlybrd.platform.Finding;
import io.earlybrd.platform.Finding.State;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the ledger says of how mails leave and are received. */
public final class DeliveryHealth {
  private final JdbcClient jdbc;
  private final Config config;

  public DeliveryHealth(JdbcClient jdbc, Config config) {
    this.jdbc = jdbc;
    this.config = config;
  }

  public List<Check> checks() {
    return List.of(
        new Check("sending", this::sending),
        new Check("queue", this::queue),
        new Check("bounces", () -> rate("bounces", "hard", 2, 5, 100)),
        new Check("complaints", () -> rate("complaints", "complaint", 0.1, 0.3, 1_000)),
        new Check("suppressed", this::suppressed),
        new Check("webhook", this::webhook));
  }

  private Finding sending() {
    var sending = new Sending(jdbc);
    return sending
        .off()
        .map(
            off ->
                Finding.warning(
                    "sending",
                    off,
                    sending.isCopy()
                        ? "where the other database does not send any more: ./earlybrd mail resume"
                        : "./earlybrd mail resume"))
        .orElseGet(() -> Finding.ok("sending", "sending is on"));
  }

  /**
   * @param overdue may leave for a quarter of an hour and does not, and is older than an hour
   * @param oldest minutes of the oldest that waits for no one's pause
   */
  private record Queue(long pending, long doubt, long failed, long overdue, long oldest) {}

  private Finding queue() {
    var queue =
        jdbc.sql(
                """
                SELECT
                  count(*) FILTER (WHERE m.state IN ('PENDING', 'SENDING')) AS pending,
                  count(*) FILTER (WHERE m.state = 'IN_DOUBT') AS doubt,
                  (SELECT count(*)
                   FROM mail f
                   WHERE f.state = 'FAILED'
                     AND f.message_date > clock_timestamp() - interval '7 days') AS failed,
                  count(*) FILTER (
                    WHERE m.state = 'PENDING'
                      AND NOT paused.is
                      AND m.next_attempt_at < clock_timestamp() - interval '15 minutes'
                      AND m.created_at < clock_timestamp() - interval '1 hour') AS overdue,
                  coalesce(greatest(0, extract(epoch FROM clock_timestamp()
                    - min(m.created_at) FILTER (WHERE NOT paused.is)) / 60), 0)::bigint AS oldest
                FROM mail m
                LEFT JOIN subscriber s ON s.id = m.subscriber
                CROSS JOIN LATERAL (
                  SELECT coalesce(s.paused_until > clock_timestamp(), false) AS is) paused
                WHERE m.unfinished
                """)
            .query(
                (row, n) ->
                    new Queue(
                        row.getLong("pending"),
                        row.getLong("doubt"),
                        row.getLong("failed"),
                        row.getLong("overdue"),
                        row.getLong("oldest")))
            .single();
    var detail =
        "%d wait, the oldest for %d min; %d in doubt; %d failed in 7 days"
            .formatted(queue.pending(), queue.oldest(), queue.doubt(), queue.failed());
    if (new Sending(jdbc).off().isPresent()) {
      return Finding.ok("queue", detail + "; sending is off");
    }
    if (queue.overdue() > 0) {
      return Finding.failed(
          "queue",
          detail + "; " + queue.overdue() + " should have left long ago",
          "is cron alive? ./earlybrd jobs; else ./earlybrd run send");
    }
    if (queue.doubt() > 0 && config.inDoubt() == Config.InDoubt.HOLD) {
      return Finding.warning(
          "queue",
          detail + "; those in doubt wait for you",
          "./earlybrd mails --state IN_DOUBT; to send them again:"
              + " EARLYBRD_MAIL_IN_DOUBT=resend ./earlybrd run send");
    }
    return queue.oldest() > 60
        ? Finding.warning(
            "queue", detail + "; servers put them off", "./earlybrd mails --state PENDING")
        : Finding.ok("queue", detail);
  }

  private record Rate(long mails, long events) {
    double percent() {
      return mails + events == 0 ? 0 : 100.0 * events / Math.max(mails, events);
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%d of %d mails, %.2f %%", events, mails, percent());
    }
  }

  /**
   * @param telling of fewer mails than that, a few are no rate
   */
  private Finding rate(String check, String kind, double warn, double fail, int telling) {
    var week = rate(kind, 7);
    var month = rate(kind, 30);
    var detail = "7 days: " + week + "; 30 days: " + month;
    if (month.mails() == 0 && month.events() == 0) {
      return Finding.ok(check, "no mail has left in 30 days");
    }
    var state = week.percent() > fail ? State.FAILED : State.OK;
    if (state == State.OK && (week.percent() > warn || month.percent() > warn)
        || state == State.FAILED && week.mails() < telling) {
      state = State.WARNING;
    }
    if (state == State.OK) {
      return Finding.ok(check, detail);
    }
    return new Finding(
        check,
        state,
        detail + String.format(Locale.ROOT, " (more than %s %% is too much)", warn),
        kind.equals("hard")
            ? "where do these addresses come from? See docs/deliverability.md, “Bounces”"
            : "who did not ask for these mails? See docs/deliverability.md, “Complaints”");
  }

  private Rate rate(String kind, int days) {
    return jdbc.sql(
            """
            SELECT
              (SELECT count(*)
               FROM mail
               WHERE sent_at > clock_timestamp() - make_interval(days => :days)) AS mails,
              (SELECT count(DISTINCT coalesce(mail, -id))
               FROM mail_event
               WHERE kind = :kind
                 AND at > clock_timestamp() - make_interval(days => :days)) AS events
            """)
        .param("days", days)
        .param("kind", kind)
        .query((row, n) -> new Rate(row.getLong("mails"), row.getLong("events")))
        .single();
  }

  private Finding suppressed() {
    var reasons =
        jdbc.sql(
                "SELECT reason || ' ' || count(*) FROM suppression GROUP BY reason ORDER BY reason")
            .query(String.class)
            .list();
    return Finding.ok("suppressed", reasons.isEmpty() ? "no address" : String.join(", ", reasons));
  }

  private Finding webhook() {
    var smtp = config.mail();
    boolean mailgun =
        smtp != null && Provider.of(smtp.host()).stream().anyMatch(Provider::isMailgun);
    if (config.feedback().webhookKey() == null) {
      return mailgun
          ? Finding.warning(
              "webhook",
              "mails leave by Mailgun, and nobody hears of bounces and complaints",
              "set EARLYBRD_MAILGUN_WEBHOOK_KEY, and at Mailgun the webhook " + address())
          : Finding.skipped("webhook", "no EARLYBRD_MAILGUN_WEBHOOK_KEY is set", null);
    }
    var last =
        jdbc
            .sql(
                """
                SELECT to_char(max(at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
                FROM (
                  SELECT at FROM webhook_token WHERE source = 'mailgun'
                  UNION ALL
                  SELECT at FROM mail_event WHERE source = 'mailgun'
                ) e
                """)
            .query((row, n) -> row.getString(1))
            .stream()
            .filter(at -> at != null)
            .collect(Collectors.joining());
    return last.isEmpty()
        ? Finding.warning(
            "webhook",
            "the key is set and no event has ever arrived",
            "add the webhook at Mailgun (permanent failure, temporary failure, spam complaint,"
                + " unsubscribe): "
                + address())
        : Finding.ok("webhook", "the last event arrived at " + last);
  }

  private String address() {
    return config.baseUrl() + "/webhooks/mailgun";
  }
}
