package io.earlybrd.subscriber;

import io.earlybrd.mail.AddressHash;
import io.earlybrd.search.SearchVector;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Stores imported subscribers, in the caller's transaction. Importing again changes what the file
 * names and deletes nothing: a subscriber is their address, a saved search its normalised query.
 */
public final class SubscriberImport {
  private static final Set<DayOfWeek> EVERY_DAY = Set.of(DayOfWeek.values());

  private final JdbcClient jdbc;
  private final List<String> secrets;

  public SubscriberImport(JdbcClient jdbc, List<String> secrets) {
    this.jdbc = jdbc;
    this.secrets = secrets;
  }

  /**
   * How many subscribers and searches are new.
   *
   * @param suppressed addresses that may not be mailed, whatever is imported
   * @param unreadable stored searches that this version cannot read any more
   */
  public record Imported(
      int subscribers, int added, int searches, int suppressed, List<String> unreadable) {
    public Imported {
      unreadable = List.copyOf(unreadable);
    }
  }

  /**
   * @param now the clock: a new subscriber's first digest is the next send time after it, and a
   *     changed time or zone holds from the last digest time on
   */
  public Imported store(List<SubscriberRow> rows, Instant now) {
    var emails = rows.stream().map(SubscriberRow::email).toArray(String[]::new);
    var unreadable = new ArrayList<String>();
    // Else a search that is stored already might be taken for a new one.
    new OldQueries(jdbc).renew(unreadable::add);
    var existing = lockExisting(emails);
    int before = count();
    upsert(rows, emails, existing, now);
    welcome(rows, existing);
    moveWaiting(emails);
    int searches = addSearches(rows);
    return new Imported(rows.size(), count() - before, searches, suppress(rows), unreadable);
  }

  /**
   * What an address has already.
   *
   * @param since it has its settings for digests from then on
   */
  private record Existing(SendTimes times, Instant nextDigestAt, Instant since) {

    /**
     * The first new send time after the last one that was dealt with. It may be due already, so
     * that no day goes without a digest because its time was moved to before the present, and what
     * was due and late stays due. On the day that was dealt with, only what is still to come
     * counts; where that day has a digest, the new time is used up without one.
     */
    Instant next(SendTimes changed, Instant now) {
      var dealtWith = times.latest(nextDigestAt.minusMillis(1));
      var after = dealtWith.isBefore(since) ? since : dealtWith;
      var next = changed.next(after.isBefore(now) ? after : now);
      while (!next.isAfter(now) && !changed.day(next).isAfter(times.day(dealtWith))) {
        next = changed.next(next);
      }
      return next;
    }
  }

  /** Whoever changes delivery locks the rows first, in the order of the keys. */
  private Map<String, Existing> lockExisting(String[] emails) {
    var existing = new HashMap<String, Existing>();
    jdbc.sql(
            """
            SELECT lower(email) AS email, time_zone, send_at, days, next_digest_at, created_at
            FROM subscriber
            WHERE lower(email) = ANY (:emails)
            ORDER BY id
            FOR UPDATE
            """)
        .param("emails", lower(emails))
        .query(
            row -> {
              existing.put(
                  row.getString("email"),
                  new Existing(
                      new SendTimes(
                          Zones.orUtc(row.getString("time_zone")),
                          row.getObject("send_at", LocalTime.class),
                          SendTimes.days((Short[]) row.getArray("days").getArray())),
                      row.getTimestamp("next_digest_at").toInstant(),
                      row.getTimestamp("created_at").toInstant()));
            });
    return existing;
  }

  /** Of somebody who is new here, storage may know more than this database. */
  private void welcome(List<SubscriberRow> rows, Map<String, Existing> existing) {
    var added =
        rows.stream()
            .map(row -> row.email().toLowerCase(Locale.ROOT))
            .filter(email -> !existing.containsKey(email))
            .toList();
    new Departures(jdbc, secrets).cameBack(added);
    new SentBefore(jdbc).isTo(added, secrets);
  }

  private int count() {
    return jdbc.sql("SELECT count(*) FROM subscriber").query(Integer.class).single();
  }

  private void upsert(
      List<SubscriberRow> rows, String[] emails, Map<String, Existing> existing, Instant now) {
    jdbc.sql(
            """
            INSERT INTO subscriber (email, time_zone, delivery, send_at, next_digest_at)
            SELECT email, time_zone, delivery, send_at, next_digest_at
            FROM unnest(:emails, :zones, :deliveries, :send_ats::time[], :next::timestamptz[])
              AS d (email, time_zone, delivery, send_at, next_digest_at)
            ON CONFLICT (lower(email)) DO UPDATE
            SET time_zone = excluded.time_zone,
                delivery = excluded.delivery,
                send_at = excluded.send_at,
                next_digest_at = CASE
                  WHEN (subscriber.time_zone, subscriber.send_at) = (excluded.time_zone, excluded.send_at)
                  THEN subscriber.next_digest_at
                  ELSE excluded.next_digest_at END
            """)
        .param("emails", emails)
        .param("zones", rows.stream().map(r -> r.zone().getId()).toArray(String[]::new))
        .param("deliveries", rows.stream().map(SubscriberRow::delivery).toArray(String[]::new))
        .param("send_ats", rows.stream().map(r -> r.sendAt().toString()).toArray(String[]::new))
        .param(
            "next",
            rows.stream()
                .map(row -> next(row, existing.get(row.email().toLowerCase(Locale.ROOT)), now))
                .map(Instant::toString)
                .toArray(String[]::new))
        .update();
  }

  private static Instant next(SubscriberRow row, @Nullable Existing existing, Instant now) {
    return existing == null
        ? new SendTimes(row.zone(), row.sendAt(), EVERY_DAY).next(now)
        : existing.next(new SendTimes(row.zone(), row.sendAt(), existing.times().days()), now);
  }

  /**
   * What waits for an instant mail at a subscriber who has none any more goes to the next digest.
   */
  private void moveWaiting(String[] emails) {
    jdbc.sql(
            """
            UPDATE match w
            SET %s
            FROM subscriber s
            WHERE s.id = w.subscriber
              AND lower(s.email) = ANY (:emails)
              AND s.delivery = 'digest'
              AND w.waits_instant
            """
                .formatted(WaitingMatches.TO_DIGEST))
        .param("emails", lower(emails))
        .update();
  }

  private int addSearches(List<SubscriberRow> rows) {
    var emails = new ArrayList<String>();
    var queries = new ArrayList<SubscriberRow.NamedQuery>();
    for (var row : rows) {
      for (var search : row.searches()) {
        emails.add(row.email().toLowerCase(Locale.ROOT));
        queries.add(search);
      }
    }
    return jdbc.sql(
            """
            INSERT INTO saved_search (subscriber, name, query_text, normalised_query, words, query, query_rules)
            SELECT s.id, d.text, d.text, d.normalised, string_to_array(d.words, ' '), d.tsquery::tsquery, :rules
            FROM unnest(:emails, :texts, :normalised, :words, :tsqueries)
              AS d (email, text, normalised, words, tsquery)
            JOIN subscriber s ON lower(s.email) = d.email
            ON CONFLICT (subscriber, md5(normalised_query)) DO NOTHING
            """)
        .param("emails", emails.toArray(String[]::new))
        .param("texts", queries.stream().map(SubscriberRow.NamedQuery::text).toArray(String[]::new))
        .param(
            "normalised", queries.stream().map(q -> q.query().normalised()).toArray(String[]::new))
        .param(
            "words",
            queries.stream().map(q -> String.join(" ", q.query().words())).toArray(String[]::new))
        .param("rules", SearchVector.RULES)
        .param("tsqueries", queries.stream().map(q -> q.query().toTsquery()).toArray(String[]::new))
        .update();
  }

  /** An address that left once stays left, also when a file brings it back. */
  private int suppress(List<SubscriberRow> rows) {
    if (!jdbc.sql("SELECT EXISTS (SELECT FROM suppression)").query(Boolean.class).single()) {
      return 0;
    }
    var emails = new ArrayList<String>();
    var hashes = new ArrayList<byte[]>();
    for (var row : rows) {
      for (var hash : AddressHash.all(secrets, row.email())) {
        emails.add(row.email().toLowerCase(Locale.ROOT));
        hashes.add(hash);
      }
    }
    return jdbc.sql(
            """
            UPDATE subscriber s
            SET suppressed_at = coalesce(s.suppressed_at, p.at)
            FROM unnest(:emails, :hashes) AS d (email, hash)
            JOIN suppression p ON p.address_hash = d.hash
            WHERE lower(s.email) = d.email
            """)
        .param("emails", emails.toArray(String[]::new))
        .param("hashes", hashes.toArray(byte[][]::new))
        .update();
  }

  private static String[] lower(String[] emails) {
    var lower = new String[emails.length];
    for (int i = 0; i < emails.length; i++) {
      lower[i] = emails[i].toLowerCase(Locale.ROOT);
    }
    return lower;
  }
}
