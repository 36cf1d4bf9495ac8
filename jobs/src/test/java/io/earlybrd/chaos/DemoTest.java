package io.earlybrd.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.chaos.Launched.Ended;
import io.earlybrd.platform.pg.TestHomes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code demo}, twice in one home, with the embedded database. */
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoTest {
  private final Path home = TestHomes.empty();
  private Ended first;
  private Ended second;
  private List<OutboxMail> afterFirst;
  private List<OutboxMail> afterSecond;

  @BeforeAll
  void twice() throws IOException {
    first = demo();
    afterFirst = outbox();
    second = demo();
    afterSecond = outbox();
  }

  private Ended demo() {
    // The database server is started by programs that are looked up.
    var environment = Map.of("EARLYBRD_HOME", home.toString(), "PATH", System.getenv("PATH"));
    try (var launched = Application.start(home, environment, "demo")) {
      return launched.end();
    }
  }

  private List<OutboxMail> outbox() throws IOException {
    try (var files = Files.list(home.resolve("outbox"))) {
      return files.sorted().map(OutboxMail::read).toList();
    }
  }

  @Test
  void it_ends_well_and_leaves_an_instant_and_two_digest_mails() {
    assertThat(first.exit()).as("%s", first).isZero();
    assertThat(first.err()).doesNotContain("\tat ");
    assertThat(afterFirst.stream().filter(mail -> mail.kind().equals("instant"))).isNotEmpty();
    assertThat(afterFirst.stream().filter(mail -> mail.kind().equals("digest")))
        .hasSizeGreaterThan(1);
  }

  @Test
  void it_shows_the_files_that_it_left() {
    assertThat(afterFirst)
        .allSatisfy(mail -> assertThat(first.out()).contains(mail.file().toString()));
  }

  @Test
  void each_mail_has_its_headers_once() {
    assertThat(afterFirst)
        .allSatisfy(
            mail ->
                assertThat(mail.headerNames())
                    .as("%s", mail.file())
                    .doesNotHaveDuplicates()
                    .contains(
                        "From",
                        "To",
                        "Subject",
                        "Message-ID",
                        "Date",
                        "List-Unsubscribe",
                        "MIME-Version"));
  }

  @Test
  void each_mail_is_text_and_html_which_name_the_same_postings_and_links() {
    assertThat(afterFirst)
        .allSatisfy(
            mail -> {
              assertThat(mail.contentTypes())
                  .as("%s", mail.file())
                  .containsExactly("multipart/alternative", "text/plain", "text/html");
              assertThat(mail.postingsInText()).as("%s", mail.file()).isNotEmpty();
              assertThat(mail.linksInHtml()).as("%s", mail.file()).isEqualTo(mail.linksInText());
              assertThat(mail.text().replaceAll("\\s+", " "))
                  .as("%s", mail.file())
                  .contains(mail.titlesInHtml());
            });
  }

  @Test
  void each_mail_says_in_its_headers_and_in_its_text_how_to_unsubscribe() {
    assertThat(afterFirst)
        .allSatisfy(
            mail ->
                assertThat(mail.linksInText())
                    .as("%s", mail.file())
                    .anySatisfy(link -> assertThat(mail.unsubscribe()).contains("<" + link + ">")));
  }

  @Test
  void a_second_demo_ends_well() {
    assertThat(second.exit()).as("%s", second).isZero();
    assertThat(second.err()).doesNotContain("\tat ");
  }

  @Test
  void a_second_demo_mails_nobody_what_was_mailed_before() {
    var known = afterFirst.stream().map(OutboxMail::file).collect(Collectors.toSet());
    var told = told(afterFirst);
    var toldNow = told(afterSecond.stream().filter(mail -> !known.contains(mail.file())).toList());

    assertThat(toldNow).doesNotContainAnyElementsOf(told);
    assertThat(afterSecond).extracting(OutboxMail::file).containsAll(known);
  }

  /** Who was told of what, by which channel. */
  private static Set<String> told(List<OutboxMail> mails) {
    return mails.stream()
        .flatMap(
            mail ->
                mail.postingsInText().stream()
                    .map(url -> mail.kind() + " " + mail.to() + " " + url))
        .collect(Collectors.toSet());
  }
}
