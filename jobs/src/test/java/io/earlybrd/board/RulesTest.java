package io.earlybrd.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.earlybrd.board.Board.Format;
import io.earlybrd.platform.UserError;
import io.earlybrd.posting.FoundPosting;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** The language in which definitions say where a field is. */
class RulesTest {
  private static final String POSTING =
      """
      {"id": 17, "title": "Acme: Night Porter", "slug": "night-porter", "blank": " ", "none": null,
       "city": "Oslo", "region": "Oslo", "country": "Norway",
       "offices": [{"city": "Oslo", "country": "NO"}, {"city": "Bergen", "country": "NO"}],
       "tasks": "<p>Doors.</p>", "profile": "<p>Awake.</p>", "place": "REMOTE",
       "link": "/jobs/17/night-porter?src=x"}
      """;

  private static List<String> texts(String rule, Field field) {
    var json = JsonMapper.shared();
    var written = json.readTree(rule);
    var read = new RuleReader(Format.JSON, Problems.FATAL).rule(written, field.yamlName());
    var document = json.readTree("{\"company\": \"Acme\", \"jobs\": [" + POSTING + "]}");
    return read.texts(
        new JsonItem(document.at("/jobs/0"), document),
        field,
        Names.NONE.with("slug", "acme").with("origin", "https://acme.example"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"/title\" | Acme: Night Porter",
        "[\"/none\", \"/blank\", \"/slug\"] | night-porter",
        "{\"from\": \"/title\", \"as\": \"before-colon\"} | Acme",
        "{\"from\": \"/title\", \"as\": [\"after-colon\", \"lower-words\"]} | night porter",
        "{\"parts\": [\"/city\", \"/region\", \"/country\"]} | Oslo, Norway",
        "{\"parts\": [\"/none\", \"/country\"]} | Norway",
        "{\"text\": \"{$origin}/{$slug}/{/id}-{/slug}\"} |"
            + " https://acme.example/acme/17-night-porter",
        "{\"from\": \"/link\", \"pattern\": \"/jobs/(\\\\d+)\"} | 17",
        "{\"from\": \"/link\", \"pattern\": \"night-\\\\w+\"} | night-porter",
        "{\"from\": \"/place\", \"words\": {\"remote\": \"yes\", \"office\": \"no\"}} | yes",
        "{\"all\": [\"/tasks\", \"/profile\"], \"join\": \" \"} | <p>Doors.</p> <p>Awake.</p>",
        "{\"from\": \"/offices/*/city\", \"join\": \"; \"} | Oslo; Bergen",
        "\"^/company\" | Acme",
        "{\"text\": \"{$slug}/{$n}\", \"with\": {\"n\": {\"from\": \"/link\", \"pattern\":"
            + " \"\\\\d+\"}}} | acme/17",
        "{\"text\": \"remote\"} | remote"
      })
  void a_rule_reads(String rule, String text) {
    assertThat(texts(rule, Field.TITLE)).containsExactly(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"/nowhere\"",
        "\"/blank\"",
        "[\"/none\", \"/blank\"]",
        "{\"text\": \"{$origin}/{/none}\"}",
        "{\"text\": \"{$unknown}/{/id}\"}",
        "{\"text\": \"{$n}\", \"with\": {\"n\": \"/none\"}}",
        "{\"from\": \"/place\", \"words\": {\"office\": \"no\"}}",
        "{\"from\": \"/title\", \"pattern\": \"\\\\d+\"}",
        "{\"from\": \"/slug\", \"as\": \"before-colon\"}"
      })
  void a_rule_that_finds_nothing_says_nothing(String rule) {
    assertThat(texts(rule, Field.TITLE)).isEmpty();
  }

  @Test
  void a_rule_is_read_for_each_part() {
    assertThat(
            texts("{\"each\": \"/offices\", \"parts\": [\"/city\", \"/country\"]}", Field.LOCATION))
        .containsExactly("Oslo, NO", "Bergen, NO");
    assertThat(texts("{\"each\": \"/offices/*\", \"from\": \"/city\"}", Field.LOCATION))
        .containsExactly("Oslo", "Bergen");
  }

  @Test
  void some_of_several_parts_count() {
    var bergen = "{\"from\": \"/city\", \"pattern\": \"^Bergen$\"}";

    assertThat(
            texts(
                "{\"each\": \"/offices\", \"only\": %s, \"from\": \"/city\"}".formatted(bergen),
                Field.LOCATION))
        .containsExactly("Bergen");
    assertThat(
            texts(
                "{\"each\": \"/offices\", \"unless\": %s, \"from\": \"/city\"}".formatted(bergen),
                Field.LOCATION))
        .containsExactly("Oslo");
  }

  @Test
  void a_posting_in_json_knows_what_holds_its_list() throws UnreadableBoard {
    var board =
        Documents.json(
            "/departments/*/jobs", Map.of("id", "/id", "title", "/title", "department", "</name"));

    var reading =
        Documents.read(
            board,
            """
            {"departments": [{"name": "Bar", "jobs": [{"id": 1, "title": "Mixer"}]},
                             {"name": "Door", "jobs": [{"id": 2, "title": "Porter"}]}]}
            """);

    assertThat(reading.postings())
        .extracting(FoundPosting::department)
        .containsExactly("Bar", "Door");
  }

  @Test
  void a_posting_on_a_page_knows_the_heading_before_it() throws UnreadableBoard {
    var board =
        Documents.html(
            "li", Map.of("title", "a", "department", "< h2", "location", "< section @data-place"));

    var reading =
        Documents.read(
            board,
            """
            <section data-place=Oslo><ul><li><a href=1>Cat</a></ul>
            <h2>Bar</h2><ul><li><a href=2>Mixer</a><li><a href=3>Waiter</a></ul></section>
            <section data-place=Bergen><h2>Door</h2><ul><li><a href=4>Porter</a></ul></section>
            """);

    assertThat(reading.postings())
        .extracting(FoundPosting::title, FoundPosting::department, FoundPosting::location)
        .containsExactly(
            tuple("Cat", null, "Oslo"),
            tuple("Mixer", "Bar", "Oslo"),
            tuple("Waiter", "Bar", "Oslo"),
            tuple("Porter", "Door", "Bergen"));
  }

  @Test
  void the_first_address_that_can_be_filled_in_counts() {
    var template =
        Template.firstOf(
            List.of("https://{$region}.a.example/{$slug}", "https://a.example/{$slug}"));

    assertThat(template.filled(Names.NONE.with("slug", "x"))).isEqualTo("https://a.example/x");
    assertThat(template.filled(Names.NONE.with("slug", "x").with("region", "eu")))
        .isEqualTo("https://eu.a.example/x");
    assertThat(template.filled(Names.NONE)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"from\": \"/x\", \"only\": \"/y\"} | “only” and “unless” need “each”",
        "\"title\" | a JSON Pointer begins with “/”: did you mean “/title”?",
        "{\"form\": \"/x\"} | key “form” is unknown; did you mean “from”?",
        "{\"as\": \"lower-words\"} | title: needs one of from, all, parts, text",
        "{\"from\": \"/x\", \"text\": \"y\"} | title: needs one of from, all, parts, text",
        "{\"from\": \"/x\", \"as\": \"upper\"} | “upper” is no change that is known; known are"
            + " before-colon",
        "{\"from\": \"/x\", \"pattern\": \"(\"} | “(” is no pattern",
        "{\"from\": \"/x\", \"words\": \"y\"} | “words” must be a mapping",
        "[] | “title” is an empty list",
        "{\"text\": \"{title}\"} | a JSON Pointer begins with “/”"
      })
  void a_mistake_says_what_is_meant(String rule, String message) {
    assertThatThrownBy(() -> texts(rule, Field.TITLE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void a_mistake_deep_in_a_definition_names_its_own_line() {
    var yaml =
        """
        boards:
          - id: a
            url: https://a.example/
            format: json
            posting: /jobs
            fields:
              title: /t
              location:
                each: /offices
                parts:
                  - /city
                  - region
            detail:
              format: json
              posting: ""
              lacking: [descripton]
              fields:
                description:
                  - /a
                  - {from: /b, as: shout}
        """;

    assertThatThrownBy(() -> BoardsYaml.parse("boards.yaml", yaml, new Presets(null)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("line 12: location: a JSON Pointer begins with “/”")
        .hasMessageContaining("line 16: field “descripton” is unknown")
        .hasMessageContaining("line 20: “shout” is no change that is known");
  }

  @Test
  void a_rule_for_parts_knows_names_of_each_part() {
    assertThat(
            texts(
                "{\"each\": \"/offices\", \"text\": \"{$c}-{/city}\", \"with\": {\"c\":"
                    + " \"/country\"}}",
                Field.LOCATION))
        .containsExactly("NO-Oslo", "NO-Bergen");
  }

  @Test
  void an_anchor_that_contains_itself_is_told() {
    assertThatThrownBy(
            () -> BoardsYaml.parse("boards.yaml", "boards: &a\n  - *a\n", new Presets(null)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("line 1: an anchor that contains itself");
  }
}
