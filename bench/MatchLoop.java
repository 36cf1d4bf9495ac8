import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The reference: each search compared with each posting by {@code tsv @@ query}, in the same database. Where that takes
 * long, for searches evenly spread over all, and multiplied.
 */
final class MatchLoop {
  /** Seconds that a loop may take before it is cut down to a sample. */
  private static final double WHOLE = 30;

  private static final double SAMPLE = 15;
  private static final int FIRST_TRY = 50;
  /** Pairs of search and posting whose matches are compared one by one. */
  private static final int COMPARED = 1_000_000;

  /**
   * @param seconds for all searches
   * @param sample how many were asked
   * @param sampleSeconds what those took
   */
  record Time(String way, double seconds, int sample, double sampleSeconds) {
    boolean extrapolated() {
      return seconds != sampleSeconds;
    }
  }

  /**
   * @param pairs search and posting that were compared
   * @param hits of them, as the loop says
   * @param differences hits of the loop that are no match, and matches that are no hit of the loop
   */
  record Agreement(long pairs, long hits, long differences) {}

  private final MatchDatabase database;
  private final int searches;
  private final int postings;

  MatchLoop(MatchDatabase database, int searches, int postings) {
    this.database = database;
    this.searches = searches;
    this.postings = postings;
  }

  List<Time> times() throws SQLException {
    var times = new ArrayList<Time>();
    // The vectors are so long that PostgreSQL compresses them, and unpacks one each time that it is compared.
    times.add(time("tsv @@ query", "posting", "SET enable_bitmapscan = off"));
    database.execute(
        "CREATE TEMP TABLE plain (id bigint, tsv tsvector)",
        "ALTER TABLE plain ALTER COLUMN tsv SET STORAGE PLAIN",
        "INSERT INTO plain SELECT id, tsv || '' FROM posting",
        "ANALYZE plain");
    times.add(time("tsv @@ query, vectors kept unpacked", "plain"));
    database.execute("DROP TABLE plain", "RESET ALL");
    times.add(time("tsv @@ query by the GIN index", database.wordsTable(), "SET enable_seqscan = off"));
    database.execute("RESET ALL");
    return times;
  }

  private Time time(String way, String table, String... settings) throws SQLException {
    database.execute(settings);
    double first = seconds(table, FIRST_TRY);
    double all = first / Math.min(FIRST_TRY, searches) * searches;
    if (all <= WHOLE) {
      double whole = seconds(table, searches);
      return new Time(way, whole, searches, whole);
    }
    int wanted = (int) Math.max(FIRST_TRY, SAMPLE / all * searches);
    double sampled = seconds(table, wanted);
    int asked = (searches - 1) / step(wanted) + 1;
    return new Time(way, sampled / asked * searches, asked, sampled);
  }

  private double seconds(String table, int wanted) throws SQLException {
    long began = System.nanoTime();
    database.number(
        """
        WITH sample AS MATERIALIZED (SELECT query FROM saved_search WHERE id IN (SELECT generate_series(1, %d, %d)))
        SELECT count(*) FROM sample q JOIN %s p ON p.tsv @@ q.query
        """
            .formatted(searches, step(wanted), table));
    return (System.nanoTime() - began) / 1e9;
  }

  private int step(int wanted) {
    return Math.max(1, (int) Math.ceil((double) searches / wanted));
  }

  /** Whether the matches in the database are what the loop finds, for a sample. */
  Agreement agreement() throws SQLException {
    int step = step(Math.max(1, COMPARED / postings));
    var counts =
        database.row(
            """
            WITH sample AS MATERIALIZED (
              SELECT id, subscriber, query FROM saved_search WHERE id IN (SELECT generate_series(1, %d, %d))
            ),
            loop AS MATERIALIZED (
              SELECT q.id AS search, p.id AS posting FROM sample q JOIN posting p ON p.tsv @@ q.query
            ),
            found AS MATERIALIZED (
              SELECT q.id AS search, m.posting FROM sample q JOIN match m ON m.subscriber = q.subscriber
              WHERE q.id = ANY (m.searches)
            )
            SELECT
              (SELECT count(*) FROM sample) * %d,
              (SELECT count(*) FROM loop),
              (SELECT count(*) FROM (TABLE loop EXCEPT TABLE found) AS missed)
                + (SELECT count(*) FROM (TABLE found EXCEPT TABLE loop) AS wrong)
            """
                .formatted(searches, step, postings));
    return new Agreement(counts.get(0).longValue(), counts.get(1).longValue(), counts.get(2).longValue());
  }
}
