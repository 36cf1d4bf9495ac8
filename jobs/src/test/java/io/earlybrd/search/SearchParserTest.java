package io.earlybrd.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.search.SearchParser.Parsed;
import io.earlybrd.search.SearchParser.Rejected;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchParserTest {
  @ParameterizedTest
  @CsvSource(
      delimiterString = " → ",
      quoteCharacter = '`',
      textBlock =
          """
          java → 'java'
          Java developer → 'develop' & 'java'
          "spring boot" → ('=spring' <-> '=boot')
          "developers" → '=developers'
          java -night → 'java' & !'night'
          java -"night shift" → 'java' & !('=night' <-> '=shift')
          title:java → 'java':A
          company:acme location:Köln → 'acm':B & 'koln':C
          Title:"site lead" → ('=site':A <-> '=lead':A)
          java -title:senior → 'java' & !'senior':A
          full-stack → (('full' <-> 'stack') | 'fullstack')
          frontend → ('frontend' | ('front' <-> 'end'))
          front end → (('end' & 'front') | 'frontend')
          C++ → 'cplusplus'
          node.js → 'nodejs'
          "node.js developer" → ('=nodejs' <-> '=developer')
          "senior asp.net" → ('=senior' <-> '=aspdotnet')
          R&D → 'rnd'
          java or kotlin → 'java' & 'kotlin' & 'or'
          java OR kotlin → ('java' | 'kotlin')
          java | kotlin || scala → ('java' | 'kotlin' | 'scala')
          senior java OR kotlin -php → 'senior' & ('java' | 'kotlin') & !'php'
          (java spring) OR rust → (('java' & 'spring') | 'rust')
          -(java OR php) x → 'x' & !('java' | 'php')
          -(java php) x → 'x' & !('java' & 'php')
          x NOT -java → 'java' & 'x'
          x -(-java) → 'java' & 'x'
          java & kotlin AND x → 'java' & 'kotlin' & 'x'
          title:(java OR "x y") → (('=x':A <-> '=y':A) | 'java':A)
          engin* → '=engin':*
          title:engin* → '=engin':*A
          24* → '24':*
          machine-learn* → ('machin' <-> '=learn':*)
          9:30 → ('9' <-> '30')
          remote:yes → '/remote/yes'
          remote:no → !'/remote/yes'
          board:"Fake Jobs" → '/board/fake-jobs'
          board:fake* → '/board/fake':*
          pay>=60000 → ('/payto/056':* | '/payto/1':* | '/payto/06':* | '/payto/07':* | '/payto/08':* | '/payto/09':* | '/payto/057':* | '/payto/058':* | '/payto/059':*)
          pay<=3eur → ('/payfrom/eur/013':* | '/payfrom/eur/00':* | '/payfrom/eur/010':* | '/payfrom/eur/011':* | '/payfrom/eur/012':*)
          "OR" "(x)" "a:b" "dev*" → ('=a' <-> '=b') & '=dev' & '=or' & '=x'
          java"spring boot"kotlin → ('=spring' <-> '=boot') & 'java' & 'kotlin'
          “spring boot” –night → ('=spring' <-> '=boot') & !'night'
          ｔｉｔｌｅ：ｊａｖａ → 'java':A
          """)
  void a_search_becomes_a_tsquery(String text, String tsquery) {
    assertThat(query(text).toTsquery()).isEqualTo(tsquery);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Kotlin JAVA java "java" | "java" java kotlin
          -night  Full-Stack c++ | c++ full-stack -night
          title:Développeur title:developpeur | title:developpeur
          Node.JS nodejs | nodejs
          ASP.NET dotnet | .net asp.net
          senior java OR kotlin OR java | senior (java OR kotlin)
          ((java) spring) OR rust | (java spring) OR rust
          NOT (b OR a) x y -c | x y -(a OR b) -c
          remote:TRUE board:"Fake Jobs" | board:fake-jobs remote:yes
          pay > 60k salaried | pay>=60000 salaried
          pay>=45/hour | pay>=93600
          pay≤€4,5k/month | pay<=54000EUR
          title:(java OR kotlin) | title:java OR title:kotlin
          """)
  void equal_searches_have_one_normalised_text(String text, String normalised) {
    assertThat(query(text).normalised()).isEqualTo(normalised);
  }

  @Test
  void words_are_those_that_must_appear() {
    assertThat(query("title:C++ \"spring boot\" C++ engin* -night (x OR y)").words())
        .containsExactly("spring boot", "c++", "engin*");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " | ",
      quoteCharacter = '`',
      textBlock =
          """
          OR java | 1 | between two words
          java OR | 6 | comes another
          java OR OR kotlin | 9 | between two words
          java AND | 6 | comes another
          java (OR kotlin) | 7 | between two words
          java -OR | 7 | lower case
          java AND kotlin OR scala | 17 | two ways
          java NOT | 6 | after “NOT”
          java NOT NOT night | 10 | one “NOT”
          java NOT OR night | 6 | after “NOT”
          (java kotlin | 1 | no partner
          java) | 5 | no partner
          java (kotlin)) | 14 | no partner
          java () | 6 | nothing between
          java -( ) | 7 | nothing between
          *script | 1 | rest of a word
          java de*l | 8 | rest of a word
          * | 1 | no letter or digit
          remote:maybe | 8 | yes or no
          remote: | 1 | without a space
          board:! | 7 | board's id
          pay:60000 | 5 | pay>=60000
          pay>= | 6 | pay>=60000
          pay>=many | 6 | pay>=60000
          pay=60000 | 4 | “>=”
          pay>=60000XXQ | 6 | no currency
          pay>=99999999999999 | 6 | nobody
          java >5 | 6 | pay>=60000
          salary>5 | 1 | did you mean “pay>=”?
          foo>5 | 1 | there is no filter “foo>”
          tilte:java | 1 | did you mean “title:”?
          locaton:Berlin | 1 | did you mean “location:”?
          city:Berlin | 1 | did you mean “location:”?
          java salary:5 | 6 | did you mean “pay>=”?
          foo:bar | 1 | there is no field “foo:”
          http://example.com | 1 | quotation marks
          java :x | 6 | no field
          java !night | 6 | instead of “!”
          "spring boot | 1 | no partner
          java spring" | 12 | no partner
          java "" | 6 | empty
          java "  " | 6 | empty
          🚀🚀 🚀 | 1 | no letter or digit
          😀java 🚀 | 7 | no letter or digit
          title:"&" | 7 | no letter or digit
          java - kotlin | 6 | right before
          java - | 6 | right before
          java --night | 7 | one “-” is enough
          java title: kotlin | 6 | without a space
          java -title: | 7 | without a space
          title:-night | 7 | before the field
          title:title:x | 7 | one field
          title:(java company:x) | 13 | one field
          -java -"night shift" | 1 | only “-” words
          java OR -php | 1 | one side of “OR”
          -(java OR php) | 1 | only “-” words
          """)
  void what_cannot_be_searched_for_is_refused_with_its_column(
      String text, int column, String message) {
    assertThat(SearchParser.parse(text))
        .isInstanceOfSatisfying(
            Rejected.class,
            rejected -> {
              assertThat(rejected.column()).isEqualTo(column);
              assertThat(rejected.message()).contains(message);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\n", "\u3000\u00a0", "\u200e"})
  void a_blank_search_is_refused(String text) {
    assertThat(SearchParser.parse(text)).isInstanceOf(Rejected.class);
  }

  @Test
  void a_search_of_10_000_characters_is_read_and_a_longer_one_is_refused() {
    assertThat(SearchParser.parse("🚀".repeat(9_999) + "x")).isInstanceOf(Parsed.class);
    assertThat(SearchParser.parse("x".repeat(10_001)))
        .isInstanceOfSatisfying(Rejected.class, r -> assertThat(r.column()).isEqualTo(10_001));
  }

  @Test
  void a_search_of_500_words_is_read_and_a_longer_one_is_refused() {
    assertThat(SearchParser.parse(words(500))).isInstanceOf(Parsed.class);
    assertThat(SearchParser.parse(words(501)))
        .isInstanceOfSatisfying(
            Rejected.class, r -> assertThat(r.column()).isEqualTo(words(500).length() + 2));
  }

  @Test
  void a_message_stays_on_one_line() {
    assertThat(SearchParser.parse("x \"\n\u0000&\r\""))
        .isInstanceOfSatisfying(
            Rejected.class, r -> assertThat(r.message()).doesNotContainPattern("\\p{Cntrl}"));
  }

  @Test
  void whatever_the_text_it_is_read_or_refused() {
    var random = new Random(6);
    for (int i = 0; i < 100_000; i++) {
      var text = RandomTexts.text(random, 12);
      if (SearchParser.parse(text) instanceof Rejected(int column, String message)) {
        assertThat(column).isBetween(1, Math.max(1, text.codePointCount(0, text.length())));
        assertThat(message).isNotBlank();
      }
    }
  }

  @Test
  void the_normalised_text_is_the_same_search() {
    var random = new Random(7);
    int read = 0;
    for (int i = 0; i < 100_000; i++) {
      if (SearchParser.parse(RandomTexts.text(random, 12)) instanceof Parsed(Query query)) {
        var again = query(query.normalised());
        assertThat(again).isEqualTo(query);
        assertThat(again.normalised()).isEqualTo(query.normalised());
        assertThat(again.toTsquery()).isEqualTo(query.toTsquery());
        read++;
      }
    }
    assertThat(read).isGreaterThan(5_000);
  }

  @Test
  void the_order_of_words_makes_no_other_search() {
    var words = new ArrayList<>(List.of("java", "title:c++", "\"a b\"", "-x"));
    var query = query(String.join(" ", words));
    Collections.reverse(words);
    assertThat(query(String.join(" ", words))).isEqualTo(query);
  }

  private static String words(int count) {
    return IntStream.range(0, count).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
  }

  private static Query query(String text) {
    return switch (SearchParser.parse(text)) {
      case Parsed(Query query) -> query;
      case Rejected rejected -> throw new AssertionError(text + ": " + rejected);
    };
  }
}
