package io.earlybrd.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.earlybrd.platform.UserError;
import io.earlybrd.posting.FoundPosting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/boards.md shows is what happens. */
class BoardsDocumentationTest {
  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  @TempDir Path folder;

  private record Block(String language, String text) {}

  private static List<Block> blocks() throws IOException {
    return BLOCK
        .matcher(Files.readString(Path.of("docs/boards.md")))
        .results()
        .map(match -> new Block(match.group(1), match.group(2)))
        .toList();
  }

  private List<Board> boards(String yaml) throws IOException {
    return BoardsYaml.read(Files.writeString(folder.resolve("boards.yaml"), yaml));
  }

  /** Of the block in {@code language} and the YAML before it. */
  private FoundPosting reads(String language) throws Exception {
    var blocks = blocks();
    int at = blocks.stream().map(Block::language).toList().indexOf(language);
    var board = boards(blocks.get(at - 1).text()).getFirst();
    var document = blocks.get(at).text().getBytes(StandardCharsets.UTF_8);
    var reading = Documents.read(board, document, null, board.url());
    assertThat(reading.notes()).isEmpty();
    assertThat(reading.postings()).hasSize(1);
    return reading.postings().getFirst();
  }

  @Test
  void every_example_of_a_file_is_right() throws IOException {
    var examples =
        blocks().stream()
            .filter(block -> block.language().equals("yaml") && block.text().startsWith("boards:"))
            .toList();

    assertThat(examples).hasSize(11);
    for (var example : examples) {
      assertThat(boards(example.text())).isNotEmpty();
    }
  }

  @Test
  void the_example_of_html_is_read() throws Exception {
    assertThat(reads("html"))
        .isEqualTo(
            new FoundPosting(
                "A-17",
                "https://www.example.com/careers/porter-17.html",
                "Night Porter",
                "Acme",
                "Oslo",
                false,
                "NOK 240 / h",
                null,
                "Guests arrive late.\nYou let them in.",
                Instant.parse("2026-06-16T00:00:00Z")));
  }

  @Test
  void the_example_of_a_feed_is_read() throws Exception {
    assertThat(reads("xml"))
        .isEqualTo(
            new FoundPosting(
                "A-17",
                "https://www.example.com/careers/porter-17.html",
                "Night Porter",
                "Acme",
                "Oslo",
                null,
                "NOK 240 / h",
                "Hotel, Service",
                "Guests arrive late.",
                Instant.parse("2026-06-16T00:00:00Z")));
  }

  @Test
  void the_example_of_json_is_read() throws Exception {
    assertThat(reads("json"))
        .isEqualTo(
            new FoundPosting(
                "17",
                "https://www.example.com/careers/porter-17.html",
                "Night Porter",
                null,
                "Oslo, Bergen",
                false,
                null,
                null,
                "Guests arrive late.",
                Instant.parse("2026-06-16T00:00:00Z")));
  }

  @Test
  void the_mistakes_are_told_as_shown() throws IOException {
    var file =
        Files.writeString(
            folder.resolve("boards.yaml"),
            """
            boards:
              - id: a
                url: https://a.example/
                format: html
                every: 5s
                posting: li
                fields: {titel: h2, title: h2,
                  company: 'b['}
            """);

    var error = catchThrowableOfType(UserError.class, () -> BoardsYaml.read(file));

    var shown = error.getMessage().replace(folder + "/", "").lines().toList();
    var documented = Files.readString(Path.of("docs/boards.md"));
    assertThat(shown).hasSize(3);
    assertThat(documented).contains(shown.get(0), shown.get(1));
    assertThat(shown.get(2)).startsWith("boards.yaml: line 8: company: “b[” is no CSS selector: ");
  }

  @Test
  void every_field_is_documented() throws IOException {
    var documented = Files.readString(Path.of("docs/boards.md"));

    assertThat(Field.NAMES).allMatch(name -> documented.contains("`" + name + "`"));
  }
}
