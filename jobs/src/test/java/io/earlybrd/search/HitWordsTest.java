package io.earlybrd.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HitWordsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "engin            | Senior Java Engineers wanted      | Senior Java [Engineers] wanted",
        "java engin       | Senior Java Engineers wanted      | Senior [Java Engineers] wanted",
        "=engineer        | Engineers and an Engineer         | Engineers and an [Engineer]",
        "=engin*          | Engine, engineering, Ingenieur    | [Engine], [engineering], Ingenieur",
        "cplusplus        | C, C++ and C# developers          | C, [C++] and C# developers",
        "csharp           | C#/C++                            | [C#]/C++",
        "dotnet           | ASP.NET or .NET Core, not net     | [ASP.NET] or [.NET] Core, not net",
        "nodej nodejs     | Node.js developer                 | [Node.js] developer",
        "node             | Node.js developer                 | [Node.js] developer",
        "rnd              | Head of R & D, R                  | Head of [R & D], R",
        "frontend         | A front-end and frontend job      | A [front-end] and [frontend] job",
        "front end        | A front-end job at the front      | A [front-end] job at the [front]",
        "cofound          | Co-founder, founder               | [Co-founder], founder",
        "zurich           | Büro Zürich, Zu\u0308rich         | Büro [Zürich], [Zu\u0308rich]",
        "strass           | Die STRAẞE und die Straße         | Die [STRAẞE] und die [Straße]",
        "pilot            | 🚀🚀 Pilot 👩‍🚀                     | 🚀🚀 [Pilot] 👩‍🚀",
        "softwar          | Soft\u00ADware, \uD83D software   | [Soft\u00ADware], \uD83D"
            + " [software]",
        "=инжен*          | Нужен Инженер                     | Нужен Инженер",
        "инжен*           | Нужен Инженер                     | Нужен [Инженер]",
        "מפתח             | דרוש מפתח Java בתל אביב           | דרוש [מפתח] Java בתל אביב",
        "東 京             | 東京の仕事                         | [東京]の仕事",
        "nothing          | Senior Java Engineer              | Senior Java Engineer",
        "24               | 24/7 support                      | [24]/7 support",
        "=marketing       | Markets, MARKETING!               | Markets, [MARKETING]!",
      })
  void marks_the_words_that_a_search_hit(String terms, String text, String marked) {
    assertThat(marked(HitWords.of(List.of(terms.split(" "))), text)).isEqualTo(marked);
  }

  @Test
  void without_terms_nothing_is_marked() {
    assertThat(HitWords.of(List.of()).in("Java")).isEmpty();
    assertThat(HitWords.NONE.firstIn("Java")).isNull();
  }

  @Test
  void terms_that_say_nothing_hit_nothing() {
    assertThat(HitWords.of(List.of("", "=", "*", "=*")).in("Java = * C")).isEmpty();
  }

  @Test
  void the_first_of_a_text_is_the_first_of_all() {
    var random = new Random(6);
    for (int i = 0; i < 2_000; i++) {
      var text = RandomTexts.text(random, 12);
      var hits = termsOf(text, random);
      var all = hits.in(text);
      var first = hits.firstIn(text);

      assertThat(first == null).as(text).isEqualTo(all.isEmpty());
      if (first != null) {
        assertThat(first.start()).as(text).isEqualTo(all.getFirst().start());
      }
    }
  }

  @Test
  void stretches_lie_in_order_and_cut_no_character_in_two() {
    var random = new Random(60);
    for (int i = 0; i < 5_000; i++) {
      var text = RandomTexts.text(random, 12);
      int end = -1;
      for (var span : termsOf(text, random).in(text)) {
        assertThat(span.start()).as(text).isGreaterThan(end).isLessThan(span.end());
        assertThat(isBetween(text, span.start()) && isBetween(text, span.end())).as(text).isTrue();
        end = span.end();
      }
    }
  }

  /** What a vector holds of a text is found in the text again. */
  @Test
  void every_lexeme_of_a_vector_marks_something() {
    var random = new Random(600);
    for (int i = 0; i < 2_000; i++) {
      var text = RandomTexts.text(random, 12);
      for (var lexeme : SearchVector.of(text, null, null, null, null).split(" ")) {
        var term = lexeme.replaceAll(":[0-9]+A?$", "");
        if (!term.isEmpty()) {
          assertThat(HitWords.of(List.of(term)).in(text)).as(term + " in " + text).isNotEmpty();
        }
      }
    }
  }

  @Test
  void a_long_text_of_marks_takes_no_long_time() {
    var text = "e" + "\u0301".repeat(100_000) + " java " + "-a".repeat(50_000);

    assertThat(HitWords.of(List.of("java")).in(text)).hasSize(1);
  }

  private static HitWords termsOf(String text, Random random) {
    var tokens = TextFold.tokens(text);
    if (tokens.isEmpty()) {
      return HitWords.NONE;
    }
    var token = tokens.get(random.nextInt(tokens.size()));
    return HitWords.of(List.of(random.nextBoolean() ? Lexemes.stem(token) : Lexemes.exact(token)));
  }

  private static boolean isBetween(String text, int at) {
    return at == 0
        || at == text.length()
        || !Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
  }

  private static String marked(HitWords hits, String text) {
    var marked = new StringBuilder(text);
    hits.in(text)
        .reversed()
        .forEach(span -> marked.insert(span.end(), "]").insert(span.start(), "["));
    return marked.toString();
  }
}
