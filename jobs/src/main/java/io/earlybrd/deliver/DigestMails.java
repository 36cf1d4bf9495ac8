package io.earlybrd.deliver;

import io.earlybrd.run.CurrentRun;
import io.earlybrd.run.Guard;
import io.earlybrd.run.SkippedItems;
import java.sql.Timestamp;
import java.util.List;
import java.util.function.Function;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Composes one digest for each subscriber of a chunk whose local send time has come, and moves
 * their next one on.
 *
 * <p>A late run makes one digest, due at the latest time missed. A time with nothing to say, and
 * one whose local day has a digest already, is used up; what is matched later waits for the next.
 */
final class DigestMails implements ItemWriter<Long> {
  /** What is older than this when its digest comes is no news any more. */
  private static final String TOO_OLD = "14 days";

  private final JdbcClient jdbc;
  private final CurrentRun run;
  private final Guard guard;
  private final Compose compose;
  private final UnknownZones zones;
  private final String mailDomain;

  DigestMails(
      JdbcClient jdbc, CurrentRun run, Guard guard, SkippedItems skipped, String mailDomain) {
    this.jdbc = jdbc;
    this.run = run;
    this.guard = guard;
    this.compose = new Compose(jdbc, run);
    this.zones = new UnknownZones(skipped, "digest");
    this.mailDomain = mailDomain;
  }

  private record Due(long subscriber, String email, String zone, DigestTurn turn) {}

  @Override
  public void write(Chunk<? extends Long> subscribers) {
    guard.check();
    var ids = subscribers.getItems().toArray(Long[]::new);
    compose.lockSubscribers(ids);
    var due = due(ids);
    due.forEach(d -> zones.check(d.email(), d.zone()));
    compose.dropHeld(ids, "digest");
    dropOld(ids);
    compose.fill(make(due), "digest");
    moveOn(due);
  }

  /**
   * Read again under the lock: the settings, and whether the digest is due at all, may have changed
   * since the reader.
   */
  private List<Due> due(Long[] ids) {
    var slot = run.get().slot();
    return jdbc.sql(
            """
            SELECT s.id, s.email, s.time_zone, s.send_at, s.days
            FROM subscriber s
            WHERE s.id = ANY (:ids)
              AND (%s)
            ORDER BY s.id
            """
                .formatted(DeliverWork.DIGEST_DUE))
        .params(run.get().placeholders(false))
        .param("ids", ids)
        .query(
            (row, n) ->
                new Due(
                    row.getLong("id"),
                    row.getString("email"),
                    row.getString("time_zone"),
                    DigestTurn.at(slot, SendTimesRow.of(row))))
        .list();
  }

  private void dropOld(Long[] ids) {
    jdbc.sql(
            """
            WITH old AS (
              SELECT
                w.subscriber, w.posting,
                CASE WHEN p.id IS NULL THEN 'gone before its digest'
                     WHEN p.closed_at IS NOT NULL THEN 'closed before its digest'
                     ELSE 'older than %2$s when its digest came' END AS reason
              FROM match w
              LEFT JOIN posting p ON p.id = w.posting
              WHERE w.subscriber = ANY (:ids)
                AND w.waits_digest
                AND (p.id IS NULL OR p.closed_at IS NOT NULL OR w.matched_at < %1$s - interval '%2$s')
            )
            UPDATE match w
            SET waits_digest = false, reason = old.reason
            FROM old
            WHERE w.subscriber = old.subscriber
              AND w.posting = old.posting
            """
                .formatted(Compose.NOW, TOO_OLD))
        .params(compose.parameters())
        .param("ids", ids)
        .update();
  }

  private Long[] make(List<Due> due) {
    return jdbc.sql(
            """
            INSERT INTO mail
              (public_id, subscriber, recipient, kind, due_at, local_date, priority, next_attempt_at, attempt_slot,
               message_id, created_at, job_execution)
            SELECT
              n.public_id, n.id, n.email, 'digest', n.due_at, n.local_date, 20, :slot, :slot,
              '<' || n.public_id || '@' || :domain || '>', %s, :execution
            FROM (
              SELECT s.id, s.email, d.due_at, d.local_date, gen_random_uuid() AS public_id
              FROM unnest(:ids, :due_ats::timestamptz[], :local_dates::date[]) AS d (id, due_at, local_date)
              JOIN subscriber s ON s.id = d.id
              WHERE s.suppressed_at IS NULL
                AND (s.paused_until IS NULL OR s.paused_until <= :slot)
                AND %s
                AND %s
            ) n
            ON CONFLICT DO NOTHING
            RETURNING id
            """
                .formatted(Compose.NOW, DeliverWork.ENTITLED, Compose.waits("digest")))
        .params(compose.parameters())
        .param("ids", due.stream().map(Due::subscriber).toArray(Long[]::new))
        .param("due_ats", texts(due, DigestTurn::dueAt))
        .param("local_dates", texts(due, DigestTurn::day))
        .param("domain", mailDomain)
        .query(Long.class)
        .list()
        .toArray(Long[]::new);
  }

  /** A restart moves nothing backwards; a plain launch may, after a trial in the future. */
  private void moveOn(List<Due> due) {
    var slot = run.get().slot();
    jdbc.sql(
            """
            UPDATE subscriber s
            SET next_digest_at = d.next,
                digest_slot = CASE WHEN :plain THEN :slot ELSE greatest(s.digest_slot, :slot) END
            FROM unnest(:ids, :next::timestamptz[]) AS d (id, next)
            WHERE s.id = d.id
            """)
        .param("plain", run.get().plain())
        .param("slot", Timestamp.from(slot))
        .param("ids", due.stream().map(Due::subscriber).toArray(Long[]::new))
        .param("next", texts(due, DigestTurn::next))
        .update();
  }

  private static String[] texts(List<Due> due, Function<DigestTurn, Object> value) {
    return due.stream().map(d -> value.apply(d.turn()).toString()).toArray(String[]::new);
  }
}
