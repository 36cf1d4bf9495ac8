package io.earlybrd.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * A project folder with the real launcher, and scripts in the places of Java and Maven that write
 * down what they were asked. Files in {@code told} steer them: {@code build-fails}, {@code
 * training-fails}, {@code exit-code}, and {@code build-waits} and {@code training-waits} for as
 * long as they are there.
 */
final class FakeProject {

  /** How a launch ended. */
  record Ended(int exit, String out, String err) {}

  /** A launch under way. */
  record Launch(Process process, Heard out, Heard err) {
    Ended end() throws InterruptedException {
      if (!process.waitFor(40, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the launcher hangs");
      }
      return new Ended(process.exitValue(), out.all(), err.all());
    }
  }

  /** What a stream says, read to its end, whoever holds it. */
  record Heard(StringBuffer soFar, Thread reader) {
    static Heard of(InputStream stream) {
      var text = new StringBuffer();
      var reader =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try (var characters = new InputStreamReader(stream, UTF_8)) {
                      for (int c; (c = characters.read()) >= 0; ) {
                        text.append((char) c);
                      }
                    } catch (IOException e) {
                      throw new UncheckedIOException(e);
                    }
                  });
      return new Heard(text, reader);
    }

    String all() throws InterruptedException {
      reader.join();
      return soFar.toString();
    }
  }

  private static final String JAVA =
      """
      #!/bin/bash
      fake='%s'
      for argument; do
        case $argument in
          -Djarmode=tools)
            mkdir -p "${!#}/lib" && cp "$3" "${!#}/"
            exit ;;
          -XX:AOTCacheOutput=*)
            echo training >>"$fake/done"
            env >"$fake/training-environment"
            printf '%%s\\n' "$@" >"$fake/training-arguments"
            while [[ -f $fake/told/training-waits ]]; do sleep 0.05; done
            [[ -f $fake/told/training-fails ]] && exit 1
            echo cache >"${argument#*=}"
            exit ;;
        esac
      done
      echo run >>"$fake/done"
      printf '%%s\\n' "$@"
      [[ ${!#} == stay ]] && read -r _
      [[ -f $fake/told/exit-code ]] && exit "$(<"$fake/told/exit-code")"
      exit 0
      """;

  private static final String MAVEN =
      """
      #!/bin/bash
      fake='%s'
      echo $$ >"$fake/maven-pid"
      echo build >>"$fake/done"
      while [[ -f $fake/told/build-waits ]]; do sleep 0.05; done
      if [[ -f $fake/told/build-fails ]]; then echo '[ERROR] does not compile'; exit 1; fi
      mkdir -p .build/target && cat jobs/src/main/* >.build/target/earlybrd.jar
      echo built >>"$fake/done"
      """;

  final Path root;
  private final Path fake;
  private final Path tools;
  private final Map<String, String> environment = new TreeMap<>();

  FakeProject(Path folder) throws IOException {
    fake = folder.toRealPath();
    root = fake.resolve("a project");
    tools = fake.resolve("tools");
    Files.createDirectories(fake.resolve("told"));
    Files.createDirectories(tools);
    write("jobs/src/main/Main.java", "class Main {}");
    write("pom.xml", "<project/>");
    var script =
        Files.readString(Path.of("earlybrd"))
            .replace("/usr/lib/jvm/", jvms() + "/")
            .replaceAll("(?<= )/(opt|usr/java|Library)/?", fake + "/nowhere/");
    executable(root.resolve("earlybrd"), script);
    executable(tools.resolve("mvn"), MAVEN.formatted(fake));
    java("jdk-25", "25.0.3");
    environment.put("PATH", tools + ":/usr/bin:/bin");
    environment.put("HOME", folder.toString());
    environment.put("EARLYBRD_AOT", "off");
  }

  FakeProject with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Only these of the machine's tools are found, besides Maven. */
  FakeProject withOnlyTools(List<String> names) throws IOException {
    for (var name : names) {
      executable(tools.resolve(name), "#!/bin/bash\nexec /usr/bin/%s \"$@\"\n".formatted(name));
    }
    return with("PATH", tools.toString());
  }

  Path java(String name, String version) throws IOException {
    var home = jvms().resolve(name);
    executable(home.resolve("bin/java"), JAVA.formatted(fake));
    executable(home.resolve("bin/javac"), "#!/bin/bash\n");
    Files.writeString(
        home.resolve("release"),
        "IMPLEMENTOR=\"Fake\"\nJAVA_RUNTIME_VERSION=\"%1$s+9\"\nJAVA_VERSION=\"%1$s\"\n"
            .formatted(version));
    return home;
  }

  Path jvms() {
    return fake.resolve("jvm");
  }

  void tell(String name, Object value) throws IOException {
    Files.writeString(fake.resolve("told").resolve(name), value.toString());
  }

  void untell(String name) throws IOException {
    Files.delete(fake.resolve("told").resolve(name));
  }

  void write(String path, String content) throws IOException {
    Files.createDirectories(root.resolve(path).getParent());
    Files.writeString(root.resolve(path), content);
  }

  /**
   * What Java and Maven did, in order: {@code build}, {@code built}, {@code run}, {@code training}.
   */
  List<String> done() throws IOException {
    return lines("done");
  }

  long count(String what) throws IOException {
    return done().stream().filter(what::equals).count();
  }

  List<String> lines(String name) throws IOException {
    var file = fake.resolve(name);
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  Ended run(String... arguments) throws Exception {
    return start(arguments).end();
  }

  Launch start(String... arguments) throws IOException {
    return startAs(root.resolve("earlybrd"), root, arguments);
  }

  Launch startAs(Path launcher, Path workingFolder, String... arguments) throws IOException {
    var command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(workingFolder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    var process = builder.start();
    return new Launch(
        process, Heard.of(process.getInputStream()), Heard.of(process.getErrorStream()));
  }

  /** Makes an installed copy: what a build made and the launcher, no sources. */
  Path install() throws IOException {
    var installed = fake.resolve("installed");
    try (var files = Files.walk(root)) {
      for (var file : (Iterable<Path>) files::iterator) {
        var name = root.relativize(file).toString();
        if (name.isEmpty() || name.equals("earlybrd") || name.startsWith(".build")) {
          Files.copy(file, installed.resolve(name), COPY_ATTRIBUTES);
        }
      }
    }
    return installed;
  }

  /** Waits until {@code condition} holds, 30 s at most. */
  static void await(Callable<Boolean> condition) throws Exception {
    for (int i = 0; i < 3_000; i++) {
      if (condition.call()) {
        return;
      }
      Thread.sleep(10);
    }
    throw new AssertionError("did not happen within 30 s");
  }

  private static void executable(Path file, String content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    if (!file.toFile().setExecutable(true)) {
      throw new IOException("cannot make executable: " + file);
    }
  }
}
