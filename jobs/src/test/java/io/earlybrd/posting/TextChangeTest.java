package io.earlybrd.posting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextChangeTest {
  private static final String HUNDRED = words(0, 100);

  private static String words(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "word" + i).collect(Collectors.joining(" "));
  }

  private static PostingText described(String description) {
    return new PostingText("Driver", "Acme", "Oslo", true, "50", description);
  }

  private static boolean matters(String before, String after) {
    return TextChange.matters(described(before), described(after));
  }

  @Test
  void the_same_text_does_not_matter() {
    assertThat(matters(HUNDRED, HUNDRED)).isFalse();
    assertThat(matters(null, null)).isFalse();
  }

  @Test
  void any_change_of_what_stands_above_the_description_matters() {
    var before = described(HUNDRED);

    assertThat(
            TextChange.matters(
                before, new PostingText("Drivers", "Acme", "Oslo", true, "50", HUNDRED)))
        .isTrue();
    assertThat(
            TextChange.matters(
                before, new PostingText("Driver", null, "Oslo", true, "50", HUNDRED)))
        .isTrue();
    assertThat(
            TextChange.matters(
                before, new PostingText("Driver", "Acme", "Bergen", true, "50", HUNDRED)))
        .isTrue();
    assertThat(
            TextChange.matters(
                before, new PostingText("Driver", "Acme", "Oslo", null, "50", HUNDRED)))
        .isTrue();
    assertThat(
            TextChange.matters(
                before, new PostingText("Driver", "Acme", "Oslo", true, "60", HUNDRED)))
        .isTrue();
  }

  @Test
  void a_fifth_of_the_words_is_where_a_description_begins_to_matter() {
    assertThat(matters(HUNDRED, words(0, 81) + " " + words(200, 219))).isFalse();
    assertThat(matters(HUNDRED, words(0, 80) + " " + words(200, 220))).isTrue();
  }

  @Test
  void words_that_only_moved_do_not_matter() {
    assertThat(matters(HUNDRED, words(50, 100) + "\n" + words(0, 50))).isFalse();
  }

  @Test
  void case_and_punctuation_do_not_matter() {
    assertThat(matters("Java, SQL; and Go.", "java sql AND go")).isFalse();
  }

  @Test
  void a_description_that_appears_or_goes_matters() {
    assertThat(matters(null, "new words")).isTrue();
    assertThat(matters("old words", null)).isTrue();
  }

  @Test
  void a_word_said_once_more_is_a_change() {
    assertThat(matters("java java", "java java java")).isTrue();
  }
}
