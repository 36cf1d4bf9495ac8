package io.earlybrd.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earlybrd.mail.SmtpLogin.Login;
import io.earlybrd.platform.Config;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SmtpLoginTest {
  private ScriptedSmtp server;

  @BeforeEach
  void open() throws IOException {
    server = new ScriptedSmtp();
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void it_goes_as_far_as_the_login_and_sends_nothing() {
    assertThat(attempt(server.port())).isEqualTo(new Login.Ready(false));
    // Nobody waits for the answer to QUIT, so it may be heard a moment later.
    await().until(() -> server.heard().contains("QUIT"));
    assertThat(server.heard()).noneMatch(line -> line.startsWith("MAIL")).contains("NOOP");
  }

  @Test
  void a_refused_password_is_told_in_the_servers_words_without_it() {
    server.answer("AUTH", "535 5.7.8 wrong: hunter2-hunter2");

    assertThat(attempt(server.port()))
        .isInstanceOfSatisfying(
            Login.Refused.class,
            refused ->
                assertThat(refused.reason()).contains("535 5.7.8").doesNotContain("hunter2"));
  }

  @Test
  void a_server_that_is_not_there_is_unreachable() {
    int port = server.port();
    server.close();

    assertThat(attempt(port)).isInstanceOf(Login.Unreachable.class);
  }

  private static Login attempt(int port) {
    return SmtpLogin.attempt(
        new Config.Smtp("127.0.0.1", port, "alerts", "hunter2-hunter2", Map.of()),
        Mailbox.parse(Mails.FROM));
  }
}
