package io.earlybrd.match;

import io.earlybrd.run.CurrentRun;
import io.earlybrd.run.Guard;
import java.sql.Timestamp;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Matches the saved searches of a chunk of subscribers with this instance's postings, in one
 * statement. Whoever has left (unsubscribed, bounced) is passed over.
 *
 * <p>A posting that is pending again, because its text changed after a run had settled it, is
 * matched only by searches no newer than the posting: a person who saves a search gets what is new,
 * not what was edited. {@code match_once} makes a repeated chunk harmless.
 */
final class MatchInserts implements ItemWriter<Long> {
  private final JdbcClient jdbc;
  private final CurrentRun current;
  private final Guard guard;

  MatchInserts(JdbcClient jdbc, CurrentRun current, Guard guard) {
    this.jdbc = jdbc;
    this.current = current;
    this.guard = guard;
  }

  @Override
  public void write(Chunk<? extends Long> subscribers) {
    guard.check();
    var run = current.get();
    jdbc.sql(
            """
            INSERT INTO match
              (subscriber, posting, searches, job_instance, job_execution, matched_at, waits_instant, waits_digest)
            SELECT
              s.id,
              p.id,
              array_agg(q.id ORDER BY q.id),
              :instance,
              :execution,
              greatest(:slot, clock_timestamp()),
              s.delivery IN ('instant', 'both'),
              s.delivery IN ('digest', 'both')
            FROM saved_search q
            JOIN subscriber s ON s.id = q.subscriber
            JOIN posting p ON p.tsv @@ q.query
            WHERE q.subscriber = ANY (:subscribers)
              AND s.suppressed_at IS NULL
              AND p.match_instance = :instance
              AND (p.matched_version = 0 OR q.created_at <= p.stored_at)
            GROUP BY s.id, p.id
            ON CONFLICT ON CONSTRAINT match_once DO NOTHING
            """)
        .param("instance", run.instance())
        .param("execution", run.execution())
        .param("slot", Timestamp.from(run.slot()))
        .param("subscribers", subscribers.getItems().toArray(Long[]::new))
        .update();
  }
}
