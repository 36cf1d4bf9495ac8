package io.earlybrd.search;

import java.util.List;
import java.util.regex.Pattern;

/** Which boards a query names, wherever in it. Stateless. */
public final class NamedBoards {
  private static final Pattern FILTER =
      Pattern.compile("'" + Lexemes.board("") + "([a-z0-9-]+)'(:\\*)?");

  private NamedBoards() {}

  /**
   * @param beginning whether {@code id} is only how the id begins
   */
  public record Named(String id, boolean beginning) {
    /** Whether a board with this id is meant. */
    public boolean means(String board) {
      return beginning ? board.startsWith(id) : board.equals(id);
    }

    /** As a query writes it. */
    public String written() {
      return "board:" + id + (beginning ? "*" : "");
    }
  }

  /** In the order of the query, each once. */
  public static List<Named> in(Query query) {
    // No folded word has a slash: what looks like the lexeme of a board is one.
    return FILTER
        .matcher(query.toTsquery())
        .results()
        .map(filter -> new Named(filter.group(1), filter.group(2) != null))
        .distinct()
        .toList();
  }
}
