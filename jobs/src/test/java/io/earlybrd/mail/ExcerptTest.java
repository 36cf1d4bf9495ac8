package io.earlybrd.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.search.HitWords;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExcerptTest {
  private static final HitWords KAFKA = HitWords.of(List.of("kafka"));

  @Test
  void a_short_text_is_its_own_excerpt() {
    assertThat(Excerpt.of("We use Kafka.\n\nAnd tea.", KAFKA)).isEqualTo("We use Kafka. And tea.");
  }

  @Test
  void whole_words_stand_around_the_first_hit() {
    var text = "lorem ".repeat(100) + "experience with Kafka and more " + "ipsum ".repeat(100);

    assertThat(Excerpt.of(text, KAFKA))
        .matches("… (lorem )+experience with Kafka and more (ipsum )+…")
        .hasSizeBetween(100, Excerpt.LONGEST);
  }

  @Test
  void a_hit_at_the_beginning_or_the_end_gets_its_room_on_the_other_side() {
    assertThat(Excerpt.of("Kafka " + "ipsum ".repeat(100), KAFKA))
        .startsWith("Kafka ipsum")
        .endsWith("ipsum …")
        .hasSizeBetween(100, Excerpt.LONGEST);
    assertThat(Excerpt.of("lorem ".repeat(100) + "Kafka", KAFKA))
        .startsWith("… lorem")
        .endsWith("lorem Kafka")
        .hasSizeBetween(100, Excerpt.LONGEST);
  }

  @Test
  void a_text_without_the_words_has_none() {
    assertThat(Excerpt.of("We use tea.", KAFKA)).isNull();
    assertThat(Excerpt.of("We use Kafka.", HitWords.NONE)).isNull();
  }

  @Test
  void a_text_without_blanks_is_cut_somewhere() {
    var text = "仕".repeat(500) + "東京" + "事".repeat(500);

    assertThat(Excerpt.of(text, HitWords.of(List.of("東", "京"))))
        .contains("東京")
        .startsWith("… 仕")
        .endsWith("事 …");
  }

  @Test
  void a_hit_longer_than_an_excerpt_is_cut() {
    var word = "kafka" + "a".repeat(490);

    assertThat(Excerpt.of("x ".repeat(90) + word + " x", HitWords.of(List.of("=kafka*"))))
        .contains("kafkaaa")
        .hasSizeLessThanOrEqualTo(Excerpt.LONGEST);
  }

  @Test
  void whatever_the_text_an_excerpt_is_one_short_line_that_shows_the_hit() {
    var random = new Random(7);
    var pieces =
        List.of(
            "a", " ", "\n", "\uD83D\uDE00", "\uD83D", "ﬃ", "e\u0301", "仕事", "-", "\u202E", "word");
    for (int i = 0; i < 3_000; i++) {
      var text = new StringBuilder();
      for (int n = random.nextInt(400); n > 0; n--) {
        text.append(pieces.get(random.nextInt(pieces.size())));
      }
      text.insert(
          text.isEmpty()
              ? 0
              : text.offsetByCodePoints(0, text.codePointCount(0, text.length()) / 2),
          " Kafka ");

      var excerpt = Excerpt.of(text.toString(), KAFKA);

      assertThat(excerpt).as(text.toString()).isNotNull().contains("Kafka").doesNotContain("\n");
      assertThat(excerpt.codePointCount(0, excerpt.length())).isLessThanOrEqualTo(Excerpt.LONGEST);
      assertThat(excerpt.chars().filter(c -> c == '…').count()).isLessThanOrEqualTo(2);
    }
  }
}
