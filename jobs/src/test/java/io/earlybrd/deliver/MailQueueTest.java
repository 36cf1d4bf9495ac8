package io.earlybrd.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class MailQueueTest {
  private final MailQueue queue = new MailQueue(4);

  @Test
  void mails_leave_in_the_order_in_which_they_are_offered() {
    queue.offer(List.of(3L, 1L, 2L));

    assertThat(queue.take()).containsExactly(3L);
    assertThat(queue.take()).containsExactly(1L);
    assertThat(queue.take()).containsExactly(2L);
  }

  @Test
  void a_mail_that_waits_or_is_with_a_worker_is_not_queued_again() {
    queue.offer(List.of(1L, 2L));
    queue.take();

    queue.offer(List.of(1L, 2L));

    assertThat(queue.waiting()).isEqualTo(1);
  }

  @Test
  void a_mail_that_was_done_since_the_look_is_not_queued_again() {
    queue.offer(List.of(1L));
    queue.take();
    queue.look();
    queue.done(1);

    queue.offer(List.of(1L));

    assertThat(queue.isIdle()).isTrue();
  }

  @Test
  void a_mail_that_a_new_look_finds_again_is_queued_again() {
    queue.offer(List.of(1L));
    queue.take();
    queue.done(1);
    queue.look();

    queue.offer(List.of(1L));

    assertThat(queue.take()).containsExactly(1L);
  }

  @Test
  void what_is_given_back_comes_first_and_as_it_was() {
    queue.offer(LongStream.rangeClosed(1, 16).boxed().toList());
    var batch = queue.take();
    assertThat(batch).containsExactly(1L, 2L);

    queue.giveBack(batch);

    assertThat(queue.take()).containsExactly(1L, 2L);
  }

  @Test
  void what_is_done_cannot_be_given_back() {
    queue.offer(List.of(1L));
    queue.take();
    queue.done(1);

    queue.giveBack(List.of(1L));

    assertThat(queue.isIdle()).isTrue();
  }

  @Test
  void nobody_takes_more_than_a_batch() {
    queue.offer(LongStream.range(0, 10_000).boxed().toList());

    assertThat(queue.take()).hasSize(MailQueue.BATCH);
  }

  @Test
  void it_is_idle_only_when_nobody_works_on_anything() {
    queue.offer(List.of(1L));
    queue.take();
    assertThat(queue.isIdle()).isFalse();

    queue.done(1);

    assertThat(queue.isIdle()).isTrue();
  }

  @Test
  void nothing_is_taken_from_a_closed_queue() {
    queue.offer(List.of(1L));
    queue.close();

    assertThat(queue.take()).isEmpty();
  }

  @Test
  void who_waits_for_mails_goes_home_when_it_is_closed() throws InterruptedException {
    var worker = Thread.ofVirtual().start(queue::take);

    queue.close();

    worker.join();
    assertThat(queue.taken()).isZero();
  }
}
