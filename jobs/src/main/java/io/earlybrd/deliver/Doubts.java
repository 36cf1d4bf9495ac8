package io.earlybrd.deliver;

import io.earlybrd.deliver.ProviderEvents.Known;
import io.earlybrd.run.CurrentRun;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Asks the provider about mails in doubt before any of them goes out again. One that it took is
 * SENT. One that it has not seen goes out again when its events have had time to appear; one that
 * nobody can be asked about when that has been so for an hour.
 */
final class Doubts {
  private static final Logger LOG = LoggerFactory.getLogger(Doubts.class);

  /** After the doubt began: events appear with some delay. */
  private static final Duration UNSEEN = Duration.ofMinutes(10);

  private static final Duration UNANSWERED = Duration.ofHours(1);

  /** Asked about in one go; the others wait. */
  private static final int MOST = 200;

  private final JdbcClient jdbc;
  private final CurrentRun run;
  private final @Nullable ProviderEvents provider;
  private final String domain;

  /**
   * @param provider null: nobody can be asked
   * @param domain the sender's
   */
  Doubts(JdbcClient jdbc, CurrentRun run, @Nullable ProviderEvents provider, String domain) {
    this.jdbc = jdbc;
    this.run = run;
    this.provider = provider;
    this.domain = domain;
  }

  private record Doubtful(long mail, String messageId, Duration age) {}

  /** Settles what is due and in doubt, as far as it can be. */
  void settle() {
    if (provider == null) {
      return;
    }
    for (var doubtful : due()) {
      switch (provider.ask(doubtful.messageId(), domain)) {
        case Known.Left _ -> left(doubtful.mail());
        case Known.NotSeen _ -> {
          if (doubtful.age().compareTo(UNSEEN) < 0) {
            wait(doubtful.mail(), "the provider has not seen it yet");
          }
        }
        case Known.CannotAsk(String reason) -> {
          LOG.warn("the provider cannot be asked about mails in doubt: {}", reason);
          waitAll(reason);
          return;
        }
      }
    }
  }

  private List<Doubtful> due() {
    var due =
        jdbc.sql(
                """
                SELECT id, message_id, extract(epoch FROM clock_timestamp() - doubted_at)::bigint AS age
                FROM mail
                WHERE unfinished
                  AND state = 'IN_DOUBT'
                  AND next_attempt_at <= :slot
                ORDER BY doubted_at
                LIMIT :most
                """)
            .param("slot", Timestamp.from(run.get().slot()))
            .param("most", MOST + 1)
            .query(
                (row, n) ->
                    new Doubtful(
                        row.getLong("id"),
                        row.getString("message_id"),
                        Duration.ofSeconds(row.getLong("age"))))
            .list();
    if (due.size() > MOST) {
      waitLaterThan(due.get(MOST - 1));
      return due.subList(0, MOST);
    }
    return due;
  }

  private void left(long mail) {
    jdbc.sql(
            """
            UPDATE mail
            SET state = 'SENT', sent_at = clock_timestamp(), error = NULL
            WHERE id = :mail
              AND state = 'IN_DOUBT'
            """)
        .param("mail", mail)
        .update();
  }

  private void wait(long mail, String why) {
    waitWhere("id = :mail", why, mail);
  }

  /** Those that were in doubt before it have their turn first. */
  private void waitLaterThan(Doubtful last) {
    waitWhere(
        "doubted_at > (SELECT doubted_at FROM mail WHERE id = :mail)",
        "many mails are in doubt",
        last.mail());
  }

  private void waitAll(String why) {
    waitWhere(
        "doubted_at > clock_timestamp() - interval '%d seconds' AND :mail = 0"
            .formatted(UNANSWERED.toSeconds()),
        "the provider cannot be asked: " + why,
        0);
  }

  private void waitWhere(String condition, String why, long mail) {
    jdbc.sql(
            """
            UPDATE mail
            SET next_attempt_at = CAST(:slot AS timestamptz) + interval '5 minutes', error = :why
            WHERE unfinished
              AND state = 'IN_DOUBT'
              AND next_attempt_at <= :slot
              AND %s
            """
                .formatted(condition))
        .param("slot", Timestamp.from(run.get().slot()))
        .param("why", why)
        .param("mail", mail)
        .update();
  }
}
