package io.earlybrd.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BodyRoomTest {
  private static final long MB = 1 << 20;

  /** Room for two bodies of up to 16 MB; those of up to 1 MB never wait. */
  private final BodyRoom room = new BodyRoom(256 * MB, 16, 16 * MB);

  private BodyRoom.Place placed(long length) throws IOException {
    var place = room.place();
    place.reach(length);
    return place;
  }

  private Thread waiting(CountDownLatch came, BodyRoom.Place place) {
    return Thread.startVirtualThread(
        () -> {
          try {
            place.reach(2 * MB);
          } catch (IOException e) {
            return;
          }
          came.countDown();
        });
  }

  private static void untilItWaits(BodyRoom.Place place) throws InterruptedException {
    while (place.waitedFor() == null) {
      Thread.sleep(5);
    }
  }

  @Test
  void short_bodies_never_wait() throws Exception {
    for (int i = 0; i < 100; i++) {
      placed(MB);
    }
  }

  @Test
  void a_long_body_waits_until_another_is_done_with() throws Exception {
    var first = placed(2 * MB);
    placed(2 * MB);
    var came = new CountDownLatch(1);
    var third = room.place();
    waiting(came, third);
    untilItWaits(third);
    assertThat(came.getCount()).isEqualTo(1);

    first.close();

    assertThat(came.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void one_that_is_given_up_while_it_waits_takes_no_room() throws Exception {
    var first = placed(2 * MB);
    var second = placed(2 * MB);
    var third = room.place();
    var thread = waiting(new CountDownLatch(1), third);
    untilItWaits(third);

    third.close();
    thread.interrupt();
    thread.join();
    first.close();
    second.close();

    placed(2 * MB);
    placed(2 * MB);
  }

  @Test
  void one_that_gets_its_room_after_it_was_given_up_gives_it_back() throws Exception {
    var place = room.place();
    place.close();

    assertThatThrownBy(() -> place.reach(2 * MB)).isInstanceOf(IOException.class);

    placed(2 * MB);
    placed(2 * MB);
  }

  @Test
  void closing_twice_frees_one_place() throws Exception {
    var first = placed(2 * MB);
    first.close();
    first.close();
    placed(2 * MB);
    placed(2 * MB);
    var third = room.place();
    waiting(new CountDownLatch(1), third);

    untilItWaits(third);
  }

  @Test
  void a_body_that_the_heap_cannot_hold_is_refused_with_what_to_do() {
    var small = new BodyRoom(64 * MB, 16, 16 * MB).place();

    assertThat(small.fits(9 * MB)).isFalse();
    assertThat(small.tooLong()).contains("longer than 8 MB", "EARLYBRD_JAVA_OPTS");
  }
}
