package io.earlybrd.board;

import com.rometools.rome.feed.synd.SyndContent;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jdom2.Document;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;

/** Postings of a feed: RSS 0.9 to 2.0, RSS 1.0 (RDF), Atom. */
final class FeedBoard {
  private static final Pattern MAILBOX = Pattern.compile("\\S+@\\S+(?:\\s*\\((.*)\\))?");

  /** As feeds name when an entry appeared, and else when it last changed. */
  private static final List<String> DATES =
      List.of("pubDate", "published", "issued", "created", "date", "updated", "modified");

  private FeedBoard() {}

  static Items items(String text, URI page) throws UnreadableBoard {
    var start = text.stripLeading();
    if (start.startsWith("{") || start.startsWith("[")) {
      throw new UnreadableBoard("is JSON, not a feed: try format: json");
    }
    if (!start.contains("<")) {
      throw new UnreadableBoard("is not a feed: it begins with “" + OneLine.of(text, 60) + "”");
    }
    var document = document(text);
    var elements = elements(document.getRootElement());
    FoundPostings.requireFew(elements.size(), null);
    var entries = entries(document);
    var items = new ArrayList<Item>(elements.size());
    for (int i = 0; i < elements.size(); i++) {
      items.add(new FeedItem(elements.get(i), standard(elements.get(i), entries.get(i))));
    }
    return new Items(
        items,
        items.isEmpty()
            ? new FeedItem(document.getRootElement(), new EnumMap<>(Field.class))
            : items.getFirst(),
        page,
        true);
  }

  private static Document document(String text) throws UnreadableBoard {
    try {
      return FeedXml.parse(text);
    } catch (UnreadableBoard e) {
      if (text.substring(0, Math.min(text.length(), 2_000)).matches("(?is).*<html\\b.*")) {
        throw new UnreadableBoard("is an HTML page, not a feed");
      }
      throw e;
    }
  }

  private static List<Element> elements(Element root) throws UnreadableBoard {
    var elements =
        switch (root.getName()) {
          case "rss" ->
              root.getChildren().stream()
                  .filter(child -> child.getName().equals("channel"))
                  .findFirst()
                  .map(channel -> named(channel, "item"))
                  .orElse(List.of());
          case "RDF" -> named(root, "item");
          case "feed" -> named(root, "entry");
          case "html" -> throw new UnreadableBoard("is an HTML page, not a feed");
          default ->
              throw new UnreadableBoard(
                  "is XML, but no feed: its root is <" + OneLine.of(root.getName(), 40) + ">");
        };
    return elements;
  }

  private static List<Element> named(Element parent, String name) {
    return parent.getChildren().stream().filter(child -> child.getName().equals(name)).toList();
  }

  /**
   * What ROME makes of the entries, in the same order. It gets a copy, of which it takes elements
   * out, and without dates: it tries dozens of forms on each, and knows fewer than {@link
   * PostingDate}.
   */
  private static List<SyndEntry> entries(Document document) throws UnreadableBoard {
    var copy = document.clone();
    var root = copy.getRootElement();
    if (root.getName().equals("rss") && root.getAttribute("version") == null) {
      root.setAttribute("version", "2.0");
    }
    var elements = elements(root);
    for (var element : elements) {
      element.getChildren().removeIf(child -> DATES.contains(child.getName()));
    }
    try {
      var entries = new SyndFeedInput().build(copy).getEntries();
      if (entries.size() != elements.size()) {
        throw new UnreadableBoard(
            "is a feed of %d entries of which %d can be read"
                .formatted(elements.size(), entries.size()));
      }
      return entries;
    } catch (FeedException | IllegalArgumentException e) {
      throw new UnreadableBoard("is no feed that is known: " + OneLine.of(e.getMessage(), 200));
    }
  }

  private static EnumMap<Field, String> standard(Element element, SyndEntry entry) {
    var values = new EnumMap<Field, String>(Field.class);
    var id = id(element);
    var link = entry.getLink();
    put(values, Field.ID, id);
    put(values, Field.URL, link == null || link.isBlank() ? permalink(element) : link.strip());
    put(values, Field.TITLE, entry.getTitle());
    put(values, Field.COMPANY, author(entry));
    put(values, Field.DESCRIPTION, description(entry));
    put(values, Field.POSTED_AT, date(element));
    return values;
  }

  private static void put(Map<Field, String> values, Field field, @Nullable String text) {
    if (text != null && !text.isBlank()) {
      values.put(field, text);
    }
  }

  private static @Nullable String id(Element element) {
    for (var name : List.of("guid", "id")) {
      var text = childText(element, name);
      if (text != null) {
        return text;
      }
    }
    return element.getAttributes().stream()
        .filter(attribute -> attribute.getQualifiedName().equals("rdf:about"))
        .map(attribute -> attribute.getValue())
        .findFirst()
        .orElse(null);
  }

  private static @Nullable String permalink(Element element) {
    var guid = childText(element, "guid");
    return guid != null && guid.strip().matches("https?://.*") ? guid.strip() : null;
  }

  /** Of the feed's own vocabulary first, then of any, such as {@code dc:date}. */
  private static @Nullable String date(Element element) {
    for (var name : DATES) {
      var text = childText(element, name);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  private static @Nullable String childText(Element element, String name) {
    return named(element, name).stream()
        .map(Element::getText)
        .filter(text -> !text.isBlank())
        .findFirst()
        .orElse(null);
  }

  /** RSS wants a mail address here, with the name in parentheses. */
  private static @Nullable String author(SyndEntry entry) {
    var author = entry.getAuthor();
    if (author == null) {
      return null;
    }
    var mailbox = MAILBOX.matcher(author.strip());
    return mailbox.matches() ? mailbox.group(1) : author;
  }

  private static @Nullable String description(SyndEntry entry) {
    for (var content : entry.getContents()) {
      if (isText(content)) {
        return content.getValue();
      }
    }
    var summary = entry.getDescription();
    return summary != null && isText(summary) ? summary.getValue() : null;
  }

  private static boolean isText(SyndContent content) {
    return content.getValue() != null && !content.getValue().isBlank();
  }
}
