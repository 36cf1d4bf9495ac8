package io.earlybrd.board;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    var all = document.select(group.selector());
    var elements = all.stream().filter(element -> outline.number(element) >= 0).toList();
    if (elements.size() < 2 || all.size() > FoundPostings.MOST) {
      return null;
    }
    var sample = spread(elements.stream().filter(this::saysSomething).toList());
    if (sample.size() < 2) {
      return null;
    }
    var fields = CardFields.of(sample, outline);
    var title = fields.found().get(Field.TITLE);
    if (title == null) {
      return null;
    }
    var whole = whole(elements, fields);
    if (whole.size() < 2) {
      return null;
    }
    var posting =
        whole.size() == all.size() ? group.selector() : narrowed(group.selector(), whole, title);
    int count = document.select(posting).size();
    var guess = new Guess(posting, written(fields), count, score(group, fields, whole, count));
    return guess.score() <= 0 ? null : new Candidate(guess, identities(whole, fields));
  }

  private boolean saysSomething(Element element) {
    return outline.letters(outline.number(element)) >= 3 && !element.children().is("th");
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
  private static List<Element> whole(List<Element> elements, CardFields fields) {
    var title = HtmlField.parse(fields.found().get(Field.TITLE).where());
    var url = fields.found().get(Field.URL);
    var link = url == null ? null : HtmlField.parse(url.where());
    return elements.stream()
        .filter(element -> title.textOf(element, Field.TITLE) != null)
        .filter(element -> link == null || link.textOf(element, Field.URL) != null)
        .toList();
  }

  /** Without heads of tables, empty elements and what else has no title or link. */
  private String narrowed(String selector, List<Element> whole, CardSlots.Slot title) {
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
    for (var more : having) {
      var narrowed = document.select(selector + more);
      if (narrowed.equals(whole)) {
        return selector + more;
      }
    }
    return selector;
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
