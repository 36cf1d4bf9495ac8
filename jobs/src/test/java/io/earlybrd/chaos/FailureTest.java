package io.earlybrd.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs that fail honestly, and a mail server that is away. */
@Execution(ExecutionMode.CONCURRENT)
class FailureTest {

  @TempDir Path home;

  @Test
  void a_failed_run_is_rerun_in_its_instance_and_a_completed_one_is_not() {
    try (var service = Service.running(home, 3, 18)) {
      var books = new Books(service);
      service.set("SPRING_MAIL_USERNAME", "alerts");
      service.set("SPRING_MAIL_PASSWORD", "a password that nobody may read");
      service.publishEverywhere();
      service.sink.refuseCredentials(true);

      var failed = service.alerts();

      assertThat(failed.exit()).as("%s", failed).isEqualTo(1);
      assertThat(failed.out()).contains("SPRING_MAIL_PASSWORD");
      assertThat(failed.out() + failed.err())
          .doesNotContain("nobody may read")
          .doesNotContain("\tat ");
      assertThat(books.executions()).endsWith("alerts FAILED");
      assertThat(service.sink.received()).isEmpty();

      service.sink.refuseCredentials(false);
      var id = Long.toString(books.newestExecution());
      var rerun = service.command("rerun", id, "--reason", "the password is right now", "--json");

      assertThat(rerun.exit()).as("%s", rerun).isZero();
      assertThat(books.delivered("instant")).isEqualTo(books.wanted("instant"));
      var shown = json(service.command("show", id, "--json").out());
      assertThat(shown.get("restarts").valueStream().map(run -> run.get("status").asString()))
          .containsExactly("FAILED", "COMPLETED");
      assertThat(shown.get("restarts").valueStream().map(run -> run.get("execution_id").asString()))
          .containsExactly(id, json(rerun.out()).get("execution_id").asString());
      assertThat(
              shown
                  .get("operator_actions")
                  .valueStream()
                  .map(action -> action.get("reason").asString()))
          .containsExactly("the password is right now");

      var again = service.command("rerun", id);

      assertThat(again.exit()).isEqualTo(2);
      assertThat(again.err()).contains("is completed").contains("--again");
    }
  }

  private static JsonNode json(String line) {
    return new JsonMapper().readTree(line);
  }

  @Test
  void mails_wait_for_a_server_that_is_away_and_leave_when_it_is_back() throws IOException {
    try (var service = Service.running(home, 3, 18)) {
      var books = new Books(service);
      service.publishEverywhere();
      service.set("SPRING_MAIL_PORT", Integer.toString(portWhereNobodyListens()));

      var away = service.alerts();

      assertThat(away.exit()).as("%s", away).isZero();
      assertThat(books.executions()).endsWith("alerts COMPLETED").doesNotContain("alerts FAILED");
      assertThat(books.mailStates()).containsExactly("PENDING " + service.readers.size() / 3);

      service.set("SPRING_MAIL_PORT", Integer.toString(service.sink.port()));
      service.alertsUntilNothingIsDue();

      assertThat(books.delivered("instant")).isEqualTo(books.wanted("instant"));
      assertThat(books.repeated()).isZero();
    }
  }

  private static int portWhereNobodyListens() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
