package io.earlybrd.board;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What feeds say of an entry, under the names of all vocabularies in use. Names without a prefix
 * are the feed's own: of RSS, Atom or JSON Feed.
 */
enum FeedPart {
  TITLE("title"),
  DC_TITLE("dc:title"),
  MEDIA_TITLE("media:title"),
  ATOM_TITLE("atom:title"),
  ITUNES_TITLE("itunes:title"),

  CONTENT_ENCODED("content:encoded", "encoded", "content_html"),
  CONTENT("content"),
  ATOM_CONTENT("atom:content"),
  CONTENT_TEXT("content_text"),
  BODY("xhtml:body", "body", "xhtml:div"),
  DESCRIPTION("description"),
  SUMMARY("summary"),
  ATOM_SUMMARY("atom:summary"),
  DC_DESCRIPTION("dc:description", "dcterms:description", "dcterms:abstract"),
  MEDIA_DESCRIPTION("media:description"),
  ITUNES_SUMMARY("itunes:summary"),

  GUID("guid"),
  ID("id"),
  ATOM_ID("atom:id"),
  DC_IDENTIFIER("dc:identifier", "dcterms:identifier"),
  G_ID("g:id"),

  AUTHOR("author"),
  AUTHORS("authors"),
  DC_CREATOR("dc:creator", "dcterms:creator", "creator"),
  ATOM_AUTHOR("atom:author"),
  ITUNES_AUTHOR("itunes:author"),

  PUB_DATE("pubdate"),
  PUBLISHED("published", "date_published"),
  ISSUED("issued"),
  CREATED("created"),
  DATE("date"),
  UPDATED("updated", "date_modified"),
  MODIFIED("modified"),
  ANY_PUB_DATE("*:pubdate"),
  ANY_PUBLISHED("*:published"),
  ANY_ISSUED("*:issued"),
  ANY_CREATED("*:created"),
  ANY_DATE("*:date"),
  ANY_UPDATED("*:updated"),
  ANY_MODIFIED("*:modified"),

  ORIGINAL_LINK("feedburner:origlink"),
  LINK("link"),
  ATOM_LINK("atom:link"),
  URL("url"),
  EXTERNAL_URL("external_url"),

  /** Holds others of the same vocabulary. */
  MEDIA_GROUP("media:group", "media:content");

  static final int COUNT = values().length;

  /** Each the first that is preferred. */
  static final List<FeedPart> TITLES = between(TITLE, ITUNES_TITLE);

  static final List<FeedPart> DESCRIPTIONS = between(CONTENT_ENCODED, ITUNES_SUMMARY);
  static final List<FeedPart> IDS = between(GUID, ATOM_ID);
  static final List<FeedPart> OTHER_IDS = between(DC_IDENTIFIER, G_ID);
  static final List<FeedPart> AUTHORED = between(AUTHOR, ITUNES_AUTHOR);

  /** When an entry appeared, else when it last changed; the feed's own first. */
  static final List<FeedPart> DATES = between(PUB_DATE, ANY_MODIFIED);

  private static final Map<String, FeedPart> BY_NAME = byName();

  private final String[] names;

  FeedPart(String... names) {
    this.names = names;
  }

  private static List<FeedPart> between(FeedPart first, FeedPart last) {
    return List.of(values()).subList(first.ordinal(), last.ordinal() + 1);
  }

  private static Map<String, FeedPart> byName() {
    var parts = new HashMap<String, FeedPart>();
    for (var part : values()) {
      for (var name : part.names) {
        parts.put(name, part);
      }
    }
    return parts;
  }

  /** By a vocabulary's usual prefix, empty for the feed's own, and a name in lower case. */
  static @Nullable FeedPart of(String vocabulary, String name) {
    if (vocabulary.isEmpty()) {
      return BY_NAME.get(name);
    }
    var part = BY_NAME.get(vocabulary + ":" + name);
    return part != null ? part : BY_NAME.get("*:" + name);
  }
}
