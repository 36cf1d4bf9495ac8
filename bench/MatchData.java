import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Made-up postings and searches, the same in every run. The words are pronounceable and end so that English stemming leaves
 * them alone: whoever splits texts at blanks finds the same words. How often they occur falls as in real texts (Zipf).
 */
final class MatchData {
  /** What kind of searches; the postings are the same. */
  enum Kind {
    /** Two or three words that must appear: about one posting in 1,000 matches. */
    REALISTIC,
    /** Also OR, -not, phrases, prefixes, fields and filters. */
    MIXED,
    /** Two common words, and sometimes one that is nearly everywhere: some 30 postings in 1,000 match. */
    DENSE
  }

  /**
   * @param pay what it pays at most, in EUR a year
   */
  record Posting(
      String board, String title, String company, String location, boolean remote, Integer pay, String description) {}

  static final int BOARDS = 100;

  private static final int WORDS = 20_000;
  private static final int DESCRIPTION = 143;
  private static final int COMPANIES = 500;
  private static final int LOCATIONS = 60;
  /** Pairs of words that often stand side by side: what phrases are made of. */
  private static final int PAIRS = 2_000;
  private static final int MOST_SEARCHES = 50;

  private static final String[] ONSETS = "b d f g k l m n p r s t v z br dr kr st tr pl sk gl".split(" ");
  private static final String[] VOWELS = "a e i o u".split(" ");
  private static final String[] ENDS = "a o ak ok ap op ab ob ax ux".split(" ");

  private final List<String> words = vocabulary();
  private final Zipf anyWord = new Zipf(0, WORDS);
  private final Zipf titleWord = new Zipf(200, 3_000);
  private final Zipf askedWord = new Zipf(54, WORDS);
  private final Zipf rareWord = new Zipf(400, WORDS);
  private final Zipf commonWord = new Zipf(30, 300);
  private final Zipf company = new Zipf(0, COMPANIES);
  private final Zipf location = new Zipf(0, LOCATIONS);
  private final Zipf pair = new Zipf(5, PAIRS);
  private final Zipf sharedQuery = new Zipf(0, 10_000);

  private static List<String> vocabulary() {
    var random = new SplittableRandom(1);
    var made = new LinkedHashSet<String>();
    while (made.size() < WORDS) {
      var word = new StringBuilder();
      for (int syllables = 1 + random.nextInt(3); syllables > 0; syllables--) {
        word.append(oneOf(ONSETS, random)).append(oneOf(VOWELS, random));
      }
      made.add(word.append(oneOf(ONSETS, random)).append(oneOf(ENDS, random)).toString());
    }
    return List.copyOf(made);
  }

  private static String oneOf(String[] parts, SplittableRandom random) {
    return parts[random.nextInt(parts.length)];
  }

  /** The {@code n}th posting that there is. */
  Posting posting(long n) {
    var random = random(2, n);
    var description = new StringBuilder(1_200);
    for (int i = 0; i < DESCRIPTION; i++) {
      if (random.nextInt(40) == 0 && i + 1 < DESCRIPTION) {
        description.append(pair(pair.next(random))).append(' ');
        i++;
      } else {
        description.append(word(anyWord, random)).append(' ');
      }
    }
    int atLeast = 20 + random.nextInt(100);
    return new Posting(
        board(random.nextInt(BOARDS)),
        several(titleWord, 4, random),
        company(company.next(random)),
        location(location.next(random)),
        random.nextInt(5) == 0,
        random.nextBoolean() ? 1_000 * (atLeast + random.nextInt(30)) : null,
        description.toString().strip());
  }

  static String board(int n) {
    return "board-" + n;
  }

  private String company(int n) {
    return words.get(3_000 + n) + " " + words.get(4_000 + n % 70);
  }

  private String location(int n) {
    return words.get(5_000 + n);
  }

  private String pair(int n) {
    return words.get(100 + n) + " " + words.get(100 + (n * 7 + 13) % PAIRS);
  }

  /** How many searches each subscriber has: one as a rule, some have many; {@code searches} in all. */
  int[] searchesOfEach(int searches) {
    var random = random(3, searches);
    var counts = new ArrayList<Integer>();
    for (int left = searches; left > 0; left -= counts.getLast()) {
      // The inverse of a distribution that falls with the power of 2.5.
      double many = Math.pow(1 - random.nextDouble(), -1 / 1.5);
      counts.add((int) Math.min(Math.min(many, MOST_SEARCHES), left));
    }
    return counts.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The searches of the {@code n}th subscriber, all different; one in five is also somebody else's. */
  List<MatchRules.Asked> searches(Kind kind, long n, int count) {
    var random = random(4, n);
    var searches = new LinkedHashMap<String, MatchRules.Asked>();
    while (searches.size() < count) {
      boolean shared = random.nextInt(5) == 0;
      var search = MatchRules.query(search(kind, shared ? random(5, sharedQuery.next(random)) : random));
      searches.putIfAbsent(search.normalised(), search);
    }
    return List.copyOf(searches.values());
  }

  /** The word that is in nearly every posting. */
  String commonest() {
    return words.getFirst();
  }

  private String search(Kind kind, SplittableRandom random) {
    return switch (kind) {
      case REALISTIC -> several(askedWord, random.nextInt(5) < 3 ? 2 : 3, random);
      case MIXED -> mixed(random);
      case DENSE -> random.nextInt(200) == 0 ? words.get(random.nextInt(5)) : several(commonWord, 2, random);
    };
  }

  private String mixed(SplittableRandom random) {
    return switch (random.nextInt(20)) {
      case 0, 1, 2 -> word(askedWord, random) + " (" + word(rareWord, random) + " OR " + word(rareWord, random) + ")";
      case 3 -> "(" + several(askedWord, 2, random) + ") OR (" + several(askedWord, 2, random) + ")";
      case 4, 5, 6 -> several(askedWord, 2, random) + " -" + word(commonWord, random);
      case 7, 8 -> '"' + pair(pair.next(random)) + '"';
      case 9, 10 -> word(askedWord, random) + " " + word(rareWord, random).substring(0, 4) + "*";
      case 11, 12 -> "title:" + word(titleWord, random) + " " + word(commonWord, random);
      case 13 -> "location:" + location(location.next(random)) + " " + word(askedWord, random);
      case 14 -> "company:\"" + company(company.next(random)) + '"';
      case 15 -> "board:" + board(random.nextInt(BOARDS)) + " " + word(commonWord, random);
      case 16 -> "remote:yes " + word(rareWord, random);
      case 17 -> "pay>=" + 10_000 * (3 + random.nextInt(12)) + " " + word(rareWord, random);
      default -> several(askedWord, random.nextInt(5) < 3 ? 2 : 3, random);
    };
  }

  private String several(Zipf ranks, int count, SplittableRandom random) {
    var chosen = new LinkedHashSet<String>();
    while (chosen.size() < count) {
      chosen.add(word(ranks, random));
    }
    return String.join(" ", chosen);
  }

  private String word(Zipf ranks, SplittableRandom random) {
    return words.get(ranks.next(random));
  }

  /** Independent of those of other numbers, whatever their order. */
  private static SplittableRandom random(long stream, long n) {
    return new SplittableRandom(stream * 0xD1342543DE82EF95L ^ (n + 1) * 0x2545F4914F6CDD1DL);
  }

  /** Ranks from {@code first} on, each as often as one divided by it. */
  private static final class Zipf {
    private final int first;
    private final double[] sums;

    Zipf(int first, int end) {
      this.first = first;
      this.sums = new double[end - first];
      double sum = 0;
      for (int i = 0; i < sums.length; i++) {
        sum += 1.0 / (first + i + 1);
        sums[i] = sum;
      }
    }

    int next(SplittableRandom random) {
      double at = random.nextDouble() * sums[sums.length - 1];
      int found = Arrays.binarySearch(sums, at);
      return first + (found >= 0 ? found : -found - 1);
    }
  }
}
