package io.earlybrd.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinksTest {
  private static final URI PAGE = URI.create("https://a.example/jobs/list?page=2");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7 | https://a.example/jobs/7",
        "/7?x=1 | https://a.example/7?x=1",
        "../7 | https://a.example/7",
        "../../../7 | https://a.example/7",
        "?page=3 | https://a.example/jobs/list?page=3",
        "#job-7 | https://a.example/jobs/list?page=2#job-7",
        "//b.example/7 | https://b.example/7",
        "http://b.example/%7E7?r=%3D | http://b.example/%7E7?r=%3D",
        "HTTP://b.example/7 | HTTP://b.example/7",
        "/a b/100%/<x>?q[]=1 | https://a.example/a%20b/100%25/%3Cx%3E?q%5B%5D=1",
        "/Büro | https://a.example/B%C3%BCro",
        "https://bücher.example/7 | https://xn--bcher-kva.example/7",
        "https://my_company.b.example/7 | https://my_company.b.example/7"
      })
  void a_link_becomes_what_a_browser_would_open(String written, String expected) {
    assertThat(Links.resolve(PAGE, written)).isEqualTo(expected);
  }

  @Test
  void white_space_and_line_breaks_are_no_part_of_it() {
    assertThat(Links.resolve(PAGE, "\n  /jobs/\n7\t ")).isEqualTo("https://a.example/jobs/7");
  }

  @Test
  void a_page_without_a_path_has_links_too() {
    assertThat(Links.resolve(URI.create("https://a.example"), "7"))
        .isEqualTo("https://a.example/7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "mailto:a@b.example",
        "tel:+1",
        "ftp://b.example/",
        "http:",
        "http://",
        "https://bank.example@b.example/",
        "http:7"
      })
  void what_leads_to_no_web_page_is_no_link(String written) {
    assertThat(Links.resolve(PAGE, written)).isNull();
  }

  @Test
  void a_link_that_no_mail_program_would_keep_is_none() {
    assertThat(Links.resolve(PAGE, "/" + "x".repeat(5_000))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.com/jobs",
        "ftp://example.com",
        "http://",
        "https:///jobs",
        "https://a b/",
        "https://user:secret@example.com/",
        "https://example.com/{slug}",
        "http://a:99999/"
      })
  void a_board_needs_a_web_address(String written) {
    assertThatThrownBy(() -> Links.boardUrl(written)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_board_may_have_an_international_address() {
    assertThat(Links.boardUrl("https://bücher.example/Büro"))
        .isEqualTo(URI.create("https://xn--bcher-kva.example/B%C3%BCro"));
  }
}
