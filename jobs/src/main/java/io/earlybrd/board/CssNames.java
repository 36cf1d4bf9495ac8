package io.earlybrd.board;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * By which of its classes and attributes an element will still be found tomorrow. Classes that a
 * build tool hashes, that say a state, or that number an element are none; those that only lay out
 * are the last resort.
 */
final class CssNames {
  /** Of one element; more are seldom anything but layout. */
  private static final int CLASSES = 24;

  private static final Pattern PLAIN = Pattern.compile("-?[A-Za-z_][A-Za-z0-9_-]{0,60}");

  private static final Pattern HASHED =
      Pattern.compile(
          "css-.*|sc-.*|jsx-.*|jss\\d+|svelte-.*|_ngcontent.*|ng-.*|astro-.*|emotion-.*|c\\d+"
              + "|data-v-.*|[a-z]{0,3}\\d[a-z0-9]*\\d[a-z0-9]*|makeStyles-.*|tss-.*|r-.{5,8}");

  /** What CSS modules and styled components leave readable: {@code JobCard_title__x1Y2z}. */
  private static final Pattern HASHED_END =
      Pattern.compile(
          "([A-Za-z][A-Za-z0-9-]*(?:_[A-Za-z][A-Za-z0-9-]*)?_{1,2}|[A-Z][A-Za-z]+__[A-Z][A-Za-z]+-)(?:sc-)?([A-Za-z0-9_+-]{4,12})");

  private static final Pattern NUMBERED = Pattern.compile(".*\\d{3,}.*|.*[-_]\\d{1,2}");

  private static final Pattern STATE =
      Pattern.compile(
          "(?:is|has|js)-.*|.*--(?:active|selected|first|last|odd|even|new|open|featured)|no-.*"
              + "|(?:.*-)?(?:active|odd|even|first|last|featured|current|selected|open|opened|closed"
              + "|expanded|collapsed|hidden|visible|show|hover|focus|new|alt|alternate|highlight"
              + "|highlighted|premium|sponsored|promoted|urgent|sticky|fade|in|out|lazy|lazyloaded"
              + "|loaded|animated|animate|disabled|enabled|position_filled|seen|unread|hot)");

  private static final Pattern LAYOUT =
      Pattern.compile(
          "row|cols?|columns?|col-.*|column-.*|cell|grid.*|flex.*|container.*|wrapper|wrap|inner|outer"
              + "|content|clearfix|clear|block|inline.*|relative|absolute|static|fixed|sticky|position-.*"
              + "|d-.*|[mp][trblxyse]?-.*|g[xy]?-.*|gap-.*|space-.*|w-.*|h-.*|(?:min|max)-[wh]-.*|text-.*"
              + "|font-.*|fs-.*|fw-.*|leading-.*|tracking-.*|truncate|uppercase|bg-.*|border.*|rounded.*"
              + "|shadow.*|align-.*|justify-.*|items-.*|self-.*|order-.*|overflow-.*|z-.*|top-.*|left-.*"
              + "|right-.*|bottom-.*|float-.*|pull-.*|cursor-.*|transition.*|duration-.*|ease-.*|group"
              + "|small|large|medium|(?:small|large|medium|xs|sm|md|lg|xl)-.*|btn.*|button.*|link.*|size-.*"
              + "|divide-.*|ring-.*|opacity-.*|underline|outline.*|object-.*|aspect-.*|antialiased"
              + "|left|right|center|box|section|main|body|line|ul|li|divider|bold|muted|lead|media.*"
              + "|wp-block-.*|elementor.*|vc_.*|et_pb_.*|fusion-.*|uk-.*|mdc-.*|Mui.*|ant-.*|hentry"
              + "|status-.*|tag-.*|category-.*|format-.*|type-post|list-unstyled|list-none");

  private static final Set<String> POSTING =
      PostingWords.set(
          "job jobs posting position vacancy vacancies opening openings offer offre career careers"
              + " role opportunity stelle stellen emploi annonce empleo oferta vaga vacature gig"
              + " project result listing requisition stellenangebot stellenanzeige");

  private static final Set<String> LIST =
      PostingWords.set("card item entry tile post teaser list row article element panel accordion");

  /** Attributes that programs and their tests find elements by. */
  private static final List<String> MARKS =
      List.of(
          "itemprop",
          "itemtype",
          "data-testid",
          "data-test",
          "data-qa",
          "data-cy",
          "data-ui",
          "data-automation-id",
          "data-automation",
          "data-component",
          "data-hook",
          "data-role",
          "role");

  private final Map<Element, List<Token>> known = new IdentityHashMap<>();
  private final Map<String, Optional<Token>> classes = new HashMap<>();

  /**
   * A part of a selector that an element matches.
   *
   * @param css to follow the tag
   * @param worth how telling and how lasting, 0 to 1
   */
  record Token(String css, double worth, String name) {}

  /** The best first; empty for an element that nothing but its tag tells. */
  List<Token> of(Element element) {
    return known.computeIfAbsent(element, this::tokens);
  }

  private List<Token> tokens(Element element) {
    if (element.attributesSize() == 0) {
      return List.of();
    }
    var tokens = new ArrayList<Token>();
    for (var mark : MARKS) {
      if (element.hasAttr(mark)) {
        var token = mark(mark, element.attr(mark));
        if (token != null) {
          tokens.add(token);
        }
      }
    }
    int taken = 0;
    for (var name : element.classNames()) {
      if (taken++ < CLASSES) {
        classes
            .computeIfAbsent(name, key -> Optional.ofNullable(ofClass(key)))
            .ifPresent(tokens::add);
      }
    }
    tokens.sort(Comparator.comparingDouble(token -> -token.worth()));
    return tokens;
  }

  /** {@code #results}; null where there is no id, or one that is made anew. */
  static @Nullable String id(Element element) {
    var id = element.id();
    return PLAIN.matcher(id).matches() && !isFleeting(id) && !NUMBERED.matcher(id).matches()
        ? "#" + id
        : null;
  }

  static boolean isLayout(Token token) {
    return token.worth() <= 0.3;
  }

  /** The words of all that names an element, also of what is no selector. */
  static List<String> words(Element element) {
    return FieldNames.split(element.className() + " " + element.id());
  }

  private static @Nullable Token mark(String attribute, String value) {
    if (attribute.equals("itemtype")) {
      return value.endsWith("/JobPosting") ? new Token("[itemtype$=JobPosting]", 1, "job") : null;
    }
    boolean telling =
        PLAIN.matcher(value).matches() && !isFleeting(value) && !NUMBERED.matcher(value).matches();
    if (!telling || attribute.equals("role") && !value.matches("listitem|article|row")) {
      return null;
    }
    double worth =
        attribute.equals("role") ? 0.4 : attribute.equals("itemprop") ? 0.95 : worth(value);
    return new Token("[" + attribute + "=" + value + "]", worth, value);
  }

  private static @Nullable Token ofClass(String name) {
    if (!PLAIN.matcher(name).matches() || STATE.matcher(name).matches()) {
      return null;
    }
    var end = HASHED_END.matcher(name);
    if (end.matches() && isRandom(end.group(2))) {
      return new Token("[class*=" + end.group(1) + "]", 0.8 * worth(end.group(1)), end.group(1));
    }
    if (isFleeting(name) || NUMBERED.matcher(name).matches() && !LAYOUT.matcher(name).matches()) {
      return null;
    }
    return new Token("." + name, worth(name), name);
  }

  private static double worth(String name) {
    if (LAYOUT.matcher(name).matches()) {
      return 0.3;
    }
    var words = FieldNames.split(name);
    if (words.stream().anyMatch(POSTING::contains)) {
      return 1;
    }
    return words.stream().anyMatch(LIST::contains) ? 0.9 : 0.7;
  }

  private static boolean isFleeting(String name) {
    return HASHED.matcher(name).matches()
        || name.indexOf('-') < 0 && name.indexOf('_') < 0 && isRandom(name);
  }

  /** No word that anybody would write: {@code kGtwZP}, {@code x1Y2z}. */
  private static boolean isRandom(String text) {
    if (text.length() < 4) {
      return false;
    }
    int changes = 0;
    int vowels = 0;
    int digitsInside = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      vowels += "aeiouyAEIOUY".indexOf(c) >= 0 ? 1 : 0;
      if (i > 0) {
        boolean wasUpper = Character.isUpperCase(text.charAt(i - 1));
        changes += wasUpper != Character.isUpperCase(c) ? 1 : 0;
        boolean inside = Character.isDigit(c) && i < text.length() - 1;
        digitsInside += inside && Character.isLetter(text.charAt(i + 1)) ? 1 : 0;
      }
    }
    boolean camel = text.matches("[a-z]*(?:[A-Z][a-z]{2,})+");
    return digitsInside > 0
        || text.length() >= 5 && vowels == 0
        || !camel && changes >= 3 && text.length() <= 10;
  }
}
