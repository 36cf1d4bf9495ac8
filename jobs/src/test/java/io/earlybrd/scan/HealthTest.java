package io.earlybrd.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.scan.Health.Failure;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way from one state of a board to the next. */
class HealthTest {

  @ParameterizedTest
  @CsvSource({
    "new -,         found,         ok -",
    "new -,         found few,     silent few",
    "new -,         found moved,   silent moved",
    "new -,         recent,        failing -",
    "ok -,          found,         ok -",
    "ok -,          unchanged,     ok -",
    "ok -,          found flood,   held flood",
    "ok -,          found few,     silent few",
    "ok -,          found moved,   silent moved",
    "ok -,          found fields,  ok fields",
    "ok -,          recent,        failing -",
    "ok -,          lasting,       failing failing",
    "ok fields,     found,         ok -",
    "ok fields,     unchanged,     ok fields",
    "ok fields,     found few,     silent few",
    "ok fields,     recent,        failing fields",
    "ok fields,     lasting,       failing fields",
    "failing -,     found,         ok -",
    "failing -,     unchanged,     ok -",
    "failing -,     found flood,   held flood",
    "failing -,     recent,        failing -",
    "failing -,     lasting,       failing failing",
    "failing failing, lasting,     failing failing",
    "failing failing, found,       ok -",
    "failing failing, unchanged,   ok -",
    "failing failing, found few,   silent few",
    "failing failing, absent,      gone gone",
    "failing few,   unchanged,     silent few",
    "failing few,   found,         ok -",
    "failing few,   lasting,       failing few",
    "failing fields, unchanged,    ok fields",
    "silent few,    found,         ok -",
    "silent few,    found few,     silent few",
    "silent few,    unchanged,     silent few",
    "silent few,    found flood,   held flood",
    "silent few,    recent,        failing few",
    "silent few,    absent,        gone gone",
    "silent moved,  unchanged,     silent moved",
    "silent moved,  found,         ok -",
    "held flood,    found,         held flood",
    "held flood,    found few,     held flood",
    "held flood,    found flood,   held flood",
    "held flood,    unchanged,     held flood",
    "held flood,    recent,        held flood",
    "held flood,    lasting,       held flood",
    "held flood,    absent,        held flood",
    "gone gone,     found,         ok -",
    "new gone,      found,         ok -",
    "new gone,      recent,        failing gone",
  })
  void a_board_becomes(String before, String what, String after) {
    assertThat(step(what).apply(health(before))).isEqualTo(health(after));
  }

  @Test
  void only_what_a_document_shows_can_be_accepted() {
    for (var alarm : Alarm.values()) {
      var acceptable = new Health(Health.State.OK, alarm).acceptable();
      assertThat(acceptable)
          .as("%s", alarm)
          .isEqualTo(alarm != Alarm.FAILING && alarm != Alarm.GONE);
    }
    assertThat(new Health(Health.State.OK, null).acceptable()).isFalse();
  }

  private static UnaryOperator<Health> step(String what) {
    var words = what.split(" ");
    return switch (words[0]) {
      case "found" -> health -> health.found(words.length == 1 ? null : Alarm.of(words[1]));
      case "unchanged" -> Health::unchanged;
      default -> health -> health.failed(Failure.valueOf(what.toUpperCase(Locale.ROOT)));
    };
  }

  private static Health health(String text) {
    var words = text.split(" ");
    return new Health(Health.State.of(words[0]), words[1].equals("-") ? null : Alarm.of(words[1]));
  }
}
