package io.earlybrd.posting;

import io.earlybrd.search.TextFold;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Title, company and place as one number, {@code posting.same_as}: the same posting on several
 * boards has the same, although each board writes it in its own way. Two postings that are not the
 * same may share one (a company that fills a position twice); they are shown together, and none is
 * left out. Whoever changes these rules counts up {@link io.earlybrd.search.SearchVector#RULES},
 * which makes boards' postings be stored anew. Stateless.
 */
final class SameAs {
  /** What others write as a sign, which folding drops. */
  private static final Set<String> AND = Set.of("and", "und", "et");

  private static final Set<String> LEGAL_FORMS =
      Set.of(
          ("inc incorporated ltd limited llc llp lp plc corp corporation co company gmbh mbh ag se"
               + " kg kgaa ohg ug ev eg sa sas sasu sarl srl spa sl slu bv nv oy oyj ab as asa aps"
               + " pte pty pvt private kk sro spzoo doo kft")
              .split(" "));

  private static final Set<String> REMOTE = Set.of("remote", "anywhere", "worldwide", "telework");

  /** What is said beside it without naming a place. */
  private static final Set<String> NO_PLACE =
      Set.of(
          "remote",
          "anywhere",
          "worldwide",
          "telework",
          "fully",
          "100",
          "only",
          "work",
          "working",
          "from",
          "home",
          "first",
          "or",
          "in",
          "within",
          "based",
          "the",
          "global",
          "globally");

  /** Where what a person calls the place ends. */
  private static final Pattern PLACE_END = Pattern.compile("[,;|(/]|\\s[-–—]\\s");

  private static final Pattern POLISH =
      Pattern.compile("\\bsp\\.? ?z ?o\\.? ?o\\b\\.?", Pattern.CASE_INSENSITIVE);

  private static final Pattern DOT_OF_INITIAL = Pattern.compile("(?<=\\b\\p{L})\\.");

  private SameAs() {}

  /** Null where no company is named: too many postings are alike then. */
  static @Nullable Long of(FoundPosting posting) {
    return of(posting.title(), posting.company(), posting.location());
  }

  /** A location that is missing equals only one that is missing. */
  static @Nullable Long of(String title, @Nullable String company, @Nullable String location) {
    var named = company == null ? "" : company(company);
    var position = joined(words(PlainTitle.of(title)));
    return named.isEmpty() || position.isEmpty()
        ? null
        : new Fnv1a()
            .add(position)
            .add(named)
            .add(location == null ? null : place(location))
            .value();
  }

  private static String company(String company) {
    // B.V. is BV, and Sp. z o.o. is spzoo.
    var written = POLISH.matcher(company).replaceAll("spzoo");
    var words = words(DOT_OF_INITIAL.matcher(written).replaceAll(""));
    if (words.size() > 1 && words.getFirst().equals("the")) {
      words.removeFirst();
    }
    while (words.size() > 1 && LEGAL_FORMS.contains(words.getLast())) {
      words.removeLast();
    }
    return joined(words);
  }

  private static @Nullable String place(String location) {
    var words = words(location);
    if (words.stream().anyMatch(REMOTE::contains)) {
      var where = new TreeSet<>(words);
      where.removeAll(NO_PLACE);
      return "remote " + joined(where);
    }
    var end = PLACE_END.matcher(location);
    var first = end.find() ? words(location.substring(0, end.start())) : words;
    var place = joined(first.isEmpty() ? words : first);
    return place.isEmpty() ? null : place;
  }

  private static List<String> words(String text) {
    var words = new ArrayList<>(Arrays.asList(TextFold.fold(text).split(" ")));
    words.removeIf(word -> word.isEmpty() || AND.contains(word));
    return words;
  }

  /** Without spaces, since some write {@code Frontend} and some {@code Front-End}. */
  private static String joined(Iterable<String> words) {
    return String.join("", words);
  }
}
