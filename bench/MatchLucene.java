import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.core.WhitespaceTokenizer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.IntPoint;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.Term;
import org.apache.lucene.monitor.Monitor;
import org.apache.lucene.monitor.MonitorConfiguration;
import org.apache.lucene.monitor.MonitorQuery;
import org.apache.lucene.monitor.MonitorQuerySerializer;
import org.apache.lucene.monitor.Presearcher;
import org.apache.lucene.monitor.QueryMatch;
import org.apache.lucene.monitor.TermFilteredPresearcher;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.FSDirectory;

/**
 * Lucene Monitor with the same searches and postings: {@code build INDEX SEARCHES} keeps an index on disk,
 * {@code match INDEX POSTINGS HOW} opens it read-only and matches all postings as one batch. Prints one JSON object. Reads the searches as the
 * application does, as far as the bench writes them; splits texts at blanks. Compiled by {@code bench/match}.
 */
final class MatchLucene {
  private static final String ANY = "any";

  /** A posting's texts stand in one field, too far apart for a phrase to run from one into the next. */
  private static final Analyzer BLANKS =
      new Analyzer() {
        @Override
        protected TokenStreamComponents createComponents(String field) {
          return new TokenStreamComponents(new WhitespaceTokenizer());
        }

        @Override
        public int getPositionIncrementGap(String field) {
          return 10;
        }
      };

  private final String text;
  private int at;

  private MatchLucene(String text) {
    this.text = text;
  }

  public static void main(String[] args) throws Exception {
    if (args[0].equals("build")) {
      build(Path.of(args[1]), Path.of(args[2]));
    } else {
      match(Path.of(args[1]), Path.of(args[2]), args[3]);
    }
  }

  private static void build(Path index, Path searches) throws IOException {
    long began = System.nanoTime();
    var configuration =
        new MonitorConfiguration().setIndexPath(index, MonitorQuerySerializer.fromParser(MatchLucene::parse));
    try (var monitor = new Monitor(BLANKS, new TermFilteredPresearcher(), configuration);
        var lines = Files.newBufferedReader(searches)) {
      var batch = new ArrayList<MonitorQuery>();
      for (String line; (line = lines.readLine()) != null; ) {
        int tab = line.indexOf('\t');
        var search = line.substring(tab + 1);
        batch.add(new MonitorQuery(line.substring(0, tab), parse(search), search, java.util.Map.of()));
        if (batch.size() == 5_000) {
          monitor.register(batch);
          batch.clear();
        }
      }
      monitor.register(batch);
    }
    System.out.printf("{\"build_s\":%.2f}%n", seconds(began));
  }

  /**
   * @param how {@code terms} (the usual presearcher) or {@code none} (every search is tried)
   */
  private static void match(Path index, Path postings, String how) throws IOException {
    long began = System.nanoTime();
    var configuration =
        new MonitorConfiguration()
            .setDirectoryProvider(
                () -> FSDirectory.open(index), MonitorQuerySerializer.fromParser(MatchLucene::parse), true);
    var presearcher = how.equals("terms") ? new TermFilteredPresearcher() : Presearcher.NO_FILTERING;
    // Every search is asked once: remembering what it found only takes time.
    IndexSearcher.setDefaultQueryCache(null);
    try (var monitor = new Monitor(BLANKS, presearcher, configuration)) {
      double open = seconds(began);
      long matching = System.nanoTime();
      var documents = documents(postings);
      var found = monitor.match(documents, QueryMatch.SIMPLE_MATCHER);
      long hits = 0;
      for (int i = 0; i < documents.length; i++) {
        hits += found.getMatchCount(i);
      }
      if (!found.getErrors().isEmpty()) {
        throw new IllegalStateException("Lucene cannot: " + found.getErrors());
      }
      System.out.printf(
          "{\"open_s\":%.3f,\"match_s\":%.3f,\"hits\":%d,\"tried\":%d}%n",
          open, seconds(matching), hits, found.getQueriesRun());
    }
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  /** Of lines of title, company, location, description, board, remote and pay, separated by tabs. */
  private static Document[] documents(Path postings) throws IOException {
    var documents = new ArrayList<Document>();
    try (BufferedReader lines = Files.newBufferedReader(postings)) {
      for (String line; (line = lines.readLine()) != null; ) {
        var fields = line.split("\t", -1);
        var document = new Document();
        for (int i = 0; i < 4; i++) {
          document.add(new TextField(ANY, fields[i], Field.Store.NO));
        }
        // Only searches that are mixed ask for more.
        if (fields.length > 4) {
          document.add(new TextField("title", fields[0], Field.Store.NO));
          document.add(new TextField("company", fields[1], Field.Store.NO));
          document.add(new TextField("location", fields[2], Field.Store.NO));
          document.add(new StringField("board", fields[4], Field.Store.NO));
          document.add(new StringField("remote", fields[5], Field.Store.NO));
          if (!fields[6].isEmpty()) {
            document.add(new IntPoint("pay", Integer.parseInt(fields[6])));
          }
        }
        documents.add(document);
      }
    }
    return documents.toArray(Document[]::new);
  }

  static Query parse(String text) {
    return new MatchLucene(text).all(false);
  }

  /** Terms that must all be there, up to the end or the bracket; where OR stands between them, one of them is enough. */
  private Query all(boolean inBrackets) {
    var terms = new ArrayList<Query>();
    var without = new ArrayList<Query>();
    boolean or = false;
    while (at < text.length() && !(inBrackets && text.charAt(at) == ')')) {
      if (text.charAt(at) == ' ') {
        at++;
      } else if (text.startsWith("OR ", at)) {
        at += 3;
        or = true;
      } else if (text.charAt(at) == '-') {
        at++;
        without.add(term());
      } else {
        terms.add(term());
      }
    }
    if (terms.size() == 1 && without.isEmpty()) {
      return terms.getFirst();
    }
    var query = new BooleanQuery.Builder();
    for (var term : terms) {
      query.add(term, or ? Occur.SHOULD : Occur.MUST);
    }
    without.forEach(term -> query.add(term, Occur.MUST_NOT));
    return query.build();
  }

  private Query term() {
    if (text.charAt(at) == '(') {
      at++;
      var query = all(true);
      at++;
      return query;
    }
    int end = at;
    while (end < text.length() && Character.isLetter(text.charAt(end))) {
      end++;
    }
    if (text.startsWith(">=", end)) {
      at = end + 2;
      return IntPoint.newRangeQuery("pay", Integer.parseInt(word()), Integer.MAX_VALUE);
    }
    if (end == text.length() || text.charAt(end) != ':') {
      return inField(ANY);
    }
    var field = text.substring(at, end);
    at = end + 1;
    return inField(field);
  }

  private Query inField(String field) {
    if (text.charAt(at) == '"') {
      int end = text.indexOf('"', at + 1);
      var phrase = text.substring(at + 1, end).split(" ");
      at = end + 1;
      return new PhraseQuery(field, phrase);
    }
    var word = word();
    return word.endsWith("*")
        ? new PrefixQuery(new Term(field, word.substring(0, word.length() - 1)))
        : new TermQuery(new Term(field, word));
  }

  private String word() {
    int start = at;
    while (at < text.length() && " )".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(start, at);
  }
}
