package io.earlybrd.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SubjectTest {

  @Test
  void an_instant_mail_names_its_posting() {
    assertThat(subject(Mails.instant(Mails.titled("Senior Java Engineer"))))
        .isEqualTo("Senior Java Engineer at Acme");
  }

  @Test
  void an_instant_mail_of_several_counts_the_others() {
    assertThat(
            subject(
                Mails.instant(
                    Mails.titled("Engineer"), Mails.titled("Tester"), Mails.titled("Writer"))))
        .isEqualTo("Engineer at Acme and 2 more");
  }

  @Test
  void a_long_title_leaves_room_for_the_count() {
    var subject =
        subject(Mails.instant(Mails.titled("very long title ".repeat(20)), Mails.titled("Tester")));

    assertThat(subject).hasSizeLessThanOrEqualTo(100).endsWith("… and 1 more");
  }

  @Test
  void a_posting_without_a_company_is_its_title() {
    assertThat(subject(Mails.instant(Mails.entry("Engineer", null, "https://jobs.example/1"))))
        .isEqualTo("Engineer");
  }

  @Test
  void a_digest_counts_and_names_as_many_as_fit() {
    assertThat(digest(2, "Engineer", "Tester"))
        .isEqualTo("2 new: Engineer at Acme, Tester at Acme");
    assertThat(digest(9, "Engineer", "Tester"))
        .isEqualTo("9 new: Engineer at Acme, Tester at Acme, …");
    assertThat(
            digest(
                3,
                "Senior Staff Software Engineer",
                "Principal Site Reliability Engineer",
                "Tester of everything"))
        .isEqualTo(
            "3 new: Senior Staff Software Engineer at Acme, Principal Site Reliability Engineer at"
                + " Acme, …");
  }

  @Test
  void a_digest_whose_first_title_is_too_long_ends_at_a_word() {
    assertThat(digest(3, "Engineer ".repeat(17), "Tester", "Writer"))
        .hasSizeLessThanOrEqualTo(100)
        .startsWith("3 new: Engineer Engineer")
        .endsWith("Engineer…");
  }

  private static String digest(int total, String... titles) {
    var entries = Arrays.stream(titles).map(Mails::titled).toList();
    return subject(Mails.digest(total, new MailContent.Section("java", entries)));
  }

  private static String subject(MailContent content) {
    return Mails.rendered(content).subject();
  }
}
