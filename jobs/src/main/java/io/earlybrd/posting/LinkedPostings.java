package io.earlybrd.posting;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds postings by the link that a person has of them, which may carry other tracking parameters
 * than the board's, or a slash at its end.
 */
public final class LinkedPostings {
  /** Candidates that are compared, newest first: a page without parameters may have many. */
  private static final int MOST = 1_000;

  private static final Pattern LIKE_MARKS = Pattern.compile("[\\\\%_]");

  private final JdbcClient jdbc;

  public LinkedPostings(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  private record Candidate(long id, String url) {}

  /** Ids of all that the link leads to, on whatever board, the newest first. */
  public List<Long> ids(String link) {
    var wanted = plain(link);
    var parts = Parts.of(wanted);
    return jdbc
        .sql(
            """
            SELECT id, url
            FROM posting
            WHERE url LIKE :beginning
              AND substr(url, :length + 1) ~ '^/*([?#;]|$)'
              AND url LIKE ALL (:parts)
            ORDER BY id DESC
            LIMIT :most
            """)
        .param("beginning", escaped(parts.page()) + "%")
        .param("length", parts.page().codePointCount(0, parts.page().length()))
        .param("parts", parts.rest().stream().map(LinkedPostings::anywhere).toArray(String[]::new))
        .param("most", MOST)
        .query((row, n) -> new Candidate(row.getLong("id"), row.getString("url")))
        .list()
        .stream()
        .filter(candidate -> plain(candidate.url()).equals(wanted))
        .map(Candidate::id)
        .toList();
  }

  /** Boards that showed postings on the same host. */
  public List<String> boardsLinkingTo(String origin) {
    return jdbc.sql(
            "SELECT DISTINCT board FROM posting WHERE url LIKE :beginning ORDER BY board LIMIT 5")
        .param("beginning", escaped(origin) + "/%")
        .query(String.class)
        .list();
  }

  /** Links that differ in nothing that tells postings apart are one. */
  static String plain(String link) {
    var parts = Parts.of(TrackingParameters.removedFrom(link.strip()));
    return parts.page() + String.join("", parts.rest());
  }

  /**
   * A link in pieces that stand in it whatever else does.
   *
   * @param page without the slash at its end
   * @param rest query and fragment
   */
  private record Parts(String page, List<String> rest) {
    private static final Pattern MARK = Pattern.compile("[?#]");

    static Parts of(String link) {
      var mark = MARK.matcher(link);
      int end = mark.find() ? mark.start() : link.length();
      var rest = new ArrayList<String>();
      int hash = link.indexOf('#', end);
      var query = link.substring(end, hash < 0 ? link.length() : hash);
      for (var parameter : query.split("(?=[?&])")) {
        if (parameter.length() > 1) {
          rest.add(parameter);
        }
      }
      if (hash >= 0 && hash < link.length() - 1) {
        rest.add(link.substring(hash));
      }
      return new Parts(link.substring(0, end).replaceFirst("/+$", ""), rest);
    }
  }

  /** Whatever parameters stand before it. */
  private static String anywhere(String part) {
    return "%" + escaped(part.replaceFirst("^[?&]", "")) + "%";
  }

  private static String escaped(String text) {
    return LIKE_MARKS.matcher(text).replaceAll("\\\\$0");
  }
}
