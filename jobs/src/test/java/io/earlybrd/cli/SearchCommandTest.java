package io.earlybrd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.search.SearchParser;
import io.earlybrd.search.SearchParser.Rejected;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the shell hands over as a query, and what is said where it cannot be read. */
class SearchCommandTest {
  @Test
  void words_need_no_quotation_marks_and_a_minus_is_no_option() {
    assertThat(words("java", "-senior", "-hadoop", "--limit", "5"))
        .isEqualTo("java -senior -hadoop");
  }

  @Test
  void after_two_dashes_nothing_is_an_option() {
    assertThat(words("--", "java", "--json")).isEqualTo("java --json");
  }

  @Test
  void a_query_that_cannot_be_read_is_exit_2_with_a_mark_below_the_character_at_fault() {
    var err = new StringWriter();

    int exit =
        CommandTree.execute(
            new PrintWriter(new StringWriter()), new PrintWriter(err), "search", "java", "titel:x");

    assertThat(exit).isEqualTo(2);
    assertThat(err.toString().lines())
        .containsExactly(
            "earlybrd: column 6: there is no field “titel:”, did you mean “title:”?",
            "earlybrd:   java titel:x",
            "earlybrd:        ^");
  }

  @Test
  void of_a_long_query_the_part_at_fault_is_shown() {
    var query = "java ".repeat(100) + "titel:x" + " java".repeat(100);

    var lines = message(query).lines().toList();

    assertThat(lines.get(1)).hasSizeLessThan(80).contains("titel:x").contains("…");
    assertThat(lines.get(2).indexOf('^')).isEqualTo(lines.get(1).indexOf("titel:x"));
  }

  @Test
  void the_mark_may_stand_behind_the_last_character() {
    assertThat(message("java \"night").lines().toList().getLast()).isEqualTo("       ^");
  }

  @Test
  void line_breaks_and_emoji_do_not_move_the_mark() {
    var lines = message("java\nx👩 titel:x").lines().toList();

    assertThat(lines.get(1)).isEqualTo("  java x👩 titel:x");
    assertThat(lines.get(2)).isEqualTo("           ^");
  }

  private static String words(String... args) {
    var command = new SearchCommand();
    new CommandLine(command).parseArgs(args);
    return command.query();
  }

  private static String message(String query) {
    return QueryError.of(query, (Rejected) SearchParser.parse(query)).getMessage();
  }
}
