package io.earlybrd.board;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Finds the postings of a page of which nothing is known: by what is repeated on it, each time with
 * a link of its own and something like a job's title. Pure.
 */
final class HtmlGuess {
  private static final int SAMPLE = 40;
  private static final int BEST = 5;

  /** Ends in something that is found inside of its like. */
  private static final Pattern FLAT =
      Pattern.compile("(?:^|[ >])(tr|li|article|table)(?:[.:\\[][^ ]*(?: > [^ ]*\\))?)?$");

  private final Document document;
  private final PageOutline outline;

  private HtmlGuess(Document document, URI base) {
    this.document = document;
    this.outline = PageOutline.of(document, base);
  }

  /** Postings that some selector finds, and what speaks for it. */
  private record Candidate(Guess guess, Set<String> identities) {}

  /**
   * Ways to read postings from {@code document}, best first; empty where nothing is like one. Time
   * grows with the document's size alone.
   *
   * @param page what the document's relative links start from
   */
  static List<Guess> of(Document document, URI page) {
    var guess = new HtmlGuess(document, page);
    var candidates = new ArrayList<Candidate>();
    for (var group : RepeatedElements.of(guess.outline)) {
      var candidate = guess.candidate(group);
      if (candidate != null) {
        candidates.add(candidate);
      }
    }
    candidates.sort(Comparator.comparingDouble((Candidate one) -> one.guess().score()).reversed());
    var guesses = new ArrayList<Guess>();
    var seen = new HashSet<Set<String>>();
    for (var candidate : candidates) {
      if (guesses.size() < BEST && seen.add(candidate.identities())) {
        guesses.add(candidate.guess());
      }
    }
    return guesses;
  }

  private @Nullable Candidate candidate(RepeatedElements.Group group) {
    var selector = flat(group.selector());
    var all = document.select(selector);
    var elements = all.stream().filter(element -> outline.number(element) >= 0).toList();
    if (elements.size() < 2 || all.size() > FoundPostings.MOST) {
      return null;
    }
    var sample = sample(elements);
    if (sample.size() < 2) {
      return null;
    }
    var fields = CardFields.of(sample, outline);
    var title = fields.found().get(Field.TITLE);
    if (title == null) {
      return null;
    }
    var whole = whole(elements, fields);
    boolean isUnlike = fields.linkLooks() < 0.4 && fields.titleLooks() < 0.5;
    if (whole.size() < 2 || isUnlike) {
      return null;
    }
    var posting = whole.size() == all.size() ? selector : narrowed(selector, whole, title);
    int count = document.select(posting).size();
    var guess = new Guess(posting, written(fields), count, score(group, fields, whole, count));
    return guess.score() <= 0 ? null : new Candidate(guess, identities(whole, fields));
  }

  /** A table that lays out the page has rows around those of the postings. */
  private String flat(String selector) {
    var last = FLAT.matcher(selector);
    if (!last.find()) {
      return selector;
    }
    var elements = document.select(selector);
    var all = Collections.newSetFromMap(new IdentityHashMap<Element, Boolean>());
    all.addAll(elements);
    boolean nested =
        elements.stream().anyMatch(element -> element.parents().stream().anyMatch(all::contains));
    return nested ? selector + ":not(:has(" + last.group(1) + "))" : selector;
  }

  /**
   * Without what surely is no posting: empty elements, heads of tables, most often without links.
   */
  private List<Element> sample(List<Element> elements) {
    var some =
        elements.stream()
            .filter(element -> outline.letters(outline.number(element)) >= 3)
            .filter(element -> !element.children().is("th"))
            .toList();
    var linked = some.stream().filter(one -> outline.links(outline.number(one)) > 0).toList();
    return spread(2 * linked.size() >= some.size() ? linked : some);
  }

  private static List<Element> spread(List<Element> elements) {
    if (elements.size() <= SAMPLE) {
      return elements;
    }
    var some = new ArrayList<Element>();
    for (int i = 0; i < SAMPLE; i++) {
      some.add(elements.get(i * elements.size() / SAMPLE));
    }
    return some;
  }

  /** Those that have a title, and a link where postings have one. */
  private List<Element> whole(List<Element> elements, CardFields fields) {
    var title = HtmlField.parse(fields.found().get(Field.TITLE).where());
    var url = fields.found().get(Field.URL);
    var link = url == null ? null : HtmlField.parse(url.where());
    // Between cards of postings stand others that lead to the blog.
    double least = fields.linkLooks() >= 0.6 ? 0.3 : 0;
    return elements.stream()
        .filter(element -> title.textOf(element, Field.TITLE) != null)
        .filter(element -> link == null || looks(link.textOf(element, Field.URL)) >= least)
        .toList();
  }

  private double looks(@Nullable String href) {
    return href == null ? -1 : outline.looks().of(href);
  }

  /** Without heads of tables, empty elements and what else has no title or link. */
  private String narrowed(String selector, List<Element> whole, CardSlot title) {
    var having = new ArrayList<String>();
    if (selector.endsWith("tr") || selector.contains("tr.")) {
      having.add(":has(td a[href])");
      having.add(":has(td)");
    }
    having.add(":has(a[href])");
    if (title.where().startsWith(":scope > ")) {
      having.add(":has(" + title.where().substring(":scope ".length()) + ")");
    } else if (!title.where().startsWith(":scope")) {
      having.add(":has(" + title.where() + ")");
    }
    var marker = marker(whole.getFirst());
    if (marker != null) {
      having.add(":has(a[href*=\"" + marker + "\"])");
    }
    for (var more : having) {
      var narrowed = document.select(selector + more);
      if (narrowed.equals(whole)) {
        return selector + more;
      }
    }
    return selector;
  }

  private static @Nullable String marker(Element posting) {
    for (var link : posting.select("a[href]")) {
      var marker = LinkLooks.marker(link.attr("href"));
      if (marker != null) {
        return marker;
      }
    }
    return null;
  }

  private Map<String, List<String>> written(CardFields fields) {
    var written = new LinkedHashMap<String, List<String>>();
    fields.found().forEach((field, slot) -> written.put(field.yamlName(), List.of(slot.where())));
    if (fields.id() != null) {
      written.put(Field.ID.yamlName(), List.of(fields.id()));
    }
    return written;
  }

  private double score(
      RepeatedElements.Group group, CardFields fields, List<Element> whole, int count) {
    double zone = 0;
    double links = 0;
    for (var element : whole) {
      int number = outline.number(element);
      zone += outline.zone(number);
      links += outline.postingLinks(number);
    }
    double each = links / whole.size();
    long others =
        fields.found().keySet().stream()
            .filter(field -> field != Field.TITLE && field != Field.URL)
            .count();
    double likeness =
        0.1
            + 0.35 * fields.titleLooks()
            + 0.4 * fields.linkLooks()
            + 0.15 * Math.min(1, others / 3.0);
    return likeness
        * (zone / whole.size())
        * ((double) whole.size() / count)
        * (each > 1.4 ? 1.4 / each : 1)
        * (0.8 + 0.2 * group.worth())
        * Math.sqrt(Math.log(1 + whole.size()));
  }

  /** Which postings they are, whatever selector found them. */
  private static Set<String> identities(List<Element> whole, CardFields fields) {
    var place = fields.found().getOrDefault(Field.URL, fields.found().get(Field.TITLE));
    var where = HtmlField.parse(place.where());
    var identities = new HashSet<String>();
    for (var element : whole) {
      identities.add(String.valueOf(where.textOf(element, Field.TITLE)));
    }
    return identities;
  }
}
