package io.earlybrd.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextFoldTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Développeur·se à Québec | developpeur se a quebec
          Zürich, Straße, STRAẞE | zurich strasse strasse
          Łódź Đorđe Ærø Øresund œuvre | lodz dorde aero oresund oeuvre
          İSTANBUL ılık | istanbul ilik
          ﬁnance № Ｊａｖａ | finance no java
          ΟΔΟΣ όδος | οδοσ οδοσ
          Ещё Йод | еще иод
          full-stack, 24/7 don’t | full stack 24 7 don t
          soft­hyphen zero​width | softhyphen zero width
          개발자 | 개발자
          हिन्दी | हिन्दी
          データ | デ ー タ
          ﾃﾞｰﾀ分析 | デ ー タ 分 析
          ٢٠٢٤ x² ½ | 2024 x2 1 2
          مُهَنْدِس | مهندس
          🚀 Rocket 👩‍💻 | rocket
          """)
  void letters_become_plain_and_other_scripts_stay_readable(String text, String folded) {
    assertThat(TextFold.fold(text)).isEqualTo(folded);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          C++ | cplusplus
          C/C++17, C# and F#. | c cplusplus 17 csharp and fsharp
          c♯ | csharp
          Objective-C++ | objective cplusplus
          .NET | dotnet
          (.NET8/.NETCore) | dotnet 8 dotnet core
          C#.NET | csharp dotnet
          ASP.NET Core | aspdotnet dotnet core
          VB.NET | vbdotnet dotnet
          jobs@example.net | jobs example net
          .network .netto | network netto
          Node.js nodejs NODE.JS, | nodejs node nodejs node nodejs node
          D3.js/Vue.js. | d3js d3 vuejs vue
          package.json .js js | package json js js
          R&D, R & D; RnD | rnd rnd rnd
          R & Django | r django
          AT&T | at t
          """)
  void names_with_punctuation_become_words(String text, String folded) {
    assertThat(TextFold.fold(text)).isEqualTo(folded);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "&", "!!! --- ...", "🚀", "\u0000\u0007", "\u0301\u20dd", "\ud800"})
  void a_text_without_letters_folds_to_nothing(String text) {
    assertThat(TextFold.fold(text)).isEmpty();
  }

  @Test
  void only_letters_their_marks_digits_and_single_spaces_come_out() {
    var random = new Random(4);
    for (int i = 0; i < 20_000; i++) {
      assertThat(TextFold.fold(RandomTexts.text(random, 40)))
          .matches(
              "([\\p{L}\\p{Nd}][\\p{L}\\p{Nd}\\p{M}]*( [\\p{L}\\p{Nd}][\\p{L}\\p{Nd}\\p{M}]*)*)?");
    }
  }

  @Test
  void tokens_written_out_are_read_as_the_same_tokens() {
    var random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      var tokens = TextFold.tokens(RandomTexts.text(random, 40));
      var written = tokens.stream().map(SpecialWords::written).toList();
      assertThat(TextFold.tokens(String.join(" ", written))).isEqualTo(tokens);
    }
  }

  @Test
  void the_short_way_for_latin_texts_comes_to_the_same() {
    var random = new Random(10);
    for (int i = 0; i < 20_000; i++) {
      var text = new StringBuilder();
      for (int j = 0; j < 12; j++) {
        int c = random.nextInt(0x250 + 0xd0);
        text.append((char) (c < 0x250 ? c : c - 0x250 + 0x2000));
      }
      assertThat(Letters.plain(text.toString())).isEqualTo(Letters.thoroughly(text.toString()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\u0316\u0301",
        "\u0316\u0301",
        "क\u093c\u0951",
        "ﷺ",
        "c++ ",
        ".net",
        "r & ",
        "é",
        "漢",
        "x"
      })
  @Timeout(20)
  void a_megabyte_takes_linear_time(String piece) {
    var text = piece.repeat(1_000_000 / piece.length());
    TextFold.fold(text);
    long start = System.nanoTime();
    var folded = TextFold.fold(text);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    assertThat(folded.length()).isLessThanOrEqualTo(TextFold.LIMIT + 600);
  }

  @Test
  void an_endless_word_is_cut_alike_wherever_it_stands() {
    var word = "x".repeat(3_000);
    assertThat(TextFold.tokens(word)).isEqualTo(TextFold.tokens(word + "yz"));
  }

  @Test
  void plain_text_is_folded_as_any_other() {
    var random = new Random(7);
    var pieces =
        new String[] {
          "java",
          "C++",
          "c#",
          ".NET",
          "asp.net",
          "node.js",
          "js",
          ".js",
          "r",
          " & ",
          "&",
          "d",
          " ",
          ".",
          ",",
          "R&D",
          "d3.js",
          "nodejs",
          "xdotnet",
          "aspdotnet",
          "+",
          "#",
          "\n",
          "1",
          "x".repeat(501),
          "s".repeat(500),
          "Test",
          "tests",
          "net",
          ".netcore"
        };
    for (int i = 0; i < 20_000; i++) {
      var text = new StringBuilder();
      for (int k = random.nextInt(12); k >= 0; k--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      assertThat(ascii(text.toString())).isEqualTo(thoroughly(text.toString()));
    }
  }

  @Test
  void plain_text_that_is_too_long_ends_where_any_other_does() {
    for (var piece : new String[] {"a ", "ab ", "node.js ", "x".repeat(300) + " ", "c++"}) {
      var text = piece.repeat(TextFold.LIMIT / piece.length() + 10);
      assertThat(ascii(text)).isEqualTo(thoroughly(text.substring(0, TextFold.LIMIT)));
    }
  }

  @Test
  void what_a_hyphen_alone_separates_is_told() {
    assertThat(ascii("front-end, node.js-developer - x c++-y"))
        .containsExactly("front", "-end", "nodejs", "-developer", "x", "cplusplus", "-y");
    assertThat(thoroughly("front‑end café-bar")).containsExactly("front", "-end", "cafe", "-bar");
  }

  private static List<String> ascii(String text) {
    var tokens = new Recorded(new ArrayList<>());
    TextFold.tokens(text, tokens);
    return tokens.all();
  }

  private static List<String> thoroughly(String text) {
    var tokens = new Recorded(new ArrayList<>());
    TextFold.thoroughly(text, tokens);
    return tokens.all();
  }

  /** A hyphen before what a hyphen alone separates from the token before it. */
  private record Recorded(List<String> all) implements TokenSink {
    @Override
    public boolean token(String token, boolean hyphened) {
      return all.add((hyphened ? "-" : "") + token);
    }

    @Override
    public boolean token(byte[] text, int start, int end, boolean hyphened) {
      return token(new String(text, start, end - start, StandardCharsets.ISO_8859_1), hyphened);
    }
  }
}
