package io.earlybrd.board;

import java.net.URI;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A JSON Feed as the elements that it would be in XML: a key is an element of that name, an array
 * as many of them. So it is read by the same rules as all other feeds.
 */
final class JsonFeed {
  private static final JsonFactory JSON = new JsonFactory();

  private final FeedNames names = new FeedNames();

  private JsonFeed() {}

  static Feed parse(String text, URI page) throws UnreadableBoard {
    var feed = new JsonFeed();
    FeedElement document;
    try (var parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new UnreadableBoard("is JSON, not a feed: try format: json");
      }
      document = feed.new Reader(parser).element(feed.names.of("feed"));
    } catch (JacksonException e) {
      var at = e.getLocation();
      throw new UnreadableBoard(
          "is not JSON (line %d): %s"
              .formatted(at == null ? 1 : at.getLineNr(), OneLine.of(e.getOriginalMessage(), 150)));
    }
    var version = document.child("version");
    var items = document.child("items");
    if (items == null && (version == null || !version.text().contains("jsonfeed"))) {
      throw new UnreadableBoard("is JSON, not a feed: try format: json");
    }
    feed.names.give("");
    var base = base(document, page);
    var entries = new ArrayList<FeedEntry>();
    for (var item = items; item != null; item = item.next) {
      if (item.name == feed.names.of("items") && item.firstChild != null) {
        entries.add(new FeedEntry(item, base));
      }
    }
    return new Feed(entries, new FeedEntry(document, base));
  }

  private static URI base(FeedElement document, URI page) {
    var site = document.child("home_page_url");
    var link = site == null ? null : Links.resolve(page, site.text());
    return link == null ? page : URI.create(link);
  }

  private final class Reader {
    private final JsonParser parser;

    Reader(JsonParser parser) {
      this.parser = parser;
    }

    /** Of the value that the parser stands at; an object's end is behind it then. */
    FeedElement element(FeedName name) throws UnreadableBoard {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        var text = parser.getString();
        var element = new FeedElement(name, text, 0);
        element.end = text.length();
        element.literal = true;
        return element;
      }
      var object = new FeedElement(name, "", 0);
      FeedElement last = null;
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        var key = names.of(parser.currentName());
        parser.nextToken();
        last = append(object, last, key);
      }
      return object;
    }

    /** Adds the value that the parser stands at, of an array each element. */
    private @Nullable FeedElement append(
        FeedElement object, @Nullable FeedElement last, FeedName key) throws UnreadableBoard {
      if (parser.currentToken() == JsonToken.VALUE_NULL) {
        return last;
      }
      if (parser.currentToken() == JsonToken.START_ARRAY) {
        var end = last;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          end = append(object, end, key);
        }
        return end;
      }
      var child = element(key);
      if (last == null) {
        object.firstChild = child;
      } else {
        last.next = child;
      }
      return child;
    }
  }
}
