package io.earlybrd.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earlybrd.posting.FoundPosting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptJsonTest {
  private static Reading read(String name, String scripts) throws UnreadableBoard {
    var board =
        Board.fromJson(
            """
            {"id": "a", "name": "A", "url": "https://a.example/jobs/", "every": "PT10M", "enabled": true,
             "format": "json", "script": "%s", "posting": "/jobs", "fields": {"title": "/title"}}
            """
                .formatted(name));
    return Documents.read(board, "<html><body><p>Jobs</p>" + scripts + "</body></html>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>window.data = {\"jobs\": [{\"title\": \"Cook\"}]};</script>",
        "<script>var other = 1; var data={\"jobs\":[{\"title\":\"Cook\"}]}, more = {};</script>",
        "<script>window['data'] = {\"jobs\": [{\"title\": \"Cook\"}]}</script>",
        "<script>self.data = {\"jobs\": [{\"title\": \"Cook\", \"text\": \"a } ] \\\" { in"
            + " it\"}]};</script>",
        "<script>if (data == {}) {} data = {\"jobs\": [{\"title\": \"Cook\"}]};</script>",
        "<script>metadata = {\"jobs\": []}; data = {\"jobs\": [{\"title\": \"Cook\"}]};</script>",
        "<script>data ="
            + " JSON.parse(\"{\\\"jobs\\\":[{\\\"title\\\":\\\"Coo\\u006b\\\"}]}\");</script>",
        "<script>data = JSON.parse('{\"jobs\":[{\"title\":\"C\\x6fok\"}]}');</script>",
        "<script>load({data: {\"jobs\": [{\"title\": \"Cook\"}]}});</script>",
        "<script>data = null;</script><script>data = {\"jobs\": [{\"title\": \"Cook\"}]};</script>",
        "<script id=data type=application/json>{\"jobs\": [{\"title\": \"Cook\"}]}</script>",
        "<script id=data>  <!-- \n {\"jobs\": [{\"title\": \"Cook\"}]} --></script>"
      })
  void data_that_a_page_carries_for_its_scripts_is_read(String scripts) throws UnreadableBoard {
    assertThat(read("data", scripts).postings())
        .extracting(FoundPosting::title)
        .containsExactly("Cook");
  }

  @Test
  void a_variable_may_be_named_with_its_window() throws UnreadableBoard {
    assertThat(
            read("window.data", "<script>data = {\"jobs\": [{\"title\": \"Cook\"}]}</script>")
                .postings())
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<script>other = {}</script>",
        "<script>data = {\"jobs\": [</script>",
        "<script>data = 7</script>"
      })
  void a_page_without_it_says_so(String scripts) {
    assertThatThrownBy(() -> read("data", scripts))
        .isInstanceOf(UnreadableBoard.class)
        .hasMessageStartingWith("has no script “data”");
  }

  @Test
  void a_hostile_script_ends() {
    assertThatThrownBy(() -> read("data", "<script>" + "data={\"".repeat(200_000) + "</script>"))
        .isInstanceOf(UnreadableBoard.class);
  }
}
