package io.earlybrd.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

/** Looking costs little more than reading, whatever there is to look at. */
@Timeout(120)
class GuessCostTest {
  private static final URI PAGE = URI.create("https://a.example/x/");

  private static String repeated(String text, int times) {
    return IntStream.range(0, times)
        .mapToObj(i -> text.replace("#", Integer.toString(i)))
        .collect(Collectors.joining());
  }

  private static List<Guess> html(String html) {
    return HtmlGuess.of(Jsoup.parse(html, PAGE.toString()), PAGE);
  }

  @Test
  void a_page_of_15_000_postings_is_read() {
    var card =
        "<div class='card c-#'><h3 class=title><a href=/jobs/x-#>Cook for ship #</a></h3>"
            + "<p class=place>Oslo</p><span class='x y z'>Remote</span></div>";

    assertThat(html(repeated(card, 15_000)).getFirst().count()).isEqualTo(15_000);
  }

  @Test
  void classes_without_end_cost_no_more_than_their_length() {
    var page =
        repeated("<li class='aaa# bbb#ccc zz#x'><a class=u# href=/y#>Word #</a></li>", 20_000);

    assertThat(html(page)).hasSizeLessThan(6);
  }

  @Test
  void lists_inside_of_lists_end() {
    var page = repeated("<ul><li class=q><a href=/jobs/#>Cook #</a>", 300);

    assertThat(html(page)).hasSizeLessThan(6);
  }

  @Test
  void a_document_of_40_000_postings_is_read() {
    var job = "{\"id\":#,\"title\":\"Cook #\",\"url\":\"https://a.example/#\"},";
    var json = "{\"jobs\":[" + repeated(job, 40_000) + "{}]}";

    var guess = JsonGuess.of(JsonMapper.shared().readTree(json)).getFirst();

    assertThat(guess.posting()).isEqualTo("/jobs");
    assertThat(guess.count()).isEqualTo(40_000);
  }

  @Test
  void keys_without_end_are_not_all_looked_at() {
    var json = "{" + repeated("\"k#a\":{\"title#\":\"Cook #\",\"id\":#},", 30_000) + "\"z\":1}";

    assertThat(JsonGuess.of(JsonMapper.shared().readTree(json))).hasSizeLessThan(6);
  }
}
