package io.earlybrd.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WrittenHitsTest {

  @Test
  void a_term_is_named_as_its_search_writes_it() {
    assertThat(of("Developers C++ -night", "develop", "cplusplus"))
        .containsExactly("c++", "developers");
    assertThat(of("title:engin* OR (kafka \"data engineer\")", "=engin*"))
        .containsExactly("engin*");
    assertThat(of("title:engin* OR (kafka \"data engineer\")", "=data", "=engineer", "kafka"))
        .containsExactly("data engineer", "kafka");
    assertThat(of("full-stack", "fullstack")).containsExactly("full stack");
  }

  @Test
  void a_word_that_is_also_written_as_two_is_named_as_one() {
    assertThat(of("frontend", "front", "end")).containsExactly("frontend");
  }

  @Test
  void what_no_search_asks_for_any_more_is_named_by_its_lexeme() {
    assertThat(of("java", "=marketing", "softwar", "=data*"))
        .containsExactly("marketing", "softwar", "data*");
  }

  @Test
  void a_search_that_cannot_be_read_names_nothing() {
    assertThat(of("(((", "java")).containsExactly("java");
  }

  @Test
  void a_term_of_two_searches_is_named_once() {
    assertThat(WrittenHits.of(List.of("java", "java remote:yes"), List.of("java")))
        .containsExactly("java");
  }

  private static List<String> of(String search, String... terms) {
    return WrittenHits.of(List.of(search), List.of(terms));
  }
}
