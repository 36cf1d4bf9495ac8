package io.earlybrd.board;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/**
 * A page's elements in the document's order, with what is inside of each counted in one pass: what
 * is inside of an element are those from its own number up to its end.
 */
final class PageOutline {
  private static final Set<String> UNSEEN =
      PostingWords.set("head script style noscript template svg iframe select datalist");

  /** Parts of a page in which no postings are listed. */
  private static final Set<String> NOWHERE =
      PostingWords.set("breadcrumb breadcrumbs pagination pager paging paginator nextprev");

  private static final Set<String> MENUS =
      PostingWords.set(
          "nav navbar navigation menu submenu megamenu footer topbar navi navlinks skiplinks");

  private static final Set<String> ASIDE =
      PostingWords.set(
          "filter filters facet facets refine tagcloud tags cloud related similar sidebar"
              + " social share sharing cookie cookies consent language languages lang popular"
              + " newsletter blog news recommended");

  private static final double CLEARLY = 0.75;
  private static final double PERHAPS = 0.5;
  private static final int MOST = 200_000;

  private final LinkLooks looks;
  private final TextLooks texts = new TextLooks();
  private final CssNames names = new CssNames();
  private final List<Element> elements = new ArrayList<>();
  private final Map<Element, Integer> numbers = new IdentityHashMap<>();
  private int[] parents = new int[1_024];
  private int[] ends = new int[1_024];
  private final Counts links = new Counts();
  private final Counts postingLinks = new Counts();
  private final Counts headings = new Counts();
  private final Counts letters = new Counts();
  private double[] zones = {};

  /** Sums up to an element, so that those inside of another are a difference. */
  private static final class Counts {
    private int[] sums = new int[1_025];

    void add(int number, int more) {
      if (number + 2 > sums.length) {
        sums = Arrays.copyOf(sums, 2 * sums.length);
      }
      sums[number + 1] = sums[number] + more;
    }

    int between(int from, int to) {
      return sums[to] - sums[from];
    }
  }

  private PageOutline(LinkLooks looks) {
    this.looks = looks;
  }

  static PageOutline of(Document document, URI base) {
    var outline = new PageOutline(new LinkLooks(base));
    document
        .body()
        .filter(
            new NodeFilter() {
              @Override
              public FilterResult head(Node node, int depth) {
                if (!(node instanceof Element element)) {
                  return FilterResult.CONTINUE;
                }
                if (UNSEEN.contains(element.normalName())) {
                  return FilterResult.SKIP_ENTIRELY;
                }
                if (outline.size() == MOST) {
                  return FilterResult.STOP;
                }
                outline.add(element);
                return FilterResult.CONTINUE;
              }
            });
    outline.end();
    outline.countPostingLinks();
    outline.zone();
    return outline;
  }

  /** The names of its elements, each looked at once. */
  CssNames names() {
    return names;
  }

  TextLooks texts() {
    return texts;
  }

  LinkLooks looks() {
    return looks;
  }

  int size() {
    return elements.size();
  }

  Element element(int number) {
    return elements.get(number);
  }

  /** -1 for what is not seen. */
  int number(Element element) {
    return numbers.getOrDefault(element, -1);
  }

  /** -1 for the body. */
  int parent(int number) {
    return parents[number];
  }

  int end(int number) {
    return ends[number];
  }

  /** Links in it, itself included. */
  int links(int number) {
    return links.between(number, ends[number]);
  }

  /** Links in it that look like a posting's, those to one address beside each other once. */
  int postingLinks(int number) {
    return postingLinks.between(number, ends[number]);
  }

  int headings(int number) {
    return headings.between(number, ends[number]);
  }

  int letters(int number) {
    return letters.between(number, ends[number]);
  }

  /** How likely postings stand there: 0 in navigation, 1 in the page's middle. */
  double zone(int number) {
    return zones[number];
  }

  private void add(Element element) {
    int number = elements.size();
    elements.add(element);
    numbers.put(element, number);
    if (number == ends.length) {
      ends = Arrays.copyOf(ends, 2 * number);
      parents = Arrays.copyOf(parents, 2 * number);
    }
    var parent = element.parent();
    parents[number] = parent == null ? -1 : numbers.getOrDefault(parent, -1);
    boolean isLink = element.normalName().equals("a") && element.hasAttr("href");
    links.add(number, isLink ? 1 : 0);
    headings.add(number, element.normalName().matches("h[1-6]") ? 1 : 0);
    letters.add(number, ownLetters(element));
    ends[number] = number + 1;
  }

  private void end() {
    for (int i = size() - 1; i > 0; i--) {
      if (parents[i] >= 0) {
        ends[parents[i]] = Math.max(ends[parents[i]], ends[i]);
      }
    }
  }

  /** Where some are clearly postings', those that only may be are counted no more. */
  private void countPostingLinks() {
    var hrefs = elements.stream().map(PageOutline::href).toList();
    long clear = hrefs.stream().filter(href -> looks.of(href) >= CLEARLY).limit(3).count();
    double least = clear == 3 ? CLEARLY : PERHAPS;
    var last = "";
    for (int i = 0; i < size(); i++) {
      var href = hrefs.get(i);
      boolean isPosting = looks.of(href) >= least && !href.equals(last);
      last = isPosting ? href : last;
      postingLinks.add(i, isPosting ? 1 : 0);
    }
  }

  private static String href(Element element) {
    return element.normalName().equals("a") ? element.attr("href") : "";
  }

  private static int ownLetters(Element element) {
    int letters = 0;
    for (var node : element.childNodes()) {
      if (node instanceof TextNode text && !text.isBlank()) {
        letters += text.text().length();
      }
    }
    return letters;
  }

  private void zone() {
    zones = new double[size()];
    int all = size() == 0 ? 0 : links(0);
    for (int i = 0; i < size(); i++) {
      double own = i == 0 ? 1 : zoneOf(element(i), links(i) > 0.6 * all && !isMenu(element(i)));
      zones[i] = Math.min(own, parents[i] < 0 ? 1 : zones[parents[i]]);
    }
  }

  private static boolean isMenu(Element element) {
    return element.normalName().equals("nav") || element.attr("role").equals("navigation");
  }

  /** What holds most of the page's links is named after what is beside its middle, too. */
  private static double zoneOf(Element element, boolean isMiddle) {
    var tag = element.normalName();
    if (isMenu(element) || tag.equals("footer") && !isMiddle) {
      return 0;
    }
    double zone = isMiddle ? 1 : tag.equals("header") ? 0.2 : tag.equals("aside") ? 0.4 : 1;
    if (isMiddle || tag.equals("main") || element.className().isEmpty() && element.id().isEmpty()) {
      return zone;
    }
    for (var word : CssNames.words(element)) {
      zone *=
          NOWHERE.contains(word) ? 0 : MENUS.contains(word) ? 0.1 : ASIDE.contains(word) ? 0.3 : 1;
    }
    return zone;
  }
}
