package io.earlybrd.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.earlybrd.platform.UserError;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubscribersCsvTest {
  private static final String HEADER = "email,time_zone,delivery,send_at,search\n";

  @TempDir private Path folder;

  @Test
  void a_subscriber_has_a_row_a_search() throws IOException {
    var rows =
        read(
            HEADER
                + "ann@example.org,Europe/Berlin,digest,07:30,java\n"
                + "bob@example.org,UTC,both,,rust -night\n"
                + "ann@example.org,Europe/Berlin,digest,07:30,title:python\n");

    assertThat(rows)
        .extracting(SubscriberRow::email)
        .containsExactly("ann@example.org", "bob@example.org");
    assertThat(searches(rows.getFirst())).containsExactly("java", "title:python");
    assertThat(rows.getFirst().sendAt()).isEqualTo(LocalTime.of(7, 30));
    assertThat(rows.getFirst().zone().getId()).isEqualTo("Europe/Berlin");
  }

  @Test
  void a_blank_send_at_is_eight_o_clock() throws IOException {
    assertThat(read(HEADER + "ann@example.org,UTC,digest,,java\n").getFirst().sendAt())
        .isEqualTo(LocalTime.of(8, 0));
  }

  @Test
  void quotes_are_those_of_rfc_4180() throws IOException {
    var rows = read(HEADER + "ann@example.org,UTC,instant,,\"\"\"tech lead\"\" java\"\n");

    assertThat(searches(rows.getFirst())).containsExactly("\"tech lead\" java");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void lines_end_as_on_any_system(String end) throws IOException {
    var rows = read((HEADER + "ann@example.org,UTC,instant,,java\n").replace("\n", end));

    assertThat(searches(rows.getFirst())).containsExactly("java");
  }

  @Test
  void a_last_line_without_an_end_counts() throws IOException {
    assertThat(read(HEADER + "ann@example.org,UTC,instant,,java")).hasSize(1);
  }

  @Test
  void a_byte_order_mark_is_no_part_of_the_header() throws IOException {
    assertThat(read("\ufeff" + HEADER + "ann@example.org,UTC,instant,,java\n")).hasSize(1);
  }

  @Test
  void texts_are_utf_8() throws IOException {
    var rows = read(HEADER + "ann@example.org,UTC,instant,,Zürich développeur\n");

    assertThat(searches(rows.getFirst())).containsExactly("Zürich développeur");
  }

  @Test
  void another_encoding_is_refused() throws IOException {
    var text = HEADER + "ann@example.org,UTC,instant,,Zürich\n";
    var file = write(text, StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> SubscribersCsv.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("UTF-8");
  }

  @Test
  void rows_that_say_the_same_are_one() throws IOException {
    var rows =
        read(
            HEADER
                + "ann@example.org,UTC,instant,,java\n"
                + "Ann@Example.org,UTC,instant,08:00,Java\n"
                + "ann@example.org,UTC,instant,,java\n");

    assertThat(rows).hasSize(1);
    assertThat(searches(rows.getFirst())).containsExactly("java");
  }

  @Test
  void every_bad_row_is_named_by_its_line() {
    var problem =
        problem(
            HEADER
                + "nobody,UTC,instant,,java\n"
                + "ann@example.org,Europe/Atlantis,instant,,java\n"
                + "ann@example.org,UTC,sometimes,,java\n"
                + "ann@example.org,UTC,digest,8 o'clock,java\n"
                + "ann@example.org,UTC,digest,,(java\n"
                + "ann@example.org,UTC,digest\n"
                + "ann@example.org,UTC,digest,25:00,\n");

    assertThat(problem.lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("line 2", "nobody"),
            line -> assertThat(line).contains("line 3", "Europe/Atlantis"),
            line -> assertThat(line).contains("line 4", "sometimes"),
            line -> assertThat(line).contains("line 5", "8 o'clock"),
            line -> assertThat(line).contains("line 6", "column"),
            line -> assertThat(line).contains("line 7", "fields"),
            line -> assertThat(line).contains("line 8", "25:00"),
            line -> assertThat(line).contains("line 8", "search"));
  }

  @Test
  void what_steers_a_terminal_or_turns_the_reading_is_no_part_of_a_search() throws IOException {
    var rows = read(HEADER + "ann@example.org,UTC,instant,,ja\0va \u001b[31m red\u202e title:x\n");

    assertThat(searches(rows.getFirst())).containsExactly("ja va  [31m red  title:x");
  }

  @Test
  void a_line_break_within_a_field_is_refused_and_later_lines_are_counted_on() {
    var problem =
        problem(
            HEADER
                + "ann@example.org,UTC,instant,,\"java\n\ndeveloper\"\n"
                + "nobody,UTC,instant,,java\n");

    assertThat(problem.lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("line 2", "line break"),
            line -> assertThat(line).contains("line 5", "nobody"));
  }

  @ParameterizedTest
  @CsvSource({"Europe/Berlin,instant,", "UTC,digest,", "UTC,instant,09:00"})
  void settings_that_contradict_an_earlier_row_are_refused(
      String zone, String delivery, String sendAt) {
    var problem =
        problem(
            HEADER
                + "ann@example.org,UTC,instant,,java\n"
                + "ann@example.org,%s,%s,%s,rust\n"
                    .formatted(zone, delivery, sendAt == null ? "" : sendAt));

    assertThat(problem).contains("line 3", "line 2", "ann@example.org");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mail,time_zone,delivery,send_at,search",
        "email,time_zone,delivery,search",
        "time_zone,email,delivery,send_at,search",
        "email;time_zone;delivery;send_at;search",
        "ann@example.org,UTC,instant,,java"
      })
  void another_header_is_refused(String header) {
    assertThat(problem(header + "\nann@example.org,UTC,instant,,java\n"))
        .contains("line 1", "email,time_zone,delivery,send_at,search");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", HEADER, "\n\n"})
  void a_file_without_rows_is_refused(String text) {
    assertThat(problem(text)).contains("no rows");
  }

  @Test
  void a_header_without_rows_is_checked_first() {
    assertThat(problem("mail,zone\n")).contains("header");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"java", "\"java\n", "\"java\nbob@example.org,UTC,instant,,java\n"})
  void an_unclosed_quote_is_refused_with_its_line_beside_other_mistakes(String search) {
    assertThat(problem(HEADER + "nobody,UTC,instant,,rust\nann@example.org,UTC,instant,," + search))
        .contains("line 2", "nobody", "line 3", "quote");
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    assertThatThrownBy(() -> SubscribersCsv.read(folder.resolve("none.csv")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("none.csv")
        .hasMessageContaining("does not exist");
  }

  @Test
  void a_file_full_of_mistakes_shows_the_first_and_counts_the_rest() {
    var problem = problem(HEADER + "nobody,UTC,instant,,java\n".repeat(500));

    assertThat(problem.lines()).hasSizeLessThan(30);
    assertThat(problem).contains("line 2").contains("480 more");
  }

  private List<SubscriberRow> read(String text) throws IOException {
    return SubscribersCsv.read(write(text, StandardCharsets.UTF_8));
  }

  private String problem(String text) {
    var error = catchThrowableOfType(UserError.class, () -> read(text));
    assertThat(error).as("refused").isNotNull();
    return String.valueOf(error.getMessage());
  }

  private Path write(String text, Charset charset) throws IOException {
    return Files.writeString(folder.resolve("subscribers.csv"), text, charset);
  }

  private static List<String> searches(SubscriberRow row) {
    return row.searches().stream().map(SubscriberRow.NamedQuery::text).toList();
  }
}
