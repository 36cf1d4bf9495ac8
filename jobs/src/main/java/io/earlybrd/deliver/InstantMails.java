package io.earlybrd.deliver;

import io.earlybrd.run.CurrentRun;
import io.earlybrd.run.Guard;
import io.earlybrd.subscriber.WaitingMatches;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Composes one instant mail for each subscriber of a chunk: all new matches in one mail, due at the
 * slot.
 *
 * <p>A late instant alert is worth little: what waited longer than {@link Settlement#STALE}, and
 * what waits at a subscriber who has no instant mails any more, goes to the digest instead.
 */
final class InstantMails implements ItemWriter<Long> {
  private final JdbcClient jdbc;
  private final Guard guard;
  private final Compose compose;
  private final String mailDomain;

  InstantMails(JdbcClient jdbc, CurrentRun run, Guard guard, String mailDomain) {
    this.jdbc = jdbc;
    this.guard = guard;
    this.compose = new Compose(jdbc, run);
    this.mailDomain = mailDomain;
  }

  @Override
  public void write(Chunk<? extends Long> subscribers) {
    guard.check();
    var ids = subscribers.getItems().toArray(Long[]::new);
    compose.lockSubscribers(ids);
    compose.dropHeld(ids, "instant");
    moveToDigest(ids);
    compose.fill(make(ids), "instant");
  }

  private void moveToDigest(Long[] ids) {
    jdbc.sql(
            """
            UPDATE match w
            SET %s
            FROM subscriber s
            WHERE s.id = w.subscriber
              AND w.subscriber = ANY (:ids)
              AND w.waits_instant
              AND (s.delivery = 'digest' OR w.matched_at < %s - interval '%s')
            """
                .formatted(WaitingMatches.TO_DIGEST, Compose.NOW, Settlement.STALE))
        .params(compose.parameters())
        .param("ids", ids)
        .update();
  }

  private Long[] make(Long[] ids) {
    return jdbc.sql(
            """
            INSERT INTO mail
              (public_id, subscriber, recipient, kind, due_at, priority, next_attempt_at, attempt_slot,
               message_id, created_at, job_execution)
            SELECT
              n.public_id, n.id, n.email, 'instant', :slot, 10, :slot, :slot,
              '<' || n.public_id || '@' || :domain || '>', %s, :execution
            FROM (
              SELECT s.id, s.email, gen_random_uuid() AS public_id
              FROM subscriber s
              WHERE s.id = ANY (:ids)
                AND EXISTS (SELECT FROM match w WHERE w.subscriber = s.id AND w.waits_instant)
            ) n
            ON CONFLICT DO NOTHING
            RETURNING id
            """
                .formatted(Compose.NOW))
        .params(compose.parameters())
        .param("ids", ids)
        .param("domain", mailDomain)
        .query(Long.class)
        .list()
        .toArray(Long[]::new);
  }
}
