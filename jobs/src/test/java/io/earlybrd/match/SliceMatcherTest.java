package io.earlybrd.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.platform.pg.TestDatabases;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** The engine says what PostgreSQL says; PostgreSQL is asked. */
class SliceMatcherTest {
  private static Connection connection;
  private static CopyManager copying;

  @BeforeAll
  static void connect() throws SQLException {
    connection = TestDatabases.connect(TestDatabases.fresh());
    copying = connection.unwrap(PGConnection.class).getCopyAPI();
    sql("CREATE TEMP TABLE p (id bigint, tsv tsvector)");
    sql("CREATE TEMP TABLE q (id bigint, query text)");
  }

  @AfterAll
  static void disconnect() throws SQLException {
    connection.close();
  }

  /** Of the sizes at which sets change their form: one word of bits, a full one, several. */
  @ParameterizedTest(name = "{0} postings, {1} searches")
  @CsvSource({"1, 300", "20, 600", "64, 400", "65, 400", "300, 400", "1000, 60"})
  void a_search_matches_what_postgresql_says(int postings, int searches) throws SQLException {
    long seed = Long.getLong("match.seed", System.nanoTime());
    var random = new RandomQueries(seed);
    var vectors = generate(postings, random::tsvector);
    var queries = generate(searches, random::tsquery);
    store(vectors, queries);

    var expected = pairs();
    var matched = matched(new SliceMatcher(slice()));

    System.out.printf(
        "match: seed %d, %d postings, %d searches, %d matches%n",
        seed, postings, searches, expected.size());
    assertThat(described(minus(matched, expected), vectors, queries)).as("too many").isEmpty();
    assertThat(described(minus(expected, matched), vectors, queries)).as("missing").isEmpty();
  }

  @Test
  void equal_searches_are_evaluated_once() throws SQLException {
    store(List.of("'a':1 'b':2"), List.of("'a' & 'b'", "'a' & !'b'", "'a' & 'b'", "'a' & 'b'"));
    var matcher = new SliceMatcher(slice());

    assertThat(matched(matcher)).containsExactly("1 1", "3 1", "4 1");

    assertThat(matcher.evaluated()).isEqualTo(2);
  }

  @ParameterizedTest(name = "{0} in {1}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "'b' & 'a'; 'a':1 'b':2; b a",
        "'a' | 'b'; 'b':2; b",
        "'a' | 'b'; 'a':1 'b':2; a b",
        "'a' & !'b'; 'a':1; a",
        "'a' & !(!'b'); 'a':1 'b':2; a",
        "'a':A & 'a' & '=ab'; 'a':1A '=ab':2; a =ab",
        "'a':A | 'a'; 'a':1; a",
        "'ab':* & '=ab':*A; 'abc':1 '=abd':2A; ab* =ab*",
        "'/b/x' & '/r' & 'a'; '/b/x' '/r' 'a':1; a",
        "'/b/x' | '/pay':*; '/b/x'; ''",
        "('a' <-> 'b') & 'c'; 'a':1 'b':2 'c':9; a b c",
        "('a' <-> 'b') | 'c'; 'a':1 'b':3 'c':9; c",
        "('a' <-> ('b' | 'c')); 'a':1 'b':2; a b",
      })
  void terms_are_the_words_that_hit_in_the_searchs_order(String query, String vector, String terms)
      throws SQLException {
    store(List.of(vector), List.of(query));

    var hits = hits(new SliceMatcher(slice())).getFirst();

    assertThat(hits.count()).isEqualTo(1);
    assertThat(String.join(" ", text(hits.terms(0)))).isEqualTo(terms.replace("''", ""));
  }

  @Test
  void what_is_no_query_is_an_error_of_its_own_and_no_exception() throws SQLException {
    store(List.of("'a':1 'b':2"), List.of("'a' & ('b' <-> 'c':*A | !'b')"));
    var matcher = new SliceMatcher(slice());
    var whole = queryBytes();

    for (int length = 0; length < whole.length; length++) {
      assertThat(matcher.match(whole, 0, length)).as("cut at %d", length).isNull();
    }
    for (int at = 0; at < whole.length; at++) {
      for (int value : new int[] {0, 1, 2, 3, 5, 127, 255}) {
        var broken = whole.clone();
        broken[at] = (byte) value;
        // Whatever it says, it says something.
        new SliceMatcher(slice()).match(broken, 0, broken.length);
      }
    }
    assertThat(matcher.match(whole, 0, whole.length)).isNotNull();
  }

  private static byte[] queryBytes() throws SQLException {
    var copy = new CopyRows(copying, "SELECT query::tsquery FROM q");
    copy.next();
    int length = copy.nextBytes();
    var bytes = Arrays.copyOfRange(copy.message(), copy.at() - length, copy.at());
    copy.next();
    return bytes;
  }

  private static List<String> generate(int count, Supplier<String> text) {
    return Stream.generate(text).limit(count).toList();
  }

  private static void store(List<String> vectors, List<String> queries) throws SQLException {
    sql("TRUNCATE p, q");
    insert("INSERT INTO p VALUES (?, ?::tsvector)", vectors);
    insert("INSERT INTO q VALUES (?, ?)", queries);
  }

  private static void insert(String statement, List<String> texts) throws SQLException {
    try (var insert = connection.prepareStatement(statement)) {
      for (int i = 0; i < texts.size(); i++) {
        insert.setLong(1, i + 1L);
        insert.setString(2, texts.get(i));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static Slice slice() throws SQLException {
    var builder = new SliceBuilder();
    var copy = new CopyRows(copying, "SELECT id, tsv FROM p ORDER BY id");
    while (copy.next()) {
      var posting = new Slice.Posting(copy.nextLong(), 0, false);
      int length = copy.nextBytes();
      builder.add(posting, 1, copy.message(), copy.at() - length);
    }
    return builder.build();
  }

  private static List<Hits> hits(SliceMatcher matcher) throws SQLException {
    var all = new ArrayList<Hits>();
    var copy = new CopyRows(copying, "SELECT query::tsquery FROM q ORDER BY id");
    while (copy.next()) {
      int length = copy.nextBytes();
      var hits = matcher.match(copy.message(), copy.at() - length, copy.at());
      all.add(Objects.requireNonNull(hits));
    }
    return all;
  }

  /** “search posting”, by their ids. */
  private static Set<String> matched(SliceMatcher matcher) throws SQLException {
    var pairs = new TreeSet<String>();
    var hits = hits(matcher);
    for (int i = 0; i < hits.size(); i++) {
      for (char doc : hits.get(i).docs()) {
        pairs.add((i + 1) + " " + (doc + 1));
      }
    }
    return pairs;
  }

  private static Set<String> pairs() throws SQLException {
    var pairs = new TreeSet<String>();
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT q.id || ' ' || p.id FROM q JOIN p ON p.tsv @@ q.query::tsquery")) {
      while (rows.next()) {
        pairs.add(rows.getString(1));
      }
    }
    return pairs;
  }

  private static Set<String> minus(Set<String> all, Set<String> without) {
    var rest = new TreeSet<>(all);
    rest.removeAll(without);
    return rest;
  }

  /** The first few. */
  private static List<String> described(
      Set<String> pairs, List<String> vectors, List<String> queries) {
    return pairs.stream()
        .limit(5)
        .map(pair -> pair.split(" "))
        .map(
            ids ->
                queries.get(Integer.parseInt(ids[0]) - 1)
                    + "  in  "
                    + vectors.get(Integer.parseInt(ids[1]) - 1))
        .toList();
  }

  private static List<String> text(Terms terms) {
    return IntStream.range(0, terms.all().length)
        .filter(terms::has)
        .mapToObj(i -> new String(terms.all()[i], StandardCharsets.UTF_8))
        .toList();
  }

  private static void sql(String statement) throws SQLException {
    try (var run = connection.createStatement()) {
      run.execute(statement);
    }
  }
}
