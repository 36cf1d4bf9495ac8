package io.earlybrd.subscriber;

import io.earlybrd.search.SearchVector;
import io.earlybrd.subscriber.Subscription.Delivery;
import io.earlybrd.subscriber.Subscription.Search;
import io.earlybrd.subscriber.Suppressions.Reason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a subscriber changes by themselves. All in the caller's transaction, which has {@link #lock}
 * taken the subscriber's row first: whoever composes for them waits for it.
 */
public final class Subscriptions {
  /** Paused until resumed. A year that can be written as any other, which infinity cannot. */
  public static final Instant FOREVER = Instant.parse("9999-12-31T00:00:00Z");

  private final JdbcClient jdbc;
  private final Suppressions suppressions;

  public Subscriptions(JdbcClient jdbc, List<String> secrets) {
    this.jdbc = jdbc;
    this.suppressions = new Suppressions(jdbc, secrets);
  }

  /** For how long. */
  public enum Pause {
    WEEK("clock_timestamp() + interval '7 days'"),
    MONTH("clock_timestamp() + interval '30 days'"),
    OPEN("timestamptz '" + FOREVER + "'");

    private final String until;

    Pause(String until) {
      this.until = until;
    }
  }

  public Optional<Subscription> find(UUID publicId) {
    return read(publicId, "");
  }

  /** As {@link #find}; nobody else changes or composes for them until the transaction ends. */
  public Optional<Subscription> lock(UUID publicId) {
    return read(publicId, "FOR UPDATE");
  }

  private Optional<Subscription> read(UUID publicId, String locking) {
    return jdbc.sql(
            """
            SELECT
              id, email, delivery, time_zone, send_at,
              CASE WHEN paused_until > clock_timestamp() THEN paused_until END AS paused_until
            FROM subscriber
            WHERE public_id = :public_id
            """
                + locking)
        .param("public_id", publicId)
        .query((row, n) -> subscription(row))
        .optional()
        .map(this::complete);
  }

  private static Subscription subscription(ResultSet row) throws SQLException {
    return new Subscription(
        row.getLong("id"),
        row.getString("email"),
        Delivery.valueOf(row.getString("delivery").toUpperCase(Locale.ROOT)),
        Zones.orUtc(row.getString("time_zone")),
        row.getObject("send_at", LocalTime.class),
        instant(row.getTimestamp("paused_until")),
        Set.of(),
        List.of());
  }

  private Subscription complete(Subscription s) {
    return new Subscription(
        s.id(),
        s.email(),
        s.delivery(),
        s.zone(),
        s.sendAt(),
        s.pausedUntil(),
        suppressions.of(s.email()),
        searches(s.id()));
  }

  private List<Search> searches(long subscriber) {
    return jdbc.sql(
            """
            SELECT md5(normalised_query) AS key, name, query_text
            FROM saved_search
            WHERE subscriber = :subscriber
            ORDER BY id
            """)
        .param("subscriber", subscriber)
        .query(
            (row, n) ->
                new Search(
                    row.getString("key"), row.getString("name"), row.getString("query_text")))
        .list();
  }

  /** What is found in the meantime waits, and comes with the first digest after it. */
  public void pause(Subscription subscription, Pause pause) {
    jdbc.sql("UPDATE subscriber SET paused_until = %s WHERE id = :id".formatted(pause.until))
        .param("id", subscription.id())
        .update();
  }

  /** What waited goes into the next digest: it is too late for an instant mail. */
  public void resume(Subscription subscription) {
    jdbc.sql("UPDATE subscriber SET paused_until = NULL WHERE id = :id")
        .param("id", subscription.id())
        .update();
    moveToDigest(subscription.id());
  }

  public void deliver(Subscription subscription, Delivery delivery) {
    jdbc.sql("UPDATE subscriber SET delivery = :delivery WHERE id = :id")
        .param("delivery", delivery.sql())
        .param("id", subscription.id())
        .update();
    moveToDigest(subscription.id());
  }

  /** Lifts their own wish alone. Whether they are mailed again: no other reason is left. */
  public boolean subscribeAgain(Subscription subscription) {
    boolean free = suppressions.lift(subscription.email(), Reason.UNSUBSCRIBE);
    moveToDigest(subscription.id());
    return free;
  }

  private void moveToDigest(long subscriber) {
    jdbc.sql(
            """
            UPDATE match w
            SET %s
            WHERE w.subscriber = :subscriber
              AND w.waits_instant
            """
                .formatted(WaitingMatches.TO_DIGEST))
        .param("subscriber", subscriber)
        .update();
  }

  /**
   * Ends a search; what waits and no other search of theirs found is dropped with it.
   *
   * @return empty where it is none of theirs, or has ended already
   */
  public Optional<Search> stop(Subscription subscription, String key) {
    var stopped =
        jdbc.sql(
                """
                DELETE FROM saved_search
                WHERE subscriber = :subscriber
                  AND md5(normalised_query) = :key
                RETURNING name, query_text
                """)
            .param("subscriber", subscription.id())
            .param("key", key)
            .query((row, n) -> new Search(key, row.getString("name"), row.getString("query_text")))
            .optional();
    stopped.ifPresent(search -> drop(subscription.id(), search));
    return stopped;
  }

  private void drop(long subscriber, Search search) {
    jdbc.sql(
            """
            UPDATE match w
            SET waits_instant = false, waits_digest = false, reason = :reason
            WHERE w.subscriber = :subscriber
              AND (w.waits_instant OR w.waits_digest)
              AND NOT EXISTS (SELECT FROM saved_search q WHERE q.id = ANY (w.searches))
            """)
        .param("reason", reason(search.query()))
        .param("subscriber", subscriber)
        .update();
  }

  /** Explains it to whoever asks, and finds it again where the search is taken back. */
  private static String reason(String query) {
    var most = query.codePointCount(0, query.length()) > 100;
    var start = most ? query.substring(0, query.offsetByCodePoints(0, 100)) + "…" : query;
    return "its search “" + start + "” was stopped";
  }

  /** Takes {@link #stop} back: what was dropped with it waits for the next digest. */
  public void restore(Subscription subscription, SubscriberRow.NamedQuery search, String name) {
    var query = search.query();
    Optional<Long> added =
        jdbc.sql(
                """
                INSERT INTO saved_search (subscriber, name, query_text, normalised_query, words, query, query_rules)
                VALUES (:subscriber, :name, :text, :normalised, :words, :tsquery::tsquery, :rules)
                ON CONFLICT (subscriber, md5(normalised_query)) DO NOTHING
                RETURNING id
                """)
            .param("subscriber", subscription.id())
            .param("name", name)
            .param("text", search.text())
            .param("normalised", query.normalised())
            .param("words", query.words().toArray(String[]::new))
            .param("tsquery", query.toTsquery())
            .param("rules", SearchVector.RULES)
            .query(Long.class)
            .optional();
    added.ifPresent(id -> takeBack(subscription.id(), id, reason(search.text())));
  }

  private void takeBack(long subscriber, long search, String reason) {
    jdbc.sql(
            """
            UPDATE match w
            SET %s, searches = array_prepend(:search, w.searches), reason = NULL
            WHERE w.subscriber = :subscriber
              AND w.reason = :reason
            """
                .formatted(WaitingMatches.TO_DIGEST))
        .param("search", search)
        .param("subscriber", subscriber)
        .param("reason", reason)
        .update();
  }

  private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }
}
