package io.earlybrd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.platform.Check;
import io.earlybrd.platform.Finding;
import io.earlybrd.platform.Finding.State;
import io.earlybrd.platform.UserError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ExaminationTest {
  private final List<Finding> findings = new ArrayList<>();
  private final Examination examination = new Examination(Duration.ofSeconds(1));

  @Test
  void findings_come_in_the_order_in_which_they_were_asked_for() throws Exception {
    boolean failed =
        examination
            .atOnce(
                List.of(
                    new Check(
                        "slow",
                        () -> {
                          Thread.sleep(100);
                          return Finding.ok("slow", "x");
                        }),
                    new Check("quick", () -> Finding.warning("quick", "x", null))))
            .report(findings::add);

    assertThat(findings).extracting(Finding::check).containsExactly("slow", "quick");
    assertThat(failed).isFalse();
  }

  @Test
  void what_hangs_is_a_finding_and_holds_up_nothing_else() throws Exception {
    var never = new CountDownLatch(1);
    boolean failed =
        examination
            .inOrder(
                List.of(
                    new Check(
                        "hangs",
                        () -> {
                          never.await();
                          return Finding.ok("hangs", "x");
                        }),
                    new Check("after", () -> Finding.ok("after", "x"))))
            .atOnce(List.of(new Check("beside", () -> Finding.ok("beside", "x"))))
            .report(findings::add);

    assertThat(failed).isTrue();
    assertThat(findings)
        .extracting(Finding::state)
        .containsExactly(State.FAILED, State.FAILED, State.OK);
    never.countDown();
  }

  @Test
  void what_throws_is_a_finding() throws Exception {
    examination
        .atOnce(
            List.of(
                new Check(
                    "mistaken",
                    () -> {
                      throw new UserError("EARLYBRD_SECRET is wrong");
                    }),
                new Check(
                    "broken",
                    () -> {
                      throw new IllegalStateException("oops");
                    })))
        .report(findings::add);

    assertThat(findings).extracting(Finding::state).containsOnly(State.FAILED);
    assertThat(findings.getFirst().detail()).isEqualTo("EARLYBRD_SECRET is wrong");
    assertThat(findings.getLast().detail()).contains("oops");
  }
}
