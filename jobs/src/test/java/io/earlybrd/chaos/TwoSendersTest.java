package io.earlybrd.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.chaos.Launched.Ended;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes at once, on one database that is full of mails. */
class TwoSendersTest {
  private static final int MAILS = 200;

  @TempDir Path home;

  @Test
  void two_launches_of_send_send_every_mail_once() {
    allIsSentOnce("send", "send");
  }

  @Test
  void a_launch_of_send_and_one_of_digest_send_every_mail_once() {
    allIsSentOnce("send", "digest");
  }

  private void allIsSentOnce(String job, String otherJob) {
    try (var bag = Postbag.onSharedServer(home, MAILS)) {
      bag.sink.delay(Duration.ofMillis(25));
      try (var one = bag.launch(job);
          var other = bag.launch(otherJob)) {
        assertThat(List.of(one.end(), other.end()))
            .extracting(Ended::exit)
            .containsAnyOf(0)
            .isSubsetOf(0, 3);
      }

      assertThat(bag.sink.received())
          .hasSize(MAILS)
          .extracting(Received::recipient)
          .doesNotHaveDuplicates();
      assertThat(
              bag.jdbc()
                  .sql("SELECT DISTINCT state || attempts FROM mail")
                  .query(String.class)
                  .list())
          .containsExactly("SENT1");
    }
  }
}
