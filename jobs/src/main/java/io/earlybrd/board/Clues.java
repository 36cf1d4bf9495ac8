package io.earlybrd.board;

import io.earlybrd.board.Board.Format;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/** What a document tells of how its board may be read, best first. */
final class Clues {
  /** A vendor's shape is one when so many of the first postings have it. */
  private static final double SHAPED = 0.7;

  private static final int LOOKED_AT = 30;

  private static final Pattern FEED =
      Pattern.compile("(?si)\\A.{0,2000}?<(?:rss|feed|rdf:RDF|channel)\\b.*");

  private final Presets presets;
  private final String text;
  private final URI url;
  private final List<Candidate> candidates = new ArrayList<>();

  /**
   * @param url where the document was found
   */
  Clues(Presets presets, String text, URI url) {
    this.presets = presets;
    this.text = text;
    this.url = url;
  }

  /** Vendors whose addresses look like {@code address}. */
  static List<Candidate> bySlug(Presets presets, URI address, String how) {
    var found = new ArrayList<Candidate>();
    for (var preset : presets.all()) {
      var slug = preset.slugOf(preset.names(address));
      if (slug != null) {
        found.add(Candidate.ofSlug(preset, slug, how));
      }
    }
    return found;
  }

  List<Candidate> candidates() throws InterruptedException {
    var start = text.stripLeading();
    boolean json = start.startsWith("{") || start.startsWith("[");
    boolean html = !json && HtmlKind.is(start);
    shapes();
    if (json) {
      json();
    } else if (!html) {
      xml();
    } else {
      html();
    }
    return candidates;
  }

  /** Vendors whose documents look like this one: the more of it they know, the better. */
  private void shapes() {
    record Shaped(Preset preset, int size, int postings) {}
    var shaped = new ArrayList<Shaped>();
    for (var preset : presets.all()) {
      for (var layout : preset.recipe().layouts()) {
        int postings = layout.shape().isEmpty() ? 0 : shapedPostings(layout);
        if (postings > 0) {
          shaped.add(new Shaped(preset, layout.shape().size(), postings));
        }
      }
    }
    shaped.sort(
        java.util.Comparator.comparingInt(Shaped::size)
            .thenComparingInt(Shaped::postings)
            .reversed());
    for (var one : shaped) {
      candidates.add(Candidate.ofPreset(one.preset(), url, "the shape of the answer"));
    }
  }

  /** How many of its postings have the layout's shape; 0 where too few do. */
  private int shapedPostings(Layout layout) {
    try {
      var items = BoardReader.items(layout, text, url, new ArrayList<>());
      var wheres = layout.shape().stream().map(at -> Where.parse(at, layout.format())).toList();
      var taken =
          items.items().stream()
              .filter(item -> layout.takes(item, Names.NONE))
              .limit(LOOKED_AT)
              .toList();
      long fitting =
          taken.stream()
              .filter(
                  item ->
                      wheres.stream()
                          .allMatch(
                              at ->
                                  !item.parts(at).isEmpty()
                                      || !item.texts(at, Field.TITLE).isEmpty()))
              .count();
      return fitting > 0 && fitting >= SHAPED * taken.size() ? items.items().size() : 0;
    } catch (UnreadableBoard | RuntimeException e) {
      return 0;
    }
  }

  private void json() {
    if (text.contains("jsonfeed.org/version")) {
      candidates.add(Candidate.ofFeed(url, "a JSON Feed", null));
    }
    if (text.contains("\"JobPosting\"")) {
      candidates.add(Candidate.of(url, Format.JSONLD, Map.of(), "JSON-LD", null));
    }
    try {
      for (var guess : JsonGuess.of(JsonBoard.parse(text))) {
        candidates.add(
            Candidate.of(url, Format.JSON, entry(guess), "a list of postings in JSON", null));
      }
    } catch (UnreadableBoard e) {
      // What looks like JSON and is none leaves nothing to guess.
    }
  }

  private void xml() {
    if (FEED.matcher(text).matches()) {
      candidates.add(Candidate.ofFeed(url, "a feed", null));
      return;
    }
    var document = Jsoup.parse(text, url.toString(), Parser.xmlParser());
    for (var guess : XmlGuess.of(document)) {
      candidates.add(
          Candidate.of(url, Format.XML, entry(guess), "a list of postings in XML", null));
    }
  }

  private void html() {
    Document document;
    try {
      Nesting.require(text);
      document = HtmlBoard.parse(text, url);
    } catch (UnreadableBoard e) {
      return;
    }
    embedded(document);
    feeds(document);
    jsonLd(document);
    scripts(document);
    for (var guess : HtmlGuess.of(document, url)) {
      var entry = new LinkedHashMap<String, Object>(entry(guess));
      if (document.selectFirst("a[rel=next][href], link[rel=next][href]") != null) {
        entry.put("next", "^[rel=next] @href");
      }
      candidates.add(
          Candidate.of(url, Format.HTML, entry, "the page's repeated structure", title(document)));
    }
  }

  /** Vendors that the page shows a board of, in a frame, by a script, or by a link. */
  private void embedded(Document document) {
    Set<Candidate> found = new LinkedHashSet<>();
    for (var frame : document.select("iframe[src], script[src], a[href]")) {
      var address =
          Links.resolve(url, frame.hasAttr("src") ? frame.attr("src") : frame.attr("href"));
      if (address != null && !frame.nameIs("a")) {
        found.addAll(bySlug(presets, URI.create(address), "what the page embeds"));
      }
    }
    for (var preset : presets.all()) {
      for (var pattern : preset.embedded()) {
        var match = pattern.matcher(text);
        while (match.find() && found.size() < 5) {
          var slug = preset.slugOf(Preset.named(match));
          if (slug != null) {
            found.add(Candidate.ofSlug(preset, slug, "what the page embeds"));
          }
        }
      }
    }
    candidates.addAll(found);
  }

  private void feeds(Document document) {
    var links =
        document.select(
            "link[rel~=(?i)\\balternate\\b][type~=(?i)(rss|atom|rdf|feed\\+json)][href]");
    for (var link : links) {
      var address = Links.resolve(HtmlBoard.baseOf(document, url), link.attr("href"));
      var about = link.attr("title") + " " + link.attr("href");
      if (address != null && !about.toLowerCase(java.util.Locale.ROOT).contains("comment")) {
        candidates.add(Candidate.ofFeed(URI.create(address), "the page's feed", title(document)));
      }
    }
  }

  private void jsonLd(Document document) {
    if (!document.select("script[type*=ld+json]").isEmpty()
        && (text.contains("JobPosting") || text.contains("ItemList"))) {
      candidates.add(
          Candidate.of(url, Format.JSONLD, Map.of(), "the page's JSON-LD", title(document)));
    }
  }

  /** Data that the page carries for its own scripts. */
  private void scripts(Document document) {
    for (var script : document.select("script[id][type*=json]:not([type*=ld+json])")) {
      try {
        var data = JsonBoard.parse(ScriptJson.of(text, script.id()));
        JsonGuess.of(data).stream()
            .limit(1)
            .forEach(
                guess -> {
                  var entry = new LinkedHashMap<String, Object>();
                  entry.put("script", script.id());
                  entry.putAll(entry(guess));
                  candidates.add(
                      Candidate.of(url, Format.JSON, entry, "a script's data", title(document)));
                });
      } catch (UnreadableBoard e) {
        // Another script may have it.
      }
    }
  }

  /** A guess in the language of boards.yaml. */
  private static Map<String, Object> entry(Guess guess) {
    var fields = new LinkedHashMap<String, Object>();
    guess
        .fields()
        .forEach(
            (name, places) ->
                fields.put(
                    name,
                    places.size() == 1
                        ? places.getFirst()
                        : Map.of(name.equals("location") ? "parts" : "all", places)));
    var entry = new LinkedHashMap<String, Object>();
    entry.put("posting", guess.posting());
    entry.put("fields", fields);
    return entry;
  }

  private static @Nullable String title(Document document) {
    var site = document.selectFirst("meta[property=og:site_name]");
    var title = site == null ? document.title() : site.attr("content");
    return io.earlybrd.posting.ShownText.plainLine(title);
  }

  /** Whether a document is a page rather than XML. */
  private static final class HtmlKind {
    private HtmlKind() {}

    static boolean is(String start) {
      var head =
          start.substring(0, Math.min(2_000, start.length())).toLowerCase(java.util.Locale.ROOT);
      return !FEED.matcher(head).matches() && (!head.startsWith("<?xml") || head.contains("<html"));
    }
  }
}
