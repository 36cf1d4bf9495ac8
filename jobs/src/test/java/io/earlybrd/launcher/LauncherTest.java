package io.earlybrd.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher {@code ./earlybrd}, with scripts in the places of Java and Maven. */
@Timeout(60)
class LauncherTest {

  @TempDir Path folder;
  private FakeProject project;

  @BeforeEach
  void aFreshClone() throws IOException {
    project = new FakeProject(folder);
  }

  @Test
  void the_first_launch_builds_and_the_next_does_not() throws Exception {
    var first = project.run("jobs");
    project.run("jobs");

    assertThat(project.done()).containsExactly("build", "built", "run", "run");
    assertThat(first.err()).isEqualTo("earlybrd: building (first use, about a minute) …\n");
  }

  @Test
  void arguments_pass_through_as_they_are() throws Exception {
    var run = project.run("run", "two words", "", "*", "--at=$HOME");

    assertThat(run.out()).endsWith("/.build/app-1/earlybrd.jar\nrun\ntwo words\n\n*\n--at=$HOME\n");
  }

  @Test
  void the_exit_code_is_the_applications() throws Exception {
    project.tell("exit-code", 3);

    assertThat(project.run("run", "alerts").exit()).isEqualTo(3);
  }

  @Test
  void options_for_the_jvm_come_after_the_launchers_own() throws Exception {
    var run = project.with("EARLYBRD_JAVA_OPTS", "-Xmx512m -Da=*").run("jobs");

    assertThat(run.out().lines()).containsSubsequence("-Xmx384m", "-Xmx512m", "-Da=*", "-jar");
  }

  @Test
  void a_link_to_the_launcher_works_from_another_folder() throws Exception {
    var links = Files.createDirectories(folder.resolve("links"));
    var relative = Path.of("../a project/earlybrd");
    Files.createSymbolicLink(
        links.resolve("two"), Files.createSymbolicLink(links.resolve("one"), relative));

    assertThat(project.startAs(links.resolve("two"), links, "jobs").end().exit()).isZero();
  }

  @Test
  void without_a_jdk_it_says_in_one_line_what_to_install() throws Exception {
    project.java("jdk-25", "24.0.1");

    var run = project.run("jobs");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .matches("earlybrd: needs a JDK 25 or newer: install one .*EARLYBRD_JAVA_HOME\n");
  }

  @Test
  void a_java_that_is_too_old_is_passed_over() throws Exception {
    var old = project.java("a-17", "17.0.9");

    assertThat(project.with("JAVA_HOME", old.toString()).run("jobs").exit()).isZero();
  }

  @Test
  void a_chosen_java_that_does_not_fit_is_refused() throws Exception {
    var old = project.java("a-17", "17.0.9");

    var run = project.with("EARLYBRD_JAVA_HOME", old.toString()).run("jobs");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "earlybrd: EARLYBRD_JAVA_HOME is %s, which is no JDK 25 or newer\n".formatted(old));
  }

  @Test
  void without_maven_it_says_what_to_install() throws Exception {
    Files.delete(folder.resolve("tools/mvn"));

    var run = project.withOnlyTools(List.of("find", "flock", "mkdir")).run("jobs");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).matches("earlybrd: building needs Maven: install it .*\n");
  }

  @Test
  void two_first_launches_at_once_build_once() throws Exception {
    buildsOnceForTwo();
  }

  @Test
  void two_first_launches_at_once_build_once_where_only_perl_can_lock() throws Exception {
    assumeTrue(Files.exists(Path.of("/usr/bin/perl")), "SKIPPED: no perl here");
    project.withOnlyTools(
        List.of("perl", "find", "mkdir", "rm", "mv", "cat", "sleep", "tail", "ps", "cp", "env"));

    buildsOnceForTwo();
  }

  private void buildsOnceForTwo() throws Exception {
    project.tell("build-waits", "");
    var first = project.start("jobs");
    FakeProject.await(() -> project.count("build") == 1);
    var second = project.start("jobs");
    FakeProject.await(() -> second.err().soFar().indexOf("waiting for another launch") > 0);
    project.untell("build-waits");

    assertThat(first.end().exit()).isZero();
    assertThat(second.end().exit()).isZero();
    assertThat(project.count("build")).isOne();
  }

  @Test
  void a_changed_source_is_built_although_its_time_is_old() throws Exception {
    project.run("jobs");
    project.write("jobs/src/main/Main.java", "class Main { int changed; }");
    Files.setLastModifiedTime(
        project.root.resolve("jobs/src/main/Main.java"),
        FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));

    var run = project.run("jobs");

    assertThat(run.err()).isEqualTo("earlybrd: building (sources changed) …\n");
    assertThat(run.out()).contains("/.build/app-2/earlybrd.jar");
  }

  @Test
  void a_deleted_source_is_noticed() throws Exception {
    project.write("templates/email/old.html", "old");
    project.run("jobs");
    Files.delete(project.root.resolve("templates/email/old.html"));

    project.run("jobs");

    assertThat(project.count("build")).isEqualTo(2);
  }

  @Test
  void what_changes_during_a_build_is_built_by_the_next_launch() throws Exception {
    project.tell("build-waits", "");
    var first = project.start("jobs");
    FakeProject.await(() -> project.count("build") == 1);
    project.write("pom.xml", "<project><changed/></project>");
    project.untell("build-waits");
    first.end();

    project.run("jobs");

    assertThat(project.count("build")).isEqualTo(2);
  }

  @Test
  void a_failed_build_shows_its_end_and_is_tried_again() throws Exception {
    project.tell("build-fails", "");
    var failed = project.run("jobs");
    project.untell("build-fails");

    assertThat(failed.exit()).isEqualTo(2);
    assertThat(failed.err())
        .contains("[ERROR] does not compile\n")
        .endsWith("the build failed, see %s\n".formatted(project.root.resolve(".build/build.log")));
    assertThat(project.run("jobs").exit()).isZero();
  }

  @Test
  void sigterm_during_a_build_ends_it_too() throws Exception {
    project.tell("build-waits", "");
    var launch = project.start("jobs");
    FakeProject.await(() -> project.count("build") == 1);

    launch.process().destroy();

    assertThat(launch.end().exit()).isEqualTo(4);
    long maven = Long.parseLong(project.lines("maven-pid").getFirst());
    FakeProject.await(() -> ProcessHandle.of(maven).isEmpty());
  }

  @Test
  void builds_that_nothing_runs_from_are_removed_but_the_last_two() throws Exception {
    project.run("jobs");
    project.write("pom.xml", "2");
    var runsFromTheSecond = project.start("stay");
    FakeProject.await(() -> project.count("run") == 2);
    for (int build = 3; build <= 5; build++) {
      project.write("pom.xml", String.valueOf(build));
      project.run("jobs");
    }

    try (var builds = Files.list(project.root.resolve(".build"))) {
      assertThat(
              builds
                  .map(build -> build.getFileName().toString())
                  .filter(name -> name.startsWith("app")))
          .containsExactlyInAnyOrder("app-2", "app-4", "app-5");
    }
    runsFromTheSecond.process().getOutputStream().close();
    assertThat(runsFromTheSecond.end().exit()).isZero();
  }

  @Test
  void an_installed_copy_runs_without_sources_and_never_builds() throws Exception {
    project.run("jobs");
    var installed = project.install();

    var run = project.startAs(installed.resolve("earlybrd"), folder, "jobs").end();

    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains(installed + "/.build/app-1/earlybrd.jar");
    assertThat(project.count("build")).isOne();
  }

  @Test
  void a_launcher_without_mistakes_known_to_shellcheck() throws Exception {
    var shellcheck = Path.of("/usr/bin/shellcheck");
    boolean installed = Files.exists(shellcheck);
    if (!installed) {
      System.err.println("SKIPPED: shellcheck is not installed, the scripts were not checked");
    }
    assumeTrue(installed);

    var check =
        new ProcessBuilder(shellcheck.toString(), "earlybrd", ".ci/run")
            .redirectErrorStream(true)
            .start();

    assertThat(new String(check.getInputStream().readAllBytes())).isEmpty();
  }
}
