package io.earlybrd.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.mail.MailContent.Kind;
import io.earlybrd.mail.MailContent.Links;
import io.earlybrd.mail.MailContent.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A page that is made once for many mails says what the template would say to each of them. */
class PagesTest {
  private static final MailRenderer FORMS = new MailRenderer();

  @TempDir private Path folder;
  private MailRenderer each;

  /** Our own page as an operator's: run for each mail. */
  @BeforeEach
  void copyOurs() throws IOException {
    for (var name : List.of("page.html", "page.txt")) {
      Files.copy(Path.of("templates", "email", name), folder.resolve(name));
    }
    each = new MailRenderer(folder);
  }

  static Stream<MailContent> mails() {
    var mails = new ArrayList<>(List.of(Morning.digest(), Morning.instant(), Mails.sample()));
    for (var text : Nasty.TEXTS) {
      mails.add(Mails.of(Kind.DIGEST, 1, new Section(text, List.of(Mails.titled(text)))));
      mails.add(
          Mails.of(
              Kind.INSTANT,
              400,
              new Section(text, List.of(Mails.titled("Plain"), Mails.titled(text))),
              new Section("b " + text, List.of(Mails.titled("c " + text)))));
    }
    for (var searches : List.of(1, 3, 4, 50)) {
      var sections = new ArrayList<Section>();
      for (int n = 0; n < searches; n++) {
        sections.add(Mails.section("a rather long name of the search that is number " + n, 2));
      }
      mails.add(Mails.of(Kind.DIGEST, 2 * searches, sections.toArray(Section[]::new)));
    }
    mails.add(Mails.linked(new Links("https://a.example/?x=1&y=\"<>'", "https://a.example/m/é&z")));
    return mails.stream();
  }

  @ParameterizedTest
  @MethodSource("mails")
  void it_says_the_same_in_html_and_in_text(MailContent mail) {
    var expected = each.render(mail);

    // The first mail of its shape, and one that finds its form.
    for (var made : List.of(FORMS.render(mail), FORMS.render(mail))) {
      assertThat(made.html()).isEqualTo(expected.html());
      assertThat(made.text()).isEqualTo(expected.text());
      assertThat(made.subject()).isEqualTo(expected.subject());
    }
  }

  @Test
  void one_mail_has_no_words_of_another() {
    FORMS.render(Mails.of(Kind.DIGEST, 1, new Section("first", List.of(Mails.titled("Cook")))));
    var second =
        FORMS.render(
            Mails.of(Kind.DIGEST, 1, new Section("second", List.of(Mails.titled("Baker")))));

    assertThat(second.html()).contains("second", "Baker").doesNotContain("first", "Cook");
    assertThat(second.text()).contains("second", "Baker").doesNotContain("first", "Cook");
  }

  @Test
  void lines_stay_short() {
    var quoted =
        new String(
            FORMS.render(Morning.digest()).quotedHtml(),
            java.nio.charset.StandardCharsets.US_ASCII);

    assertThat(quoted.lines().mapToInt(String::length).max().orElseThrow()).isLessThanOrEqualTo(76);
    assertThat(quoted).endsWith("\r\n").doesNotEndWith("=\r\n");
  }
}
