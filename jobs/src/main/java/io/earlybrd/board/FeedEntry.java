package io.earlybrd.board;

import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An entry of a feed, or the feed's own head. Read-only once it is found; thread-safe. */
final class FeedEntry {
  private final FeedElement element;
  private final URI around;

  /**
   * @param around what links outside of it start from
   */
  FeedEntry(FeedElement element, URI around) {
    this.element = element;
    this.around = around;
  }

  /** What its relative links start from. */
  URI base() {
    return FeedLinks.within(element, around);
  }

  /** The names of what it consists of, as the document writes them. */
  List<String> names() {
    var names = new ArrayList<String>();
    for (var child = element.firstChild; child != null; child = child.next) {
      names.add(child.name.written);
    }
    return names;
  }

  /** All that stands there, in the document's order, none blank; markup as it stands. */
  List<String> texts(FeedField where) {
    return where.textsOf(element);
  }

  /**
   * What every reader of feeds takes an entry for, as markup: {@link Field#ID}, {@link Field#URL},
   * {@link Field#TITLE}, {@link Field#COMPANY}, {@link Field#DESCRIPTION}, {@link Field#POSTED_AT},
   * those that it has.
   */
  Map<Field, String> standard() {
    var parts = new FeedElement[FeedPart.COUNT];
    var link = new FeedLinks.Choice();
    for (var child = element.firstChild; child != null; child = child.next) {
      var part = child.name.part;
      if (part == null) {
        continue;
      }
      if (part == FeedPart.LINK || part == FeedPart.ATOM_LINK || part == FeedPart.ORIGINAL_LINK) {
        link.offer(child);
      } else if (part == FeedPart.MEDIA_GROUP) {
        addAll(child, parts);
      } else {
        add(child, part, parts);
      }
    }
    var values = new EnumMap<Field, String>(Field.class);
    put(values, Field.ID, id(parts));
    put(values, Field.URL, url(link, parts));
    put(values, Field.TITLE, markup(FeedPart.TITLES, parts));
    put(values, Field.COMPANY, author(parts));
    put(values, Field.DESCRIPTION, markup(FeedPart.DESCRIPTIONS, parts));
    put(values, Field.POSTED_AT, date(parts));
    return values;
  }

  private static void addAll(FeedElement group, FeedElement[] parts) {
    for (var child = group.firstChild; child != null; child = child.next) {
      if (child.name.part == FeedPart.MEDIA_TITLE
          || child.name.part == FeedPart.MEDIA_DESCRIPTION) {
        add(child, child.name.part, parts);
      }
    }
  }

  /** The first that says anything, or else points at it. */
  private static void add(FeedElement child, FeedPart part, FeedElement[] parts) {
    var before = parts[part.ordinal()];
    if (before == null || before.isBlank() && !child.isBlank()) {
      parts[part.ordinal()] = child;
    }
  }

  private static void put(Map<Field, String> values, Field field, @Nullable String text) {
    if (text != null && !text.isBlank()) {
      values.put(field, text);
    }
  }

  private static @Nullable String text(FeedPart part, FeedElement[] parts) {
    var element = parts[part.ordinal()];
    return element == null || element.isBlank() ? null : element.text();
  }

  private static @Nullable String text(List<FeedPart> choices, FeedElement[] parts) {
    for (var part : choices) {
      var text = text(part, parts);
      if (text != null && !text.isEmpty()) {
        return text;
      }
    }
    return null;
  }

  private static @Nullable String markup(List<FeedPart> choices, FeedElement[] parts) {
    for (var part : choices) {
      var element = parts[part.ordinal()];
      var text = element == null || element.isBlank() ? null : FeedContent.markup(element);
      if (text != null && !text.isBlank()) {
        return text;
      }
    }
    return null;
  }

  private @Nullable String id(FeedElement[] parts) {
    var id = text(FeedPart.IDS, parts);
    if (id == null) {
      id = about();
    }
    return id == null ? text(FeedPart.OTHER_IDS, parts) : id;
  }

  private @Nullable String about() {
    return element.attributes == null ? null : element.attribute("rdf:about");
  }

  private @Nullable String url(FeedLinks.Choice link, FeedElement[] parts) {
    var address = link.address(base());
    if (address == null) {
      address = text(List.of(FeedPart.URL, FeedPart.EXTERNAL_URL), parts);
    }
    if (address == null) {
      address = permalink(parts);
    }
    var content = parts[FeedPart.CONTENT.ordinal()];
    return address == null && content != null && content.attributes != null
        ? content.attribute("src")
        : address;
  }

  /** An identifier that leads somewhere, unless it says that it does not. */
  private @Nullable String permalink(FeedElement[] parts) {
    var guid = parts[FeedPart.GUID.ordinal()];
    if (guid != null && "false".equalsIgnoreCase(guid.attribute("isPermaLink"))) {
      return null;
    }
    var id = id(parts);
    return id != null && (id.startsWith("http://") || id.startsWith("https://")) ? id : null;
  }

  private static @Nullable String author(FeedElement[] parts) {
    for (var part : FeedPart.AUTHORED) {
      var element = parts[part.ordinal()];
      var name = element == null ? null : FeedContent.person(element);
      if (name != null) {
        return name;
      }
    }
    return null;
  }

  /** The first that may be one; else the first, for the operator to see. */
  private static @Nullable String date(FeedElement[] parts) {
    var dates = new ArrayList<String>(2);
    for (var part : FeedPart.DATES) {
      var text = text(part, parts);
      if (text != null && text.chars().filter(c -> c >= '0' && c <= '9').count() >= 3) {
        return text;
      }
      if (text != null) {
        dates.add(text);
      }
    }
    return dates.isEmpty() ? null : dates.getFirst();
  }
}
