package io.earlybrd.deliver;

import io.earlybrd.run.CurrentRun;
import io.earlybrd.run.Guard;
import io.earlybrd.run.SkippedItems;
import io.earlybrd.subscriber.WaitingMatches;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Composes one instant mail for each subscriber of a chunk: all new matches in one mail, due at the
 * slot.
 *
 * <p>What must not leave as an instant mail goes to the digest instead: what comes in quiet hours,
 * what comes after as many mails as the subscriber wants in a local day, what waits at a subscriber
 * who has no instant mails any more, and what waited longer than {@link Settlement#STALE}, since a
 * late instant alert is worth little.
 */
final class InstantMails implements ItemWriter<Long> {
  private final JdbcClient jdbc;
  private final CurrentRun run;
  private final Guard guard;
  private final Compose compose;
  private final UnknownZones zones;
  private final String mailDomain;

  InstantMails(
      JdbcClient jdbc, CurrentRun run, Guard guard, SkippedItems skipped, String mailDomain) {
    this.jdbc = jdbc;
    this.run = run;
    this.guard = guard;
    this.compose = new Compose(jdbc, run);
    this.zones = new UnknownZones(skipped, "instant");
    this.mailDomain = mailDomain;
  }

  @Override
  public void write(Chunk<? extends Long> subscribers) {
    guard.check();
    var ids = subscribers.getItems().toArray(Long[]::new);
    compose.lockSubscribers(ids);
    compose.dropHeld(ids, "instant");
    var turns = turns(ids);
    turns.forEach(turn -> zones.check(turn.email(), turn.zone()));
    var today = today(turns);
    var refused =
        turns.stream()
            .filter(turn -> !turn.allows(today.getOrDefault(turn.subscriber(), 0)))
            .map(InstantTurn::subscriber)
            .toArray(Long[]::new);
    moveToDigest(ids, refused);
    compose.fill(make(turns), "instant");
  }

  /** Under the lock: settings may have changed since the reader. */
  private List<InstantTurn> turns(Long[] ids) {
    var slot = run.get().slot();
    return jdbc.sql(
            """
            SELECT id, email, time_zone, quiet_from, quiet_to, instant_cap
            FROM subscriber
            WHERE id = ANY (:ids)
            """)
        .param("ids", ids)
        .query((row, n) -> InstantTurn.at(slot, row))
        .list();
  }

  /**
   * How many instant mails subscribers have on their local day. One that ended unsent, its postings
   * in the digest, is none.
   */
  private Map<Long, Integer> today(List<InstantTurn> turns) {
    var counts = new HashMap<Long, Integer>();
    jdbc.sql(
            """
            SELECT m.subscriber, count(*) AS mails
            FROM unnest(:ids, :days_from::timestamptz[], :days_to::timestamptz[]) AS d (id, day_from, day_to)
            JOIN mail m ON m.subscriber = d.id
            WHERE m.kind = 'instant'
              AND m.due_at >= d.day_from
              AND m.due_at < d.day_to
              AND m.state NOT IN ('EXPIRED', 'SUPPRESSED')
            GROUP BY m.subscriber
            """)
        .param("ids", ids(turns))
        .param("days_from", texts(turns, InstantTurn::dayFrom))
        .param("days_to", texts(turns, InstantTurn::dayTo))
        .query(
            row -> {
              counts.put(row.getLong("subscriber"), row.getInt("mails"));
            });
    return counts;
  }

  private void moveToDigest(Long[] ids, Long[] refused) {
    jdbc.sql(
            """
            UPDATE match w
            SET %s
            FROM subscriber s
            WHERE s.id = w.subscriber
              AND w.subscriber = ANY (:ids)
              AND w.waits_instant
              AND (s.delivery = 'digest'
                OR s.id = ANY (:refused)
                OR w.matched_at < %s - interval '%s')
            """
                .formatted(WaitingMatches.TO_DIGEST, Compose.NOW, Settlement.STALE))
        .params(compose.parameters())
        .param("ids", ids)
        .param("refused", refused)
        .update();
  }

  private Long[] make(List<InstantTurn> turns) {
    return jdbc.sql(
            """
            INSERT INTO mail
              (public_id, subscriber, recipient, kind, due_at, priority, next_attempt_at, attempt_slot,
               quiet_at, message_id, created_at, job_execution)
            SELECT
              n.public_id, n.id, n.email, 'instant', :slot, 10, :slot, :slot,
              n.quiet_at, '<' || n.public_id || '@' || :domain || '>', %s, :execution
            FROM (
              SELECT s.id, s.email, d.quiet_at, gen_random_uuid() AS public_id
              FROM unnest(:ids, :quiet_ats::timestamptz[]) AS d (id, quiet_at)
              JOIN subscriber s ON s.id = d.id
              WHERE %s
            ) n
            ON CONFLICT DO NOTHING
            RETURNING id
            """
                .formatted(Compose.NOW, Compose.waits("instant")))
        .params(compose.parameters())
        .param("ids", ids(turns))
        .param("quiet_ats", texts(turns, InstantTurn::quietAt))
        .param("domain", mailDomain)
        .query(Long.class)
        .list()
        .toArray(Long[]::new);
  }

  private static Long[] ids(List<InstantTurn> turns) {
    return turns.stream().map(InstantTurn::subscriber).toArray(Long[]::new);
  }

  /** A time of a turn. */
  private interface Time {
    @Nullable Instant of(InstantTurn turn);
  }

  private static @Nullable String[] texts(List<InstantTurn> turns, Time time) {
    return turns.stream()
        .map(time::of)
        .map(value -> value == null ? null : value.toString())
        .toArray(String[]::new);
  }
}
