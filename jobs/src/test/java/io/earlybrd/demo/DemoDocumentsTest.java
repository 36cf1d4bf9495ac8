package io.earlybrd.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.board.BoardsYaml;
import io.earlybrd.board.Documents;
import io.earlybrd.demo.SamplePostings.SamplePosting;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoDocumentsTest {
  @ParameterizedTest
  @CsvSource({
    "demo-harbour-jobs, 14, 15",
    "demo-werkbank, 12, 13",
    "demo-far-and-wide, 10, 12",
    "demo-civic-work, 9, 10",
    "demo-fernweh-robotics, 10, 12",
    "demo-gigwharf, 8, 10"
  })
  void each_board_shows_all_its_postings(String id, int first, int second) throws Exception {
    var board =
        SamplePostings.boards().stream().filter(b -> b.get("id").equals(id)).findFirst().get();
    assertThat(SamplePostings.of(board, "v1")).hasSize(first);
    assertThat(SamplePostings.of(board, "v2")).hasSize(second);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v2"})
  void each_posting_has_a_link_of_its_own_that_no_port_changes(String version) throws Exception {
    var links = SamplePostings.all(version).stream().map(SamplePosting::link).toList();
    assertThat(links)
        .doesNotHaveDuplicates()
        .allSatisfy(
            link -> {
              assertThat(link).startsWith("https://");
              assertThat(URI.create(link).getHost()).endsWith(".example.com");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v2"})
  void our_own_reader_has_nothing_to_remark(String version, @TempDir Path folder) throws Exception {
    var file =
        Files.writeString(
            folder.resolve("boards.yaml"), Sample.text("boards.yaml").replace("{port}", "80"));
    int found = 0;
    for (var board : BoardsYaml.read(file)) {
      var document = Sample.of(version + board.url().getPath());
      var reading = Documents.read(board, document.bytes(), null, board.url());
      assertThat(reading.notes()).as(board.id()).isEmpty();
      assertThat(reading.skipped()).as(board.id()).isZero();
      found += reading.postings().size();
    }
    assertThat(found).isEqualTo(SamplePostings.all(version).size());
  }

  @Test
  void the_second_version_brings_new_postings_and_a_few_are_gone() throws Exception {
    var first = SamplePostings.all("v1");
    var second = SamplePostings.all("v2");
    var fresh = new ArrayList<>(second);
    fresh.removeAll(first);
    var gone = new ArrayList<>(first);
    gone.removeAll(second);
    assertThat(fresh).hasSize(16);
    assertThat(gone).hasSize(7);
    assertThat(first).extracting(SamplePosting::link).doesNotContainAnyElementsOf(links(fresh));
  }

  @Test
  void a_hostile_title_is_a_title() throws Exception {
    assertThat(SamplePostings.all("v2"))
        .extracting(SamplePosting::title)
        .contains(
            "Application Security Engineer <script>alert('hired')</script>",
            "Proofread a newsletter\r\nBcc: everyone@example.com");
  }

  private static Iterable<String> links(Iterable<SamplePosting> postings) {
    var links = new ArrayList<String>();
    postings.forEach(posting -> links.add(posting.link()));
    return links;
  }
}
