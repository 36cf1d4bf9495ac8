package io.earlybrd.chaos;

import io.earlybrd.chaos.Launched.Ended;
import io.earlybrd.deliver.Sending;
import io.earlybrd.subscriber.Removal;
import io.earlybrd.subscriber.Suppressions;
import io.earlybrd.subscriber.Suppressions.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What happens to a service in the disaster drill, and what its readers got by then. */
final class Drill {
  private final Service service;
  private final List<List<Posting>> waves = new ArrayList<>();

  Drill(Service service) {
    this.service = service;
    service.sink.keepNoContents();
    var path = System.getenv("PATH");
    service.set("PATH", path == null ? "" : path);
  }

  /** Postings of the past, which nobody waits for. */
  void oldPostings(int count) {
    service
        .jdbc()
        .sql(
            """
            INSERT INTO posting
              (board, external_id, url, title, description, first_seen_at, last_seen_at, closed_at, content_hash,
               baseline, matched_version, tsv)
            SELECT
              'board-' || n %% :boards, 'old-' || n, 'https://example.com/' || n, 'Old posting ' || n,
              repeat(md5(n::text) || ' ', 20), clock_timestamp() - interval '20 days',
              clock_timestamp() - interval '10 days', clock_timestamp() - interval '9 days', md5(n::text),
              true, 1, ''
            FROM generate_series(1, :count) AS n
            """
                .replace("%%", "%"))
        .param("boards", service.boards.boards().size())
        .param("count", count)
        .update();
    service.jdbc().sql("DELETE FROM posting_words").update();
  }

  /** A new posting for every reader. */
  List<Posting> wave() {
    int before = service.news().size();
    for (int n = 0; n < Service.WORDS.size(); n++) {
      service.publish(
          service.boards.boards().get(n % service.boards.boards().size()), Service.WORDS.get(n));
    }
    var wave = service.news().subList(before, service.news().size());
    waves.add(wave);
    return wave;
  }

  /** All that was published. */
  List<Posting> news() {
    return waves.stream().flatMap(List::stream).toList();
  }

  Ended ok(String... arguments) {
    var ended = service.command(arguments);
    if (ended.exit() != 0) {
      throw new AssertionError(ended.toString());
    }
    return ended;
  }

  void alerts() {
    ok("run", "alerts", "--at", service.nextSlot().toString());
  }

  void send() {
    ok("run", "send", "--at", service.nextSlot().toString());
  }

  /** On to the next eight in the morning. */
  void digest() {
    var day = service.slot().truncatedTo(ChronoUnit.DAYS).atOffset(ZoneOffset.UTC);
    var eight = day.withHour(8).toInstant();
    if (!eight.isAfter(service.slot())) {
      eight = eight.plus(1, ChronoUnit.DAYS);
    }
    service.later(Duration.between(service.slot(), eight));
    ok("run", "digest", "--at", eight.toString());
    service.later(Duration.ofMinutes(1));
  }

  /** Sending stops when this many mails have left. */
  void alertsStoppedAfter(int mails) {
    int until = service.sink.count() + mails;
    service.sink.delay(Duration.ofMillis(4));
    try (var launched = service.launchAt("alerts", service.nextSlot())) {
      Books.await("half of the mails", () -> service.sink.count() >= until);
      pause();
      if (launched.end(Duration.ofMinutes(5)).exit() != 0) {
        throw new AssertionError("alerts failed");
      }
    }
    service.sink.delay(Duration.ZERO);
  }

  void pause() {
    new Sending(service.jdbc()).pause("drill", "half of the mails have left");
  }

  void resume() {
    new Sending(service.jdbc()).resume("drill");
  }

  void unsubscribe(List<Reader> readers) {
    var suppressions = new Suppressions(service.jdbc(), service.secrets());
    readers.forEach(reader -> suppressions.add(reader.email(), Reason.UNSUBSCRIBE));
  }

  void delete(List<Reader> readers) {
    var removal = new Removal(service.jdbc(), service.secrets());
    readers.forEach(reader -> removal.remove(reader.email()));
  }

  /**
   * Job send, when three minutes have gone since the last piece; and all that left is longer ago
   * than a transaction takes.
   */
  void tellTheJournal() {
    var jdbc = service.jdbc();
    Books.await(
        "a moment in which nothing leaves",
        () ->
            jdbc.sql(
                    """
                    SELECT greatest(
                      (SELECT max(sent_at) FROM mail), (SELECT max(at) FROM departure)
                    ) < clock_timestamp() - interval '2.2 seconds'
                    """)
                .query(Boolean.class)
                .single());
    jdbc.sql(
            """
            UPDATE setting
            SET changed_at = changed_at - interval '3 minutes'
            WHERE key = 'journal_to'
            """)
        .update();
    send();
    if (pieces(jdbc) == 0) {
      throw new AssertionError("no piece of the journal was written");
    }
  }

  static int pieces(JdbcClient jdbc) {
    return jdbc.sql("SELECT count(*) FROM journal_piece").query(Integer.class).single();
  }

  static Instant now() {
    return Clock.systemUTC().instant();
  }
}
