package io.earlybrd.search;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds in a text the words that a search hit, by the lexemes of {@code match.terms}: {@code engin}
 * is the stem of a word, {@code =marketing} a word itself, {@code =engin*} the beginning of one.
 * Takes any text, in linear time. Two are equal when they are of the same terms. Immutable.
 */
public final class HitWords {
  /** Of no terms: nothing hit. */
  public static final HitWords NONE = new HitWords(List.of());

  private static final int LONGEST_JOINED = 40;

  private final Set<String> lexemes = new HashSet<>();
  private final Set<String> beginnings = new TreeSet<>();

  /** What the words begin with, since no stemming changes that: most words need no closer look. */
  private final BitSet firsts = new BitSet();

  private HitWords(Collection<String> terms) {
    for (var term : terms) {
      int letter = term.startsWith("=") ? 1 : 0;
      if (term.length() > letter) {
        firsts.set(term.charAt(letter));
        if (term.endsWith("*")) {
          beginnings.add(term.substring(0, term.length() - 1));
        } else {
          lexemes.add(term);
        }
      }
    }
  }

  public static HitWords of(Collection<String> terms) {
    return terms.isEmpty() ? NONE : new HitWords(terms);
  }

  /** A stretch of a text, whole letters with the marks on them; {@code end} is exclusive. */
  public record Span(int start, int end) {}

  public boolean isEmpty() {
    return firsts.isEmpty();
  }

  /** Where they stand, in order, apart from each other: two words side by side are one stretch. */
  public List<Span> in(String text) {
    var spans = new ArrayList<Span>();
    if (!isEmpty()) {
      var part = readable(text);
      var places = PlainPlaces.of(part);
      TextFold.inPlain(
          places.plain(),
          new Looking() {
            @Override
            boolean hit(int start, int end) {
              add(spans, places.inText(start, end), part);
              return true;
            }
          });
    }
    return spans;
  }

  /** Where the first stands; null: nowhere. Looks no further. */
  public @Nullable Span firstIn(String text) {
    var first = new ArrayList<Span>(1);
    if (!isEmpty()) {
      var places = PlainPlaces.of(readable(text));
      TextFold.inPlain(
          places.plain(),
          new Looking() {
            @Override
            boolean hit(int start, int end) {
              first.add(places.inText(start, end));
              return false;
            }
          });
    }
    return first.isEmpty() ? null : first.getFirst();
  }

  private static String readable(String text) {
    return text.length() <= TextFold.LIMIT ? text : text.substring(0, TextFold.LIMIT);
  }

  private static void add(List<Span> spans, Span span, String text) {
    var all = span;
    while (!spans.isEmpty() && touches(spans.getLast(), all, text)) {
      var last = spans.removeLast();
      all = new Span(Math.min(last.start(), all.start()), Math.max(last.end(), all.end()));
    }
    spans.add(all);
  }

  private static boolean touches(Span one, Span next, String text) {
    return one.end() >= next.start()
        || one.end() + 1 == next.start() && " -".indexOf(text.charAt(one.end())) >= 0;
  }

  /** Takes a text's tokens together with the lexemes that {@link VectorText} adds to them. */
  private abstract class Looking implements TextFold.PlacedTokens {
    private @Nullable String run;
    private int runStart;

    /**
     * @return false: no more is wanted
     */
    abstract boolean hit(int start, int end);

    /** Most words: without a hyphen, only the first letter of a lexeme can begin a hit. */
    @Override
    public boolean passesOver(char first, boolean hyphened) {
      if (firsts.get(first) || hyphened && run != null) {
        return false;
      }
      run = null;
      return true;
    }

    @Override
    public boolean token(String token, boolean hyphened, int start, int end) {
      var joined = joined(token, hyphened, start);
      if (joined != null && isHit(joined)) {
        return hit(runStart, end);
      }
      boolean hits = isHit(token);
      if (!hits) {
        char last = token.charAt(token.length() - 1);
        var implied = last == 's' || last == 't' ? SpecialWords.implied(token) : null;
        hits = implied != null && isHit(implied);
      }
      return !hits || hit(start, end);
    }

    /** The one word that hyphens make of this token and those before it; null where they do not. */
    private @Nullable String joined(String token, boolean hyphened, int start) {
      if (!hyphened || run == null) {
        runStart = start;
        run = Lexemes.hasExact(token.charAt(0)) && Letters.isAscii(token) ? token : null;
        return null;
      }
      if (!Letters.isAscii(token)) {
        run = null;
      } else if (run.length() + token.length() > LONGEST_JOINED) {
        runStart = start;
        run = Lexemes.hasExact(token.charAt(0)) ? token : null;
      } else {
        run += token;
        return run;
      }
      return null;
    }
  }

  private boolean isHit(String token) {
    if (!firsts.get(token.charAt(0))) {
      return false;
    }
    var exact = Lexemes.exact(token);
    return lexemes.contains(exact)
        || lexemes.contains(stem(token))
        || beginnings.stream().anyMatch(exact::startsWith);
  }

  /** By way of the stems that are remembered: a description repeats its words. */
  private static String stem(String token) {
    if (token.length() > Stems.LONGEST || !Letters.isAscii(token)) {
      return Stems.of(token);
    }
    var bytes = token.getBytes(StandardCharsets.ISO_8859_1);
    var entry = Stems.entry(bytes, 0, bytes.length);
    int stem = 1 + bytes.length;
    return new String(entry, stem, entry.length - stem, StandardCharsets.ISO_8859_1);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HitWords words
        && lexemes.equals(words.lexemes)
        && beginnings.equals(words.beginnings);
  }

  @Override
  public int hashCode() {
    return lexemes.hashCode() ^ beginnings.hashCode();
  }

  /** The terms. */
  @Override
  public String toString() {
    return lexemes + " " + beginnings;
  }
}
