package io.earlybrd.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The cache that makes starts fast, as the launcher {@code ./earlybrd} makes and uses it. */
@Timeout(60)
class LauncherCacheTest {

  @TempDir Path folder;
  private FakeProject project;

  @BeforeEach
  void aFreshClone() throws IOException {
    project = new FakeProject(folder);
  }

  @AfterEach
  void noTrainingIsLeft() throws Exception {
    FakeProject.await(() -> Files.notExists(project.root.resolve(".build/aot-home")));
  }

  @Test
  void the_cache_is_made_once_and_used_by_later_launches() throws Exception {
    project.with("EARLYBRD_AOT", "background").run("jobs");
    FakeProject.await(() -> caches(".aot") == 1);

    var next = project.run("jobs");

    assertThat(next.out())
        .containsPattern("-XX:AOTCache=.*/\\.build/app-1/.*jdk-25-25\\.0\\.3\\+9\\.aot\n");
    assertThat(project.count("training")).isOne();
    assertThat(project.lines("training-arguments")).endsWith("demo");
  }

  @Test
  void another_java_gets_a_cache_of_its_own() throws Exception {
    project.with("EARLYBRD_AOT", "wait").run("jobs");
    project.java("jdk-25", "25.0.4");

    project.run("jobs");

    assertThat(project.count("training")).isEqualTo(2);
  }

  @Test
  void training_never_sees_a_database_or_mail_server() throws Exception {
    project
        .with("SPRING_DATASOURCE_URL", "jdbc:postgresql://live/earlybrd")
        .with("SPRING_MAIL_HOST", "live")
        .with("EARLYBRD_MAIL_FROM", "live@example.com")
        .with("PGHOST", "live")
        .with("EARLYBRD_AOT", "wait")
        .run("jobs");

    assertThat(project.lines("training-environment"))
        .noneMatch(line -> line.contains("live"))
        .contains("EARLYBRD_HOME=" + project.root.resolve(".build/aot-home"));
  }

  @Test
  void a_command_does_not_wait_for_the_cache_nor_do_its_streams() throws Exception {
    project.run("jobs");
    project.tell("training-waits", "");

    var run = project.with("EARLYBRD_AOT", "background").run("jobs");

    assertThat(run.exit()).isZero();
    project.untell("training-waits");
    FakeProject.await(() -> caches(".aot") == 1);
  }

  @Test
  void a_cache_that_cannot_be_made_is_not_tried_again_and_harms_nobody() throws Exception {
    project.tell("training-fails", "");
    project.with("EARLYBRD_AOT", "background").run("jobs");
    FakeProject.await(() -> caches(".aot.failed") == 1);

    var next = project.run("jobs");

    assertThat(next)
        .extracting(FakeProject.Ended::exit, FakeProject.Ended::err)
        .containsExactly(0, "");
    assertThat(project.count("training")).isOne();
  }

  private long caches(String suffix) throws IOException {
    try (var files = Files.list(project.root.resolve(".build/app-1"))) {
      return files.filter(file -> file.toString().endsWith(suffix)).count();
    }
  }
}
