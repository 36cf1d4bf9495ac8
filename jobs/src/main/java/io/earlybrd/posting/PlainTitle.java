package io.earlybrd.posting;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A title without what one board writes and another leaves out: that it is meant for every gender,
 * and the company's own number of the position.
 */
final class PlainTitle {
  private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

  private static final String GENDER =
      "(?:männlich|weiblich|divers[e]?|div|male|female|hommes?|femmes?|gn|[mwfdxhvkia])";

  /** {@code (m/w/d)}, {@code [H/F]}, {@code (f | m | x)}; without brackets only with strokes. */
  private static final Pattern GENDERS =
      Pattern.compile(
          "[(\\[{]\\s*G(?:\\s*[/|*,·:.\\s-]\\s*G){1,4}\\s*[)\\]}]|(?<![\\p{L}\\p{N}])G(?:\\s?[/|]\\s?G){1,4}(?![\\p{L}\\p{N}])"
              .replace("G", GENDER),
          FLAGS);

  private static final Pattern ALL_GENDERS =
      Pattern.compile(
          "[(\\[{]\\s*(?:gn|mwd|wmd|dmw|mfd|fmd|mfx|fmx|divers)\\s*[)\\]}]"
              + "|(?<!\\p{L})(?:all|any|alle) (?:genders?|geschlechter)(?!\\p{L})",
          FLAGS);

  /** Letters that say two genders at least; {@code F/X} says none. */
  private static final Set<Set<Character>> PAIRS =
      Set.of(
          Set.of('m', 'w'),
          Set.of('m', 'f'),
          Set.of('h', 'f'),
          Set.of('h', 'm'),
          Set.of('m', 'v'),
          Set.of('m', 'k'));

  /** Only what says that it is a number of that kind: other numbers belong to the title. */
  private static final Pattern REFERENCE =
      Pattern.compile(
          "[\\s,|(\\[–—-]*(?:"
              + "(?<!\\p{L})(?:ref|reference|referenz|réf|référence|req|requisition|kennziffer"
              + "|stellennummer|(?:job|req|stellen)[ -]?(?:id|no|nr|number|code))[\\s.:#°-]*"
              + "(?:(?:id|no|nr|number)[\\s.:#°-]*)?[a-z]{0,4}[-_/]?\\d[\\w/.-]*"
              + "|(?<![\\p{L}\\p{N}])(?:jr|req|r)[-_]?\\d{4,}"
              + "|#\\s?\\d{3,}"
              + "|(?<=[(\\[])\\d{5,}"
              + ")\\s*[)\\]]?\\s*$",
          FLAGS);

  private PlainTitle() {}

  static String of(String title) {
    var neutral = GENDERS.matcher(title).replaceAll(PlainTitle::withoutGenders);
    return REFERENCE.matcher(ALL_GENDERS.matcher(neutral).replaceAll(" ")).replaceFirst("");
  }

  private static String withoutGenders(MatchResult found) {
    var letters = new TreeSet<Character>();
    for (var gender : found.group().toLowerCase(java.util.Locale.ROOT).split("[^\\p{L}]+")) {
      if (!gender.isEmpty()) {
        letters.add(gender.charAt(0));
      }
    }
    return PAIRS.stream().anyMatch(letters::containsAll)
        ? " "
        : java.util.regex.Matcher.quoteReplacement(found.group());
  }
}
