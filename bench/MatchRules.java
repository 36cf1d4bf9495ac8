import io.earlybrd.search.SearchParser;

/** How the application writes a search and a posting into the database: the one place of the bench that knows. */
final class MatchRules {
  /** Of those of {@code tsv_rules} and {@code query_rules} that matching does not make anew. */
  static final int RULES = 1;

  private MatchRules() {}

  /** A search as {@code saved_search} holds it. */
  record Asked(String normalised, String tsquery) {}

  /** Null: the language does not have it yet. */
  static Asked query(String text) {
    return switch (SearchParser.parse(text)) {
      case SearchParser.Parsed(var query) -> new Asked(query.normalised(), query.toTsquery());
      case SearchParser.Rejected _ -> null;
    };
  }

  /** Text of the part of a {@code tsvector} that the posting's texts give. */
  static String vector(MatchData.Posting posting) {
    var vector = new StringBuilder(4_096);
    if (posting.remote()) {
      vector.append("'/remote/yes' ");
    }
    int position = field(vector, 0, 'A', posting.title());
    position = field(vector, position, 'B', posting.company());
    position = field(vector, position, 'C', posting.location());
    field(vector, position, 'D', posting.description());
    return vector.toString();
  }

  private static int field(StringBuilder vector, int before, char weight, String text) {
    int position = before;
    for (var word : text.split(" ")) {
      position++;
      vector.append(word).append(':').append(position).append(weight).append(' ');
      vector.append('=').append(word).append(':').append(position).append(weight).append(' ');
    }
    return position + 10;
  }

  /** SQL of the part that its row gives. */
  static String vectorOfRow(String board, String firstSeenAt) {
    return "('/board/' || %s || ' /day/' || floor(extract(epoch FROM %s) / 86400))::tsvector".formatted(board, firstSeenAt);
  }
}
