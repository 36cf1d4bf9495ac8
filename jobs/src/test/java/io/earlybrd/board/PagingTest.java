package io.earlybrd.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the next page of a board is. */
class PagingTest {
  private static Paging by(String parameter, int from) {
    return new Paging(9, null, parameter, from, 0, null, null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "offset | https://a.example/jobs | https://a.example/jobs?offset=50",
        "offset | https://a.example/jobs?q=x#top | https://a.example/jobs?q=x&offset=50",
        "offset | https://a.example/jobs?offset=25&q=x | https://a.example/jobs?offset=50&q=x",
        "offset | https://a.example/jobs?myoffset=1 | https://a.example/jobs?myoffset=1&offset=50",
        "offset | https://a.example/j?finder=all;site=A,limit=25,offset=0,sort=new |"
            + " https://a.example/j?finder=all;site=A,limit=25,offset=50,sort=new",
        "offset | https://a.example/j?finder=all%3Bsite%3DA%2Coffset%3D0 |"
            + " https://a.example/j?finder=all%3Bsite%3DA%2Coffset%3D50",
        "$skip | https://a.example/j?%24top=20&%24skip=0 |"
            + " https://a.example/j?%24top=20&%24skip=50",
        "$skip | https://a.example/j?$skip=0&x=1 | https://a.example/j?$skip=50&x=1",
        "search/ | https://a.example/v1/gb/search/1?q=x | https://a.example/v1/gb/search/50?q=x",
        "search/ | https://a.example/copy.json | https://a.example/copy.json"
      })
  void a_count_stands_where_the_address_has_it(String parameter, URI board, URI page) {
    assertThat(by(parameter, 0).page(board, 50)).isEqualTo(page);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "page | https://a.example/jobs | 1",
        "page | https://a.example/jobs?page=4 | 4",
        "page | https://a.example/jobs?page= | 1",
        "page | https://a.example/jobs?page=x | 1",
        "search/ | https://a.example/gb/search/7?q=x | 7"
      })
  void counting_begins_where_the_address_says(String parameter, URI board, long first) {
    assertThat(by(parameter, 1).first(board)).isEqualTo(first);
  }

  @Test
  void each_shape_goes_on_in_its_own_way() throws UnreadableBoard {
    var yaml =
        """
        boards:
          - id: a
            url: https://a.example/jobs
            layouts:
              - format: html
                posting: li
                fields: {title: b}
                next: a.next @href
              - format: json
                posting: /jobs
                fields: {title: /t}
                paging: {parameter: page, from: 1, by: 1, total: /all}
                pages: 7
        """;
    var board = BoardsYaml.parse("boards.yaml", yaml, new Presets(null)).getFirst();

    var html = read(board, "<ul><li><b>Cook</b></li></ul><a class=next href='?p=2'>on</a>");
    var json = read(board, "{\"all\": 30, \"jobs\": [{\"t\": \"Cook\"}]}");

    assertThat(html.next()).hasToString("https://a.example/jobs?p=2");
    assertThat(json.next()).isNull();
    assertThat(json.total()).isEqualTo(30);
    assertThat(json.paging().pages()).isEqualTo(7);
    assertThat(json.paging().page(board.url(), 2)).hasToString("https://a.example/jobs?page=2");
  }

  private static Reading read(Board board, String document) throws UnreadableBoard {
    return BoardReader.read(
        java.util.Objects.requireNonNull(board.recipe()),
        new BoardReader.Source(document.getBytes(StandardCharsets.UTF_8), null, board.url()),
        board.url(),
        Names.NONE,
        Instant.EPOCH);
  }
}
