package io.earlybrd.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.earlybrd.platform.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoardsYamlTest {
  @TempDir Path folder;

  private Path file(String yaml) {
    return file(yaml.getBytes(StandardCharsets.UTF_8));
  }

  private Path file(byte[] bytes) {
    try {
      return Files.write(folder.resolve("boards.yaml"), bytes);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private List<Board> read(String yaml) {
    return BoardsYaml.read(file(yaml));
  }

  /** The error's lines without the file's name. */
  private List<String> errors(String yaml) {
    return errors(file(yaml));
  }

  private List<String> errors(Path file) {
    var error = catchThrowableOfType(UserError.class, () -> BoardsYaml.read(file));
    assertThat(error).isNotNull();
    var lines = error.getMessage().lines().toList();
    assertThat(lines).allMatch(line -> line.startsWith(file + ": "));
    return lines.stream().map(line -> line.substring(file.toString().length() + 2)).toList();
  }

  private String error(String yaml) {
    var errors = errors(yaml);
    assertThat(errors).hasSize(1);
    return errors.getFirst();
  }

  private static final String FEED =
      """
      boards:
        - id: a
          url: https://a.example/feed
          format: rss
      """;

  @Test
  void a_whole_definition_is_read() {
    var boards =
        read(
            """
            boards:
              - id: fake-jobs
                name: Fake “Jobs”
                url: https://a.example/jobs?q=1
                every: 90s
                format: html
                posting: div.card
                enabled: false
                fields:
                  title: h2.title
                  url: footer a:last-child @href
                  id: "@data-id"
            """);

    assertThat(boards)
        .extracting(Board::toJson)
        .containsExactly(
            Board.fromJson(
                    """
                    {"id":"fake-jobs","name":"Fake “Jobs”","url":"https://a.example/jobs?q=1",
                    "every":"PT1M30S","enabled":false,"format":"html","posting":"div.card",
                    "fields":{"title":"h2.title","url":"footer a:last-child @href","id":"@data-id"}}
                    """)
                .toJson());
  }

  @Test
  void what_is_left_out_has_a_default() {
    assertThat(read(FEED).getFirst())
        .returns("a", Board::name)
        .returns(Duration.ofMinutes(10), Board::every)
        .returns(true, Board::enabled)
        .returns(null, Board::preset);
  }

  @Test
  void an_anchor_spares_repeating_fields() {
    var boards =
        read(
            """
            boards:
              - {id: a, url: "https://a.example/", format: json, posting: /jobs, fields: &f {title: /t}}
              - {id: b, url: "https://b.example/", format: json, posting: "", fields: *f}
            """);

    assertThat(boards)
        .extracting(board -> board.written().path("posting").asString())
        .containsExactly("/jobs", "");
    assertThat(boards)
        .extracting(board -> board.written().path("fields").toString())
        .containsOnly("{\"title\":\"/t\"}");
  }

  @Test
  void a_byte_order_mark_and_numbers_for_names_do_no_harm() {
    assertThat(read("\ufeff" + FEED.replace("id: a", "id: 2026")))
        .extracting(Board::id)
        .containsExactly("2026");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "# nothing\n", "---\n"})
  void an_empty_file_says_so(String yaml) {
    assertThat(error(yaml)).startsWith("line 1: ");
  }

  @Test
  void a_file_that_is_not_there_says_so() {
    assertThatThrownBy(() -> BoardsYaml.read(folder.resolve("none.yaml")))
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith("none.yaml: there is no such file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "boards: [ | line 2: broken YAML",
        "boards:\\n  - id: a\\n   url: b | line 3: broken YAML",
        "boards:\\n\\t- id: a | line 2: broken YAML",
        "boards: \"a | line 2: broken YAML",
        "a: 1\\n---\\nb: 2 | line 2: broken YAML",
        "boards: *nowhere | line 1: broken YAML",
        "boards:\\n  - id: \\7 | line 2: broken YAML: the character U+0007",
        "- id: a | line 1: the file must be a mapping",
        "hello | line 1: the file must be a mapping",
        "board:\\n  - id: a | line 1: key “board” is unknown; did you mean “boards”?",
        "boards: | line 1: “boards” must be a list",
        "boards: [] | line 1: “boards” must be a list",
        "boards: {a: b} | line 1: “boards” must be a list",
        "boards:\\n  - hello | line 2: a board must be a mapping"
      })
  void broken_yaml_names_its_line(String yaml, String expected) {
    assertThat(errors(yaml.translateEscapes() + "\n")).anyMatch(line -> line.startsWith(expected));
  }

  @Test
  void a_file_in_another_encoding_names_its_line() {
    var yaml = FEED + "    name: Zaïn\n";

    assertThat(errors(file(yaml.getBytes(StandardCharsets.ISO_8859_1))))
        .containsExactly("line 5: the file must be in UTF-8");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "titel: x | line 5: key “titel” is unknown; known are id, name",
        "nmae: x | line 5: key “nmae” is unknown; did you mean “name”?",
        "evry: 5m | line 5: key “evry” is unknown; did you mean “every”?",
        "every: 5s | line 5: “every” must be from 1m",
        "every: often | line 5: “every” must be a time such as 10m",
        "every: 999999999999999999d | line 5: “every” must be a time",
        "every: 10 | line 5: “every” must be from 1m",
        "every: | line 5: “every” has no value",
        "enabled: maybe | line 5: “enabled” must be true or false",
        "id: b | line 5: “id” is there twice, first in line 2",
        "posting: div | line 5: “posting” is not for rss",
        "next: a b | line 5: next: “a b” is no element of a feed",
        "pages: 5 | line 5: “pages” needs “next”",
        "preset: greenhouse | line 4: “format” does not go with “preset”",
        "script: x | line 5: “script” is for json only",
        "layouts: [] | line 5: “layouts” must be a list of at least one layout",
        "slug: x | line 5: “slug” needs “preset”",
        "name: [a] | line 5: “name” must be a text",
        "fields: x | line 5: “fields” must be a mapping",
        "fields: {titel: x} | line 5: field “titel” is unknown; did you mean “title”?",
        "fields: {salary: x} | line 5: field “salary” is unknown; known are id, title",
        "fields: {title: 'a b'} | line 5: title: “a b” is no element of a feed",
        "fields: {title: } | line 5: “title” has no value",
        "? [a] : b | line 5: a key of a board must be a name"
      })
  void a_mistake_in_a_board_names_its_line(String line, String expected) {
    assertThat(error(FEED + "    " + line + "\n")).startsWith(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id: A | line 2: “A” is no id",
        "id: a_b | line 2: “a_b” is no id",
        "id: '' | line 2: “” is no id",
        "id: | line 2: “id” has no value",
        "url: a.example | line 3: “a.example” must begin with http:// or https://",
        "url: ftp://a.example/ | line 3: “ftp://a.example/” must begin with http",
        "url: https://a b/ | line 3: “https://a b/” is no address",
        "url: https://u:p@a.example/ | line 3: an address with a user name",
        "format: csv | line 4: format “csv” is unknown; it must be one of html, rss, json, xml,"
            + " jsonld"
      })
  void a_bad_value_names_its_line(String line, String expected) {
    var key = line.substring(0, line.indexOf(':'));
    var yaml =
        FEED.lines()
            .map(
                old ->
                    old.contains(key + ":") ? old.substring(0, old.indexOf(key + ":")) + line : old)
            .collect(Collectors.joining("\n"));

    assertThat(error(yaml)).startsWith(expected);
  }

  @Test
  void what_is_missing_is_told_all_at_once() {
    assertThat(errors("boards:\n  - name: x\n"))
        .hasSize(3)
        .allMatch(line -> line.startsWith("line 2: “"))
        .anyMatch(line -> line.contains("“id” is missing"))
        .anyMatch(line -> line.contains("“url” is missing"))
        .anyMatch(line -> line.contains("“format” is missing"));
  }

  @Test
  void an_id_that_is_there_twice_names_both_lines() {
    assertThat(error(FEED + FEED.substring(FEED.indexOf("  -"))))
        .isEqualTo("line 5: the id “a” is there twice, first in line 2");
  }

  @Test
  void html_needs_a_posting_and_a_title() {
    assertThat(errors(FEED.replace("rss", "html")))
        .anyMatch(line -> line.startsWith("line 2: “posting” is missing"))
        .anyMatch(line -> line.startsWith("line 2: “fields” must say where the title is"));
  }

  @Test
  void json_needs_a_posting_and_a_title() {
    assertThat(errors(FEED.replace("rss", "json") + "    fields: {company: /c}\n"))
        .anyMatch(line -> line.startsWith("line 2: “posting” is missing"))
        .anyMatch(line -> line.startsWith("line 5: “fields” must say where the title is"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"div[", "::", "div >> p", "a:nth-child(", "", "div:nonsense(2)", "@href"})
  void a_bad_selector_is_told(String selector) {
    var yaml =
        FEED.replace("rss", "html") + "    posting: '" + selector + "'\n    fields: {title: h2}\n";

    assertThat(error(yaml)).startsWith("line 5: “" + selector + "” is no CSS selector");
  }

  @Test
  void a_bad_selector_of_a_field_is_told() {
    var yaml = FEED.replace("rss", "html") + "    posting: a\n    fields:\n      title: 'b[ @x'\n";

    assertThat(error(yaml)).startsWith("line 7: title: “b[” is no CSS selector");
  }

  @ParameterizedTest
  @CsvSource({
    "jobs, “/”: did you mean “/jobs”?",
    "data.jobs, “/”: did you mean “/data/jobs”?",
    "/a~b, “~” is written “~0”"
  })
  void a_bad_pointer_is_told(String pointer, String expected) {
    var yaml =
        FEED.replace("rss", "json") + "    posting: " + pointer + "\n    fields: {title: /t}\n";

    assertThat(error(yaml)).startsWith("line 5: ").contains(expected);
  }

  @Test
  void all_mistakes_are_told_at_once_by_line_but_not_more_than_twenty() {
    var yaml =
        "boards:\n"
            + IntStream.range(0, 30)
                .mapToObj(i -> "  - {id: b" + i + ", url: 'ftp://x', format: rss}\n")
                .collect(Collectors.joining());

    var errors = errors(yaml);

    assertThat(errors).hasSize(21).last().isEqualTo("and 10 more");
    assertThat(errors.get(0)).startsWith("line 2: ");
    assertThat(errors.get(19)).startsWith("line 21: ");
  }

  @Test
  void thousands_of_boards_are_read() {
    var yaml =
        "boards:\n"
            + IntStream.range(0, 5_000)
                .mapToObj(i -> "  - {id: b" + i + ", url: 'https://x.example/', format: rss}\n")
                .collect(Collectors.joining());

    assertThat(read(yaml)).hasSize(5_000);
  }
}
