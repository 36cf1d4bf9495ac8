package io.earlybrd.board;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NestingTest {

  @ParameterizedTest
  @ValueSource(strings = {"<b>", "<div>", "<table><tr><td>", "<ul><li>", "<b>x</p>", "<b></i>"})
  void ten_megabytes_of_nested_tags_are_refused_in_well_under_a_second(String step) {
    var page = step.repeat(10_000_000 / step.length());
    var threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();

    assertThatThrownBy(() -> Nesting.require(page)).hasMessageContaining("inside of each other");

    Assertions.assertThat(threads.getCurrentThreadCpuTime() - before).isLessThan(500_000_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<div class=card><h2>Job</h2><p>x<br>y</div>",
        "<li>Job<p>text",
        "<tr><td>Job<td>text",
        "<dl><dt>Job<dd>text</dl>",
        "<IMG SRC=x><br/>",
        "text < 5 and 6 <7 "
      })
  void ten_megabytes_of_postings_in_a_row_are_not(String posting) {
    var page =
        "<html><body><ul>" + posting.repeat(10_000_000 / posting.length()) + "</ul></body></html>";

    assertThatCode(() -> Nesting.require(page)).doesNotThrowAnyException();
  }

  @Test
  void a_page_that_never_closes_its_inline_tags_is_read() {
    var page = "<div class=card><font size=2><b><a href=/1>Job</a></div>".repeat(20_000);

    assertThatCode(() -> Nesting.require(page)).doesNotThrowAnyException();
  }
}
