package io.earlybrd.board;

import io.earlybrd.platform.UserError;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/** Files in YAML, with their lines for those who mend them. */
final class YamlFile {
  private static final int MAX_CODE_POINTS = 20_000_000;

  private YamlFile() {}

  /**
   * The text of {@code file}.
   *
   * @throws UserError when it cannot be read, or is not in UTF-8
   */
  static String text(Path file) {
    var problems = new YamlProblems(file.toString());
    try {
      var bytes = Files.readAllBytes(file);
      var decoder = StandardCharsets.UTF_8.newDecoder();
      var input = ByteBuffer.wrap(bytes);
      try {
        return decoder.decode(input).toString();
      } catch (CharacterCodingException e) {
        int line = 1;
        for (int i = 0; i < input.position(); i++) {
          line += bytes[i] == '\n' ? 1 : 0;
        }
        problems.add(line, "the file must be in UTF-8");
        throw problems.error();
      }
    } catch (NoSuchFileException e) {
      throw new UserError(file + ": there is no such file", e);
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * The tree of {@code text}; null where it is empty.
   *
   * @throws UserError when it is no YAML
   */
  static @Nullable Node compose(String text, YamlProblems problems) {
    var options = new LoaderOptions();
    options.setCodePointLimit(MAX_CODE_POINTS);
    // A byte order mark is no part of the text.
    var yaml = text.startsWith("\ufeff") ? text.substring(1) : text;
    try {
      return new Yaml(options).compose(new StringReader(yaml));
    } catch (MarkedYAMLException e) {
      var mark = e.getProblemMark() != null ? e.getProblemMark() : e.getContextMark();
      problems.add(mark == null ? 1 : mark.getLine() + 1, "broken YAML: " + e.getProblem());
      throw problems.error();
    } catch (ReaderException e) {
      int line = (int) yaml.chars().limit(e.getPosition()).filter(c -> c == '\n').count() + 1;
      problems.add(
          line, "broken YAML: the character U+%04X is not allowed".formatted(e.getCodePoint()));
      throw problems.error();
    } catch (YAMLException | StackOverflowError e) {
      problems.add(1, "broken YAML: " + e.getMessage());
      throw problems.error();
    }
  }
}
