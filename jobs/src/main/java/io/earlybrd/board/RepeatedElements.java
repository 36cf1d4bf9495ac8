package io.earlybrd.board;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Selectors by which several elements of a page are found that may each be a posting. */
final class RepeatedElements {
  private static final Set<String> NEVER =
      PostingWords.set(
          "html body main head nav br hr img input option select button label form table thead"
              + " tbody tfoot ol path span b i em strong small time sup sub u code figure picture"
              + " font center iframe video audio hgroup");

  /** They may be postings also without a link or a heading. */
  private static final Set<String> ROWS = PostingWords.set("li tr article dl section dt");

  private static final Set<String> TABLE_PARTS = Set.of("tbody", "thead", "tfoot");
  private static final int LARGEST = 1_500;
  private static final int LONGEST = 30_000;
  private static final int TOKENS = 6;
  private static final int BEST = 25;

  private final PageOutline outline;
  private final @Nullable Parent[] parents;
  private final @Nullable String[] scopes;
  private final Map<String, Members> groups = new HashMap<>();

  /** Elements that the same selector finds. */
  private static final class Members {
    private final double worth;
    private int[] numbers = new int[4];
    private int size;

    Members(double worth) {
      this.worth = worth;
    }

    void add(int number) {
      if (size > 0 && numbers[size - 1] == number) {
        return;
      }
      if (size == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * size);
      }
      numbers[size++] = number;
    }

    long sameness() {
      long hash = size;
      for (int i = 0; i < size; i++) {
        hash = hash * 1_000_003 + numbers[i];
      }
      return hash;
    }
  }

  /**
   * A selector, and how lasting it is.
   *
   * @param worth 0 to 1
   */
  record Group(String selector, double worth) {}

  private record Ranked(Group group, long sameness, double rank) {}

  private RepeatedElements(PageOutline outline) {
    this.outline = outline;
    this.parents = new Parent[outline.size()];
    this.scopes = new String[outline.size()];
  }

  /** At most 25, the likeliest first; of those that find the same elements the most lasting. */
  static List<Group> of(PageOutline outline) {
    var repeated = new RepeatedElements(outline);
    for (int i = 1; i < outline.size(); i++) {
      if (repeated.mayBePosting(i)) {
        repeated.addByNames(i);
        repeated.addByParent(i);
      }
      repeated.addByLink(i);
    }
    return repeated.best();
  }

  private boolean mayBePosting(int number) {
    var tag = outline.element(number).normalName();
    int letters = outline.letters(number);
    return !NEVER.contains(tag)
        && outline.zone(number) > 0.01
        && outline.end(number) - number <= LARGEST
        && letters >= 3
        && letters <= LONGEST
        && (outline.links(number) > 0 || outline.headings(number) > 0 || ROWS.contains(tag));
  }

  private void addByNames(int number) {
    var element = outline.element(number);
    int taken = 0;
    for (var token : outline.names().of(element)) {
      if (!CssNames.isLayout(token) && taken++ < TOKENS) {
        var selector = element.normalName() + token.css();
        add(selector, token.worth(), number);
        var scope = scope(outline.parent(number));
        if (!scope.isEmpty()) {
          add(scope + " " + selector, 0.95 * token.worth(), number);
        }
      }
    }
  }

  private void addByParent(int number) {
    var tag = outline.element(number).normalName();
    int list = outline.parent(number);
    var parent = parent(list, 0);
    add(parent.with(tag), parent.isNamed() ? 0.6 : 0.2, number);
    if (list > 0) {
      // Lists of the same kind that are named after what is in them.
      var lists = outline.element(list).normalName();
      var above = parent(outline.parent(list), 1);
      add(above.with(lists) + " > " + tag, above.isNamed() ? 0.4 : 0.2, number);
    }
  }

  /** By where its link leads, for pages whose names are all made anew: the largest with but one. */
  private void addByLink(int number) {
    var link = outline.element(number);
    boolean isPosting = link.normalName().equals("a") && outline.postingLinks(number) == 1;
    var marker =
        isPosting && outline.zone(number) > 0.01 ? LinkLooks.marker(link.attr("href")) : null;
    if (marker == null) {
      return;
    }
    var path = "a[href*=\"" + marker + "\"]";
    add(path, 0.35, number);
    int top = number;
    for (int depth = 0; depth < 8; depth++) {
      int up = outline.parent(top);
      if (up <= 0 || outline.postingLinks(up) != 1 || outline.end(up) - up > LARGEST) {
        break;
      }
      var tag = outline.element(up).normalName();
      top = up;
      if (tag.equals("li") || tag.equals("tr") || tag.equals("article")) {
        add(tag + ":has(a[href*=\"" + marker + "\"])", 0.45, up);
      }
      if (!NEVER.contains(tag)) {
        add(tag + ":has(> " + path + ")", 0.3, up);
      }
      path = tag + " > " + path;
    }
  }

  private void add(String selector, double worth, int number) {
    groups.computeIfAbsent(selector, key -> new Members(worth)).add(number);
  }

  /**
   * A way down to an element's parent.
   *
   * @param isNamed whether it begins at something with a name
   */
  private record Parent(String css, boolean isNamed) {
    String with(String tag) {
      return css + (css.endsWith(" ") ? "" : " > ") + tag;
    }
  }

  /** From the nearest thing above that has a name: {@code ul.jobs}, {@code #results > div}. */
  private Parent parent(int number, int depth) {
    if (number < 0) {
      return new Parent("body", false);
    }
    var known = parents[number];
    if (known == null || depth > 0) {
      known = newParent(number, depth);
    }
    if (depth == 0) {
      parents[number] = known;
    }
    return known;
  }

  private Parent newParent(int number, int depth) {
    var element = outline.element(number);
    var tag = element.normalName();
    var id = CssNames.id(element);
    var tokens = outline.names().of(element);
    if (id != null) {
      return new Parent(id, true);
    }
    if (TABLE_PARTS.contains(tag)) {
      var table = parent(outline.parent(number), depth);
      return new Parent(table.css() + " ", table.isNamed());
    }
    if (!tokens.isEmpty() && !CssNames.isLayout(tokens.getFirst())) {
      return new Parent(tag + tokens.getFirst().css(), true);
    }
    if (depth >= 3 || tag.equals("main") || tag.equals("body")) {
      return new Parent(tag, tag.equals("main"));
    }
    var above = parent(outline.parent(number), depth + 1);
    return new Parent(
        above.with(tokens.isEmpty() ? tag : tag + tokens.getFirst().css()), above.isNamed());
  }

  /** The nearest id above, or {@code main}; empty where there is none. */
  private String scope(int number) {
    if (number < 0) {
      return "";
    }
    var known = scopes[number];
    if (known == null) {
      var id = CssNames.id(outline.element(number));
      known =
          id != null
              ? id
              : outline.element(number).normalName().equals("main")
                  ? "main"
                  : scope(outline.parent(number));
      scopes[number] = known;
    }
    return known;
  }

  private List<Group> best() {
    var ranked = new ArrayList<Ranked>();
    groups.forEach(
        (selector, members) -> {
          double rank = members.size < 2 ? 0 : rank(members);
          if (rank > 0) {
            var group = new Group(selector, members.worth);
            ranked.add(new Ranked(group, members.sameness(), rank));
          }
        });
    ranked.sort(
        Comparator.comparingDouble(Ranked::rank)
            .reversed()
            .thenComparing(one -> -one.group().worth())
            .thenComparing(one -> one.group().selector().length())
            .thenComparing(one -> one.group().selector()));
    var seen = new HashSet<Long>();
    return ranked.stream()
        .filter(one -> seen.add(one.sameness()))
        .limit(BEST)
        .map(Ranked::group)
        .toList();
  }

  /** By counts alone, before anything is read. */
  private double rank(Members members) {
    double zone = 0;
    double posting = 0;
    double linked = 0;
    double headed = 0;
    int nested = 0;
    int reached = 0;
    for (int i = 0; i < members.size; i++) {
      int number = members.numbers[i];
      zone += outline.zone(number);
      linked += outline.links(number) > 0 ? 1 : 0;
      headed += outline.headings(number) > 0 ? 1 : 0;
      int postings = outline.postingLinks(number);
      posting += postings == 0 ? 0 : Math.min(1, 1.5 / postings);
      nested += number < reached ? 1 : 0;
      reached = Math.max(reached, outline.end(number));
    }
    int size = members.size;
    if (nested > size / 10) {
      return 0;
    }
    return zone
        / size
        * (0.1 + 0.6 * posting / size + 0.2 * headed / size + 0.1 * linked / size)
        * Math.log(1 + size)
        * (0.7 + 0.3 * members.worth);
  }
}
