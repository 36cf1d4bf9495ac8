package io.earlybrd.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.deliver.Feedback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Which of Mailgun's reports are about the mailbox, and which about us. */
class MailgunReportTest {
  private static Feedback.Event report(String json) {
    return MailgunReport.of(JsonMapper.shared().readTree(json)).orElseThrow();
  }

  private static Feedback.Kind failure(String severity, String reason, String code, String words) {
    return report(
            """
            {"event": "failed", "severity": "%s", "reason": "%s", "recipient": "a@example.org",
             "delivery-status": {"code": 550, "enhanced-code": "%s", "message": "%s"}}
            """
                .formatted(severity, reason, code, words))
        .kind();
  }

  @ParameterizedTest
  @CsvSource({
    "bounce,          5.1.1, No such user here",
    "generic,         '',    550 5.1.1 The email account that you tried to reach does not exist",
    "hardfail,        '',    mailbox unavailable",
    "bounce,          5.1.1, Recipient address rejected: blocked",
    "bounce,          '',    550 5.1.10 recipient not found by policy",
    "suppress-bounce, '',    Not delivering to previously bounced address"
  })
  void an_address_that_is_none_is_hard(String reason, String code, String words) {
    assertThat(failure("permanent", reason, code, words)).isEqualTo(Feedback.Kind.HARD);
  }

  @ParameterizedTest
  @CsvSource({
    "bounce,   5.7.1, Message rejected",
    "bounce,   '',    550 5.7.26 This message does not pass authentication checks",
    "generic,  '',    554 Your message was identified as spam",
    "generic,  '',    Refused for policy reasons",
    "bounce,   '',    Client host blocked using Spamhaus",
    "espblock, '',    ''",
    "old,      '',    Too old"
  })
  void what_is_about_us_is_soft(String reason, String code, String words) {
    assertThat(failure("permanent", reason, code, words)).isEqualTo(Feedback.Kind.SOFT);
  }

  @Test
  void what_is_tried_again_is_soft() {
    assertThat(failure("temporary", "generic", "4.2.2", "mailbox full"))
        .isEqualTo(Feedback.Kind.SOFT);
  }

  @ParameterizedTest
  @CsvSource({"suppress-complaint,   COMPLAINT", "suppress-unsubscribe, UNSUBSCRIBE"})
  void what_mailgun_remembers_is_what_it_was(String reason, Feedback.Kind kind) {
    assertThat(failure("permanent", reason, "", "Not delivering")).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "accepted,     DELIVERED",
    "delivered,    DELIVERED",
    "complained,   COMPLAINT",
    "unsubscribed, UNSUBSCRIBE"
  })
  void an_event_is_what_it_says(String event, Feedback.Kind kind) {
    assertThat(report("{\"event\": \"%s\"}".formatted(event)).kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(strings = {"opened", "clicked", "stored", "list_member_uploaded", ""})
  void what_we_do_not_follow_is_nothing(String event) {
    var json = JsonMapper.shared().createObjectNode().put("event", event);

    assertThat(MailgunReport.of(json)).isEmpty();
  }

  @Test
  void what_is_told_is_one_line_that_a_database_can_hold() {
    var event =
        report(
            """
            {"event": "failed", "severity": "permanent", "recipient": "a\\u0000@example.org",
             "delivery-status": {"code": 550, "message": "no\\r\\nsuch\\u0000user"}}
            """);

    assertThat(event.detail()).isEqualTo("550 no such user");
    assertThat(event.recipient()).isEqualTo("a@example.org");
  }
}
