package io.earlybrd.promises;

import static io.earlybrd.scene.SamplePosting.posting;
import static io.earlybrd.scene.Scene.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.scene.Person;
import io.earlybrd.scene.Scene;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that is asked to stop ends at its next chunk, and the next launch goes on with it. */
class StoppingTest {
  private static final String ANN = "ann@example.org";

  @RegisterExtension static final Scene scene = new Scene();

  @ParameterizedTest
  @ValueSource(strings = {"scan", "send"})
  void a_run_that_was_stopped_ends_as_such_and_the_next_launch_resumes_it(String step) {
    var board = scene.newsFor(ANN);
    var stopped = scene.otherProcess();
    scene.endProcess();
    if (step.equals("scan")) {
      board.answers(
          exchange -> {
            stopped.stop();
            throw new java.io.IOException("never answered");
          });
    } else {
      scene.importSubscribers(Person.instant("bob@example.org", "java"));
      scene.mailServer().atNextMessage(stopped::stop);
    }

    var launch = stopped.run("alerts", minute(0));

    assertThat(launch.exit()).isEqualTo(4);
    assertThat(
            scene
                .db()
                .column(
                    "SELECT status FROM batch_job_execution WHERE job_execution_id = "
                        + launch.execution()))
        .containsExactly("STOPPED");
    assertThat(scene.mails()).hasSize(step.equals("scan") ? 0 : 1);
    board.shows(posting("1", "Java developer"));
    stopped.close();

    assertThat(scene.run("alerts", minute(10)).exit()).isZero();

    assertThat(scene.db().column("SELECT action FROM operator_action")).containsExactly("resume");
    assertThat(
            scene
                .db()
                .count(
                    "batch_job_execution WHERE status = 'COMPLETED' AND job_execution_id > "
                        + launch.execution()))
        .isEqualTo(2);
    assertThat(scene.told(ANN, "Java developer")).isEqualTo(1);
    assertThat(scene.mails()).hasSize(step.equals("scan") ? 1 : 2);
  }

  @Test
  void a_process_that_is_stopped_before_its_job_began_begins_none() {
    scene.newsFor(ANN);
    var stopped = scene.otherProcess();
    scene.endProcess();
    stopped.stop();

    assertThat(stopped.run("alerts", minute(0)).exit()).isEqualTo(4);

    assertThat(scene.db().count("batch_job_execution WHERE status = 'COMPLETED'")).isEqualTo(1);
    assertThat(scene.mails()).isEmpty();
  }
}
