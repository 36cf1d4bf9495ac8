package io.earlybrd;

import static org.assertj.core.api.Assertions.fail;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Sources are formatted by google-java-format, so that reviews are about meaning. */
class FormattingTest {
  private static final Path SOURCES = Path.of("jobs", "src");
  private static final String MEND = "mvn -q test -Dtest=FormattingTest -Dearlybrd.format=write";

  private final Formatter formatter = new Formatter(JavaFormatterOptions.defaultOptions());

  @Test
  void sources_are_formatted() throws IOException {
    var write = "write".equals(System.getProperty("format"));
    var other = sources().stream().filter(source -> !isFormatted(source, write)).toList();

    if (!other.isEmpty() && !write) {
      fail(
          "These are not formatted:\n%s\nTo mend it: %s"
              .formatted(
                  other.stream().map(Path::toString).collect(Collectors.joining("\n")), MEND));
    }
  }

  private static List<Path> sources() throws IOException {
    try (var files = Files.walk(SOURCES)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  private boolean isFormatted(Path source, boolean write) {
    try {
      var text = Files.readString(source);
      var formatted = formatter.formatSourceAndFixImports(text);
      if (formatted.equals(text)) {
        return true;
      }
      if (write) {
        Files.writeString(source, formatted);
      }
      return false;
    } catch (FormatterException e) {
      throw new IllegalStateException(source + " cannot be formatted: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
