package io.earlybrd.board;

import java.net.URI;
import java.util.List;
import java.util.Map;

/** Postings of a feed: its entries as they are, and what the board's definition says of them. */
final class FeedBoard {
  private FeedBoard() {}

  static Items items(String text, URI page) throws UnreadableBoard {
    var feed = FeedDocument.parse(text, page);
    FoundPostings.requireFew(feed.entries().size(), null);
    return new Items(
        feed.entries().stream().<Item>map(entry -> new FeedItem(entry, feed.head())).toList(),
        new FeedItem(feed.head(), feed.head()),
        page,
        true);
  }

  /** An entry, or the feed's head. */
  record FeedItem(FeedEntry entry, FeedEntry head) implements Item {
    @Override
    public List<String> texts(Where where, Field field) {
      return where instanceof Where.Element at
          ? (at.start() == Where.Start.DOCUMENT ? head : entry).texts(at.field())
          : List.of();
    }

    @Override
    public List<Item> parts(Where where) {
      return List.of();
    }

    @Override
    public Map<Field, String> standard() {
      return entry.standard();
    }

    @Override
    public URI base() {
      return entry.base();
    }
  }
}
