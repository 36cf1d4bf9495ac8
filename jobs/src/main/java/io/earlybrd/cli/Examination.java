package io.earlybrd.cli;

import io.earlybrd.platform.Check;
import io.earlybrd.platform.Finding;
import io.earlybrd.platform.UserError;
import io.earlybrd.run.Failures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Looks at many things at once, and ends in time whatever hangs: what has not answered by then is a
 * finding.
 */
final class Examination {
  private final Duration longest;
  private final List<CompletableFuture<Finding>> pending = new ArrayList<>();
  private final List<String> names = new ArrayList<>();

  /**
   * @param longest for all of it
   */
  Examination(Duration longest) {
    this.longest = longest;
  }

  /** Starts these one after the other, beside all others. */
  Examination inOrder(List<Check> checks) {
    var answers = checks.stream().map(check -> expected(check.name())).toList();
    Thread.ofVirtual()
        .start(
            () -> {
              for (int i = 0; i < checks.size(); i++) {
                answers.get(i).complete(look(checks.get(i)));
              }
            });
    return this;
  }

  /** Starts these all at once. */
  Examination atOnce(List<Check> checks) {
    checks.forEach(check -> inOrder(List.of(check)));
    return this;
  }

  private CompletableFuture<Finding> expected(String name) {
    var answer = new CompletableFuture<Finding>();
    names.add(name);
    pending.add(answer);
    return answer;
  }

  private static Finding look(Check check) {
    try {
      return check.look().look();
    } catch (UserError e) {
      return Finding.failed(check.name(), e.getMessage(), "see docs/configuration.md");
    } catch (Exception | LinkageError e) {
      return Finding.failed(check.name(), Failures.reason(e), "see docs/deliverability.md");
    }
  }

  /**
   * Hands over the findings in the order in which they were asked for.
   *
   * @return whether one of them failed
   */
  boolean report(Consumer<Finding> findings) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    boolean failed = false;
    for (int i = 0; i < pending.size(); i++) {
      var finding = await(names.get(i), pending.get(i), end - System.nanoTime());
      failed |= finding.state() == Finding.State.FAILED;
      findings.accept(finding);
    }
    return failed;
  }

  private Finding await(String name, CompletableFuture<Finding> answer, long nanos)
      throws InterruptedException {
    try {
      return answer.get(Math.max(0, nanos), java.util.concurrent.TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return Finding.failed(
          name, "no answer within " + longest.toSeconds() + " s", "is the network slow? Try again");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
