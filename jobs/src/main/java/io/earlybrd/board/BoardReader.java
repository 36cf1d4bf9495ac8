package io.earlybrd.board;

import io.earlybrd.board.Board.Format;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a board's document into postings. Pure; thread-safe. */
final class BoardReader {
  private static final Pattern XML =
      Pattern.compile("(?si)<\\?xml.*|<(?:rss|feed|rdf:RDF|[\\w.-]+:?[\\w.-]*\\s+xmlns)\\b.*");

  private static final Pattern TOKEN = Pattern.compile("[^\"\\\\\\p{Cntrl}]{1,4000}");

  private BoardReader() {}

  /**
   * A document as it was answered.
   *
   * @param contentType as the server said it; believed only for the encoding
   * @param url where it was, which its relative links start from
   */
  record Source(byte[] body, @Nullable String contentType, URI url) {}

  /**
   * Reads {@code source} by {@code recipe}. Others' mistakes in it are mended where they can be,
   * and noted where an operator should know.
   *
   * @param board the board's own address
   * @param names what is known around the document
   * @param now dates are not later
   * @throws UnreadableBoard when the document is in none of the recipe's formats. Its message goes
   *     on after the document's address
   */
  static Reading read(Recipe recipe, Source source, URI board, Names names, Instant now)
      throws UnreadableBoard {
    var text = text(source);
    var around = names.at(source.url());
    UnreadableBoard first = null;
    Reading empty = null;
    for (var layout : fitting(recipe.layouts(), text)) {
      try {
        var reading = read(recipe, layout, text, source.url(), board, around, now);
        if (!reading.postings().isEmpty()) {
          return reading;
        }
        empty = empty == null ? reading : empty;
      } catch (UnreadableBoard e) {
        first = first == null ? e : first;
      }
    }
    if (empty != null) {
      return empty;
    }
    throw first == null ? new UnreadableBoard("is in no form that is known") : first;
  }

  /** The document's text. */
  static String text(Source source) throws UnreadableBoard {
    var text = Decoding.text(source.body(), source.contentType());
    if (isBinary(source.body()) || isNoText(text)) {
      var type = source.contentType();
      throw new UnreadableBoard(
          "is no text" + (type == null ? "" : " (" + OneLine.of(type, 60) + ")"));
    }
    if (text.isBlank()) {
      throw new UnreadableBoard("is empty");
    }
    return text;
  }

  /** The layouts that a document may have by how it begins; where it has none of them, all. */
  private static List<Layout> fitting(List<Layout> layouts, String text) {
    if (layouts.size() == 1) {
      return layouts;
    }
    var start = text.stripLeading();
    boolean json = start.startsWith("{") || start.startsWith("[");
    boolean xml =
        !json && XML.matcher(start.substring(0, Math.min(1_000, start.length()))).matches();
    var fitting =
        layouts.stream()
            .filter(
                layout ->
                    switch (layout.format()) {
                      case JSON -> json == (layout.script() == null);
                      case JSONLD -> !xml;
                      case RSS -> xml || json;
                      case XML -> xml;
                      case HTML -> !json && (!xml || start.contains("<html"));
                    })
            .toList();
    return fitting.isEmpty() ? layouts : fitting;
  }

  private static Reading read(
      Recipe recipe, Layout layout, String text, URI page, URI board, Names names, Instant now)
      throws UnreadableBoard {
    var notes = new ArrayList<String>();
    var items = items(layout, text, page, notes);
    var raw =
        raw(recipe, layout, items, names, layout.format() == Format.HTML ? text.length() : -1);
    if (!recipe.general()) {
      noteWhatFoundNothing(layout, items, raw, notes);
    }
    var paging = layout.paging() == null ? recipe.paging() : layout.paging();
    var found = new FoundPostings(board, page, now, recipe.own(), notes).of(raw);
    return new Reading(
        found.postings(),
        found.skipped(),
        List.copyOf(found.notes()),
        found.ownPages(),
        items.items().size(),
        next(paging, items, names),
        total(paging, items, names),
        token(paging, items, names),
        paging);
  }

  static Items items(Layout layout, String text, URI page, List<String> notes)
      throws UnreadableBoard {
    return switch (layout.format()) {
      case HTML -> HtmlBoard.items(layout, text, page, notes);
      case RSS -> FeedBoard.items(text, page);
      case JSON -> JsonBoard.items(layout, text, page);
      case XML -> XmlBoard.items(layout, text, page, notes);
      case JSONLD -> JsonLd.items(layout, text, page, notes);
    };
  }

  /**
   * @param length of the page whose text postings within postings may repeat; -1: they cannot
   */
  private static List<RawPosting> raw(
      Recipe recipe, Layout layout, Items items, Names names, int length) throws UnreadableBoard {
    var raw = new ArrayList<RawPosting>(items.items().size());
    long read = 0;
    for (var item : items.items()) {
      if (!layout.takes(item, names)) {
        continue;
      }
      var values = layout.values(item, names);
      read += values.values().stream().mapToLong(String::length).sum();
      if (length >= 0 && read > HtmlBoard.mostText(length)) {
        throw new UnreadableBoard(
            "shows more text in its postings than it has: are posting and fields too broad?");
      }
      var base = item.base() == null ? items.base() : item.base();
      raw.add(
          new RawPosting(
              values,
              items.markup(),
              base,
              layout.pay(item, names),
              ownPage(recipe, item, values.get(Field.ID), names, base)));
    }
    return raw;
  }

  private static @Nullable String ownPage(
      Recipe recipe, Item item, @Nullable String id, Names names, URI base) {
    var own = recipe.own();
    if (own == null || own.url() == null) {
      return null;
    }
    var link = own.url().text(item, Field.URL, id == null ? names : names.with("id", id.strip()));
    return link == null ? null : Links.resolve(base, link);
  }

  private static @Nullable URI next(Paging paging, Items items, Names names) {
    var rule = paging.next();
    var link = rule == null ? null : rule.text(items.root(), Field.URL, names);
    var address = link == null ? null : Links.resolve(items.base(), link.replace("&amp;", "&"));
    return address == null ? null : URI.create(address);
  }

  /** One that could end the text that it is put into is none. */
  private static @Nullable String token(Paging paging, Items items, Names names) {
    var rule = paging.token();
    var text = rule == null ? null : rule.text(items.root(), Field.ID, names);
    return text != null && TOKEN.matcher(text).matches() ? text : null;
  }

  private static @Nullable Long total(Paging paging, Items items, Names names) {
    var rule = paging.total();
    var text = rule == null ? null : rule.text(items.root(), Field.ID, names);
    return text != null && text.matches("\\d{1,9}") ? Long.valueOf(text) : null;
  }

  /** What an operator wrote, and nothing is there. */
  private static void noteWhatFoundNothing(
      Layout layout, Items items, List<RawPosting> raw, List<String> notes) {
    if (raw.isEmpty()) {
      return;
    }
    layout
        .fields()
        .forEach(
            (field, rule) -> {
              if (raw.stream().noneMatch(one -> one.has(field) || isPaid(field, one))) {
                var hint = rule instanceof Rule.At at ? Hint.nearest(at.where(), items) : null;
                notes.add(
                    "fields.%s “%s” found nothing in any of %d postings%s"
                        .formatted(
                            field.yamlName(),
                            layout.written(field),
                            raw.size(),
                            hint == null ? "" : "; " + hint));
              }
            });
  }

  private static boolean isPaid(Field field, RawPosting posting) {
    return field == Field.PAY && posting.pay() != null;
  }

  /** A few control characters are a mistake in a text, many are no text. */
  private static boolean isNoText(String text) {
    var start = text.substring(0, Math.min(text.length(), 4_096));
    long controls = start.chars().filter(c -> c < 32 && !Character.isWhitespace(c)).count();
    return controls > start.length() / 50;
  }

  /** By how the usual files begin. */
  private static boolean isBinary(byte[] body) {
    return startsWith(body, '%', 'P', 'D', 'F', '-')
        || startsWith(body, 'P', 'K', 3, 4)
        || startsWith(body, 'G', 'I', 'F', '8')
        || startsWith(body, 0x89, 'P', 'N', 'G')
        || startsWith(body, 0xff, 0xd8)
        || startsWith(body, 0x1f, 0x8b);
  }

  private static boolean startsWith(byte[] body, int... start) {
    return body.length >= start.length
        && Arrays.equals(Arrays.copyOf(body, start.length), bytes(start));
  }

  private static byte[] bytes(int[] values) {
    var bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
