package io.earlybrd.board;

import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Objects;

/** Postings of a feed: its entries as they are, and what the board's definition says of them. */
final class FeedBoard {
  private FeedBoard() {}

  static List<RawPosting> read(Board board, String text, URI page) throws UnreadableBoard {
    var entries = FeedDocument.parse(text, page).entries();
    FoundPostings.requireFew(entries.size(), board);
    var fields = new EnumMap<Field, FeedField>(Field.class);
    board
        .fields()
        .forEach(
            (name, where) ->
                fields.put(Objects.requireNonNull(Field.named(name)), FeedField.parse(where)));
    var postings = new ArrayList<RawPosting>(entries.size());
    for (var entry : entries) {
      var values = entry.standard();
      fields.forEach(
          (field, where) -> {
            var value = where.textOf(entry, field);
            if (value != null) {
              values.put(field, value);
            }
          });
      postings.add(new RawPosting(values, true, entry.base()));
    }
    return postings;
  }
}
