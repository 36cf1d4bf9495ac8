package io.earlybrd.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BreakerTest {
  private final Breaker breaker = new Breaker();

  @Test
  void the_first_connection_goes_alone_until_the_server_has_answered_it() {
    assertThat(breaker.admit(true)).isTrue();
    var second = inBackground(() -> breaker.admit(false));
    assertThat(second).isNotDone();

    breaker.answered();

    assertThat(second.join()).isTrue();
  }

  @Test
  void nobody_follows_where_the_first_connection_fails() {
    breaker.admit(true);
    var second = inBackground(() -> breaker.admit(false));

    assertThat(breaker.rest("connection refused")).isFalse();

    assertThat(second.join()).isFalse();
    assertThat(breaker.why()).contains("cannot be reached", "connection refused");
  }

  @Test
  void a_worker_that_lost_its_connection_rests_while_others_go_on() throws Exception {
    breaker.admit(true);
    breaker.accepted();
    breaker.admit(false);
    var resting = inBackground(() -> breaker.rest("reset"));

    Thread.sleep(100);

    assertThat(resting).isNotDone();
    assertThat(breaker.why()).isNull();
    breaker.end();
    assertThat(resting.join()).isFalse();
  }

  @Test
  void all_is_over_when_the_last_worker_rests_as_well() {
    breaker.admit(true);
    breaker.accepted();
    breaker.admit(false);
    var first = inBackground(() -> breaker.rest("reset"));
    var second = inBackground(() -> breaker.rest("reset"));

    assertThat(first.join()).isFalse();
    assertThat(second.join()).isFalse();
    assertThat(breaker.why()).contains("cannot be reached");
  }

  @Test
  void twenty_mails_put_off_in_a_row_open_it() {
    IntStream.range(0, 19).forEach(n -> breaker.deferred("busy"));
    assertThat(breaker.why()).isNull();

    breaker.deferred("busy");

    assertThat(breaker.why()).contains("put off 20 mails in a row", "busy");
  }

  @Test
  void three_doubts_in_a_row_open_it() {
    breaker.doubted("cut");
    breaker.doubted("cut");
    assertThat(breaker.why()).isNull();

    breaker.doubted("cut");

    assertThat(breaker.why()).contains("3 mails in a row in doubt", "cut");
  }

  @Test
  void an_accepted_mail_begins_the_count_anew() {
    breaker.doubted("cut");
    breaker.doubted("cut");
    IntStream.range(0, 19).forEach(n -> breaker.deferred("busy"));
    breaker.accepted();

    breaker.doubted("cut");
    breaker.deferred("busy");

    assertThat(breaker.why()).isNull();
  }

  @Test
  void refusals_alone_never_open_it() {
    IntStream.range(0, 100).forEach(n -> breaker.answered());

    assertThat(breaker.why()).isNull();
  }

  @Test
  void the_first_reason_is_the_one_that_is_told() {
    IntStream.range(0, 3).forEach(n -> breaker.doubted("cut"));

    breaker.end();

    assertThat(breaker.why()).contains("in doubt");
  }

  /** On a thread of its own: the common pool may have one for all. */
  private static CompletableFuture<Boolean> inBackground(Supplier<Boolean> work) {
    return CompletableFuture.supplyAsync(work, Thread::startVirtualThread);
  }
}
