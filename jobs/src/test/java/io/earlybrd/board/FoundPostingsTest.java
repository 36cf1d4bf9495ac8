package io.earlybrd.board;

import static io.earlybrd.board.Documents.PAGE;
import static io.earlybrd.board.Documents.json;
import static io.earlybrd.board.Documents.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.posting.FoundPosting;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoundPostingsTest {
  private static final Board BOARD =
      json(
          "",
          Map.of(
              "id",
              "/id",
              "title",
              "/t",
              "url",
              "/u",
              "location",
              "/l",
              "description",
              "/d",
              "remote",
              "/r"));

  private static Reading readAll(String... postings) throws UnreadableBoard {
    return read(BOARD, "[" + String.join(",", postings).replace('\'', '"') + "]");
  }

  private static String idOf(String posting) throws UnreadableBoard {
    return readAll(posting).postings().getFirst().externalId();
  }

  @Test
  void the_id_of_the_source_comes_first() throws UnreadableBoard {
    assertThat(idOf("{'id': ' J7 ', 'u': '/7', 't': 'A'}")).isEqualTo("J7");
  }

  @Test
  void else_the_link_without_tracking_parameters_identifies() throws UnreadableBoard {
    var reading = readAll("{'id': '', 'u': '/7?id=1&utm_source=x', 't': 'A'}");

    assertThat(reading.postings().getFirst())
        .returns("https://a.example/7?id=1", FoundPosting::externalId)
        .returns("https://a.example/7?id=1&utm_source=x", FoundPosting::url);
  }

  @Test
  void else_title_company_and_location_identify() throws UnreadableBoard {
    assertThat(idOf("{'t': 'A', 'l': 'Oslo', 'd': 'x'}"))
        .isEqualTo(idOf("{'t': ' A ', 'l': 'Oslo', 'd': 'y'}"))
        .isNotEqualTo(idOf("{'t': 'A', 'l': 'Bergen'}"))
        .matches("[0-9a-f]{64}");
  }

  @ParameterizedTest
  @CsvSource({"#", "''", "/jobs/", "javascript:void(0)", "https://a.example/jobs/#"})
  void a_link_to_the_board_itself_is_not_the_postings_own(String link) throws UnreadableBoard {
    var postings =
        readAll("{'t': 'A', 'u': '" + link + "'}", "{'t': 'B', 'u': '" + link + "'}").postings();

    assertThat(postings).extracting(FoundPosting::externalId).doesNotHaveDuplicates();
    assertThat(postings).hasSize(2).allMatch(p -> p.url().startsWith(PAGE.toString()));
  }

  @Test
  void a_link_that_different_postings_share_is_nobodys_own() throws UnreadableBoard {
    var reading =
        readAll("{'t': 'A', 'u': '/apply'}", "{'t': 'B', 'u': '/apply'}", "{'t': 'C', 'u': '/c'}");

    assertThat(reading.postings()).extracting(FoundPosting::title).containsExactly("A", "B", "C");
    assertThat(reading.notes()).anyMatch(note -> note.contains("share the link"));
  }

  @Test
  void the_same_id_is_one_posting_in_several_places() throws UnreadableBoard {
    var reading =
        readAll(
            "{'id': 1, 't': 'A', 'l': 'Oslo'}",
            "{'id': 2, 't': 'B', 'l': 'Rome'}",
            "{'id': 1, 't': 'A', 'l': 'Bergen'}",
            "{'id': 1, 't': 'A', 'l': 'Oslo'}",
            "{'id': 1, 't': 'A'}");

    assertThat(reading.postings())
        .extracting(FoundPosting::externalId, FoundPosting::location)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("1", "Oslo; Bergen"),
            org.assertj.core.groups.Tuple.tuple("2", "Rome"));
  }

  @Test
  void an_id_that_stands_for_different_titles_is_noted() throws UnreadableBoard {
    assertThat(readAll("{'id': 1, 't': 'A'}", "{'id': 1, 't': 'B'}").notes())
        .anyMatch(note -> note.startsWith("the id “1” stands for different titles"));
  }

  @Test
  void a_long_id_becomes_its_hash_and_stays_its_own() throws UnreadableBoard {
    var id = "x".repeat(500);

    assertThat(idOf("{'id': '" + id + "', 't': 'A'}")).isEqualTo(id);
    assertThat(idOf("{'id': '" + id + "1', 't': 'A'}"))
        .matches("[0-9a-f]{64}")
        .isNotEqualTo(idOf("{'id': '" + id + "2', 't': 'A'}"));
  }

  @Test
  void without_a_title_the_descriptions_first_words_stand_for_it() throws UnreadableBoard {
    assertThat(readAll("{'d': 'Short one.\\nMore.'}").postings().getFirst().title())
        .isEqualTo("Short one.");
    assertThat(readAll("{'d': '" + "word ".repeat(50) + "'}").postings().getFirst().title())
        .isEqualTo("word ".repeat(16).strip() + "…");
    assertThat(readAll("{'d': '" + "😀".repeat(50) + "'}").postings().getFirst().title())
        .isEqualTo("😀".repeat(39) + "…");
  }

  @Test
  void with_neither_a_posting_is_skipped() throws UnreadableBoard {
    assertThat(readAll("{'u': '/7'}", "{'t': 'A'}")).returns(1, Reading::skipped);
  }

  @ParameterizedTest
  @CsvSource({
    "true, true", "Remote, true", "'Remote (EU only)', true", "100% remote, true", "yes, true",
    "false, false", "on-site, false", "Onsite, false", "Not remote, false", "no, false",
    "hybrid, ", "Oslo, ", "Hybrid remote, "
  })
  void remote_is_read_from_words(String text, Boolean expected) throws UnreadableBoard {
    assertThat(readAll("{'t': 'A', 'r': '" + text + "'}").postings().getFirst().remote())
        .isEqualTo(expected);
  }

  @Test
  void thousands_of_postings_of_one_id_take_no_time() throws UnreadableBoard {
    var text = new StringBuilder("{'id': 1, 't': 'A', 'l': 'P0'}");
    for (int i = 1; i < 20_000; i++) {
      text.append(",{'id': 1, 't': 'A', 'l': 'P").append(i).append("'}");
    }

    assertThat(readAll(text.toString()).postings()).hasSize(1);
  }
}
