package io.earlybrd.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of the operator's own templates. */
class OwnTemplatesTest {
  @TempDir private Path folder;

  @Test
  void a_file_of_the_same_name_wins_and_the_others_stay_ours() throws IOException {
    own(
        "posting.html",
        "<tr><td><a th:href=\"${posting.url}\">* [[${posting.title.text()}]]</a></td></tr>");

    var mail = render();

    assertThat(mail.html()).contains(">* Senior Java Engineer, Payments</a>", "7 new postings");
    assertThat(mail.text()).contains("Search “java remote”: 3 new");
  }

  @Test
  void it_may_lie_in_a_folder_named_email() throws IOException {
    own("email/style.html", "<style>body { color: purple }</style>");

    assertThat(render().html()).contains("color: purple").doesNotContain("prefers-color-scheme");
  }

  @Test
  void a_page_of_ones_own_may_word_postings_by_itself() throws IOException {
    own(
        "digest.html",
        """
        <html><body><p>[[${mail.heading}]]</p><ul th:each="s : ${mail.sections}">
        <li th:each="p : ${s.entries}" th:text="${p.title.text()}">a</li></ul>
        <a th:href="${mail.links.page}">Stop</a></body></html>
        """);

    assertThat(render().html())
        .contains("<p>7 new postings</p>", "<li>Documentation Engineer</li>", ">Stop</a>");
  }

  @Test
  void the_example_of_the_documentation_works() throws IOException {
    var text = Files.readString(Path.of("docs", "mail.md"));
    var from = text.indexOf("```html\n") + 8;
    own("posting.html", text.substring(from, text.indexOf("```", from)));

    assertThat(render().html())
        .contains("<b>Senior Java Engineer, Payments</b>", "€78,000 – €95,000");
  }

  @Test
  void a_name_that_is_not_there_is_told_with_file_and_line() throws IOException {
    own("posting.txt", "\n\n[(${posting.salary})]\n");

    assertThatThrownBy(this::render)
        .isInstanceOf(BrokenTemplate.class)
        .hasMessageContaining("posting.txt, line 3: ")
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("salary");
  }

  @Test
  void an_expression_that_does_not_parse_is_told_with_file_and_line() throws IOException {
    own("page.html", "<html><body>\n<p th:text=\"${mail.heading\">x</p></body></html>");

    assertThatThrownBy(this::render)
        .isInstanceOf(BrokenTemplate.class)
        .hasMessageContaining("page.html, line 2: ");
  }

  @Test
  void a_template_that_does_not_parse_is_told_with_its_file() throws IOException {
    own("page.txt", "[# th:each=\"a : ${mail.sections}\"]\nnever closed");

    assertThatThrownBy(this::render)
        .isInstanceOf(BrokenTemplate.class)
        .hasMessageContaining("page.txt");
  }

  private RenderedMail render() {
    return new MailRenderer(folder).render(Mails.sample());
  }

  private void own(String name, String text) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
