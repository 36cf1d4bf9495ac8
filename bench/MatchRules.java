import io.earlybrd.search.SearchParser;
import io.earlybrd.search.SearchVector;
import java.math.BigDecimal;

/** How the application writes a search and a posting into the database: the one place of the bench that knows. */
final class MatchRules {
  /** Of those of {@code tsv_rules} and {@code query_rules} that matching does not make anew. */
  static final int RULES = SearchVector.RULES;

  private MatchRules() {}

  /** A search as {@code saved_search} holds it. */
  record Asked(String text, String normalised, String tsquery) {}

  static Asked query(String text) {
    return switch (SearchParser.parse(text)) {
      case SearchParser.Parsed(var query) -> new Asked(text, query.normalised(), query.toTsquery());
      case SearchParser.Rejected(int column, String message) ->
          throw new IllegalStateException("%s, column %d: %s".formatted(text, column, message));
    };
  }

  /** Text of the part of a {@code tsvector} that the posting's texts give. */
  static String vector(MatchData.Posting posting) {
    var pay = posting.pay() == null ? null : BigDecimal.valueOf(posting.pay());
    return SearchVector.of(
        posting.title(),
        posting.company(),
        posting.location(),
        posting.remote() ? true : null,
        pay == null ? null : new SearchVector.Paid(pay, pay, "EUR", "year"),
        posting.description());
  }

  /** SQL of the part that its row gives. */
  static String vectorOfRow(String board, String firstSeenAt) {
    return SearchVector.ofRow(board, firstSeenAt);
  }
}
