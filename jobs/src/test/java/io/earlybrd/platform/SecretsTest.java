package io.earlybrd.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
  @TempDir private Path home;

  @Test
  void a_secret_is_made_once_and_kept() {
    var first = Secrets.of(config());

    assertThat(first).singleElement().asString().matches("[0-9a-f]{64}");
    assertThat(Secrets.of(config())).isEqualTo(first);
  }

  @Test
  void nobody_else_may_read_it() throws Exception {
    Secrets.of(config());

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void what_the_environment_says_goes_first_and_makes_no_file() {
    var config =
        Config.from(
            Map.of(
                "EARLYBRD_HOME",
                home.toString(),
                "EARLYBRD_SECRET",
                "the present secret, the one before it"));

    assertThat(Secrets.of(config)).containsExactly("the present secret", "the one before it");
    assertThat(file()).doesNotExist();
  }

  @Test
  void processes_at_once_get_the_same() throws Exception {
    var processes = new ArrayList<Process>();
    for (int i = 0; i < 3; i++) {
      processes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Asker.class.getName(),
                  home.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start());
    }
    var answers = new HashSet<String>();
    for (var process : processes) {
      answers.add(new String(process.getInputStream().readAllBytes()));
      assertThat(process.waitFor()).isZero();
    }

    assertThat(answers).containsExactly(Secrets.of(config()).toString());
  }

  @Test
  void threads_at_once_get_the_same() throws Exception {
    var answers = java.util.concurrent.ConcurrentHashMap.<List<String>>newKeySet();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 8; i++) {
      threads.add(Thread.ofVirtual().start(() -> answers.add(Secrets.of(config()))));
    }
    for (var thread : threads) {
      thread.join();
    }

    assertThat(answers).hasSize(1);
  }

  @Test
  void a_file_that_its_maker_left_empty_is_filled() throws Exception {
    Files.createFile(file());

    assertThat(Secrets.of(config())).singleElement().asString().hasSize(64);
  }

  @Test
  void a_ruined_file_is_not_replaced_in_silence() throws Exception {
    Files.writeString(file(), "short\n");

    assertThatThrownBy(() -> Secrets.of(config()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(file().toString());
    assertThat(file()).hasContent("short\n");
  }

  private Config config() {
    return Config.from(Map.of("EARLYBRD_HOME", home.toString()));
  }

  private Path file() {
    return home.resolve("secret");
  }

  /** A process of its own that asks for the secret. */
  static final class Asker {
    public static void main(String[] args) {
      System.out.print(Secrets.of(Config.from(Map.of("EARLYBRD_HOME", args[0]))));
    }
  }
}
