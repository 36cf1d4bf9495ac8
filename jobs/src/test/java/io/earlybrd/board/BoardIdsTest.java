package io.earlybrd.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which board somebody meant who named none. */
class BoardIdsTest {
  private static final List<String> IDS = List.of("demo-civic-work", "demo-harbour-jobs", "lever");

  @ParameterizedTest
  @CsvSource({
    "levre, lever",
    "demo-harbor, demo-harbour-jobs",
    "harbour, demo-harbour-jobs",
    "demo-civik, demo-civic-work"
  })
  void a_mistyped_or_shortened_id_is_recognised(String typed, String meant) {
    assertThat(BoardIds.nearest(typed, IDS)).contains(meant);
  }

  @Test
  void something_else_altogether_is_no_id() {
    assertThat(BoardIds.nearest("remoteok", IDS)).isEmpty();
  }
}
