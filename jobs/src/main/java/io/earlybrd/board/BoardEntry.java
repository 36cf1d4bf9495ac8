package io.earlybrd.board;

import io.earlybrd.board.Board.Format;
import io.earlybrd.platform.Units;
import io.earlybrd.posting.ShownText;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One entry of {@code boards.yaml}. */
final class BoardEntry {
  private static final List<String> KEYS =
      List.of("id", "name", "url", "every", "format", "posting", "fields", "enabled");

  private static final Map<String, String> LATER_KEYS =
      Map.of(
          "preset", "presets come with a later version; describe the board with format and fields",
          "slug", "presets, and slugs with them, come with a later version",
          "next", "paging comes with a later version; leave “next” out",
          "pages", "paging comes with a later version; leave “pages” out");

  private static final Set<String> LATER_FORMATS = Set.of("xml", "jsonld");
  private static final List<String> FORMATS =
      Arrays.stream(Format.values()).map(Format::yamlName).toList();

  private static final int ID_LENGTH = 100;
  private static final Duration DEFAULT_EVERY = Duration.ofMinutes(10);
  private static final Duration LEAST_EVERY = Duration.ofMinutes(1);
  private static final Duration MOST_EVERY = Duration.ofDays(366);

  private final YamlMap map;
  private final YamlProblems problems;

  BoardEntry(YamlMap map, YamlProblems problems) {
    this.map = map;
    this.problems = problems;
  }

  /** The board; null where what it could not be made of is among the problems. */
  @Nullable Board read() {
    map.refuseUnknown("key", KEYS, LATER_KEYS.keySet(), problems);
    LATER_KEYS.forEach(
        (key, message) -> {
          if (map.has(key)) {
            problems.add(map.at(key), message);
          }
        });
    var id = id();
    var url = required("url", "an address such as https://example.com/jobs", Links::boardUrl);
    var every = every();
    var format = map.has("preset") && !map.has("format") ? null : format();
    var posting = format == null ? null : posting(format);
    var fields = format == null ? Map.<String, String>of() : fields(format);
    var enabled = enabled();
    var name = ShownText.plainLine(map.text("name", problems));
    if (id == null || url == null || format == null) {
      return null;
    }
    return new Board(id, name == null ? id : name, url, every, format, posting, fields, enabled);
  }

  private @Nullable String id() {
    return required(
        "id",
        "a short name of its own for the board",
        id -> {
          if (!id.matches("[a-z0-9-]+") || id.length() > ID_LENGTH) {
            throw new IllegalArgumentException(
                "“%s” is no id: lower-case letters, digits and hyphens, at most %d"
                    .formatted(OneLine.of(id, 80), ID_LENGTH));
          }
          return id;
        });
  }

  private Duration every() {
    var text = map.text("every", problems);
    if (text == null) {
      return DEFAULT_EVERY;
    }
    try {
      var every = Units.duration(text);
      if (every.compareTo(LEAST_EVERY) >= 0 && every.compareTo(MOST_EVERY) <= 0) {
        return every;
      }
      problems.add(map.at("every"), "“every” must be from 1m to 366d, not “" + text + "”");
    } catch (IllegalArgumentException | ArithmeticException e) {
      problems.add(map.at("every"), "“every” must be a time such as 10m or 6h, not “" + text + "”");
    }
    return DEFAULT_EVERY;
  }

  private @Nullable Format format() {
    return required(
        "format",
        "one of " + String.join(", ", FORMATS),
        text -> {
          if (LATER_FORMATS.contains(text)) {
            throw new IllegalArgumentException(
                "format “%s” comes with a later version; now there are %s"
                    .formatted(text, String.join(", ", FORMATS)));
          }
          int at = FORMATS.indexOf(text);
          if (at < 0) {
            throw new IllegalArgumentException(
                "format “%s” is unknown; it must be one of %s"
                    .formatted(OneLine.of(text, 40), String.join(", ", FORMATS)));
          }
          return Format.values()[at];
        });
  }

  private @Nullable String posting(Format format) {
    return switch (format) {
      case RSS -> {
        if (map.has("posting")) {
          problems.add(map.at("posting"), "“posting” is not for rss: its entries are the postings");
        }
        yield null;
      }
      case HTML ->
          required(
              "posting",
              "the CSS selector of one posting",
              css -> {
                HtmlField.selector(css);
                return css;
              });
      case JSON ->
          required(
              "posting",
              "the JSON Pointer of the postings, such as /jobs (\"\": the document itself)",
              pointer -> {
                StarPointer.parse(pointer);
                return pointer;
              });
    };
  }

  private Map<String, String> fields(Format format) {
    var fields = new LinkedHashMap<String, String>();
    if (map.has("fields")) {
      var inner = YamlMap.of(map.at("fields"), "“fields”", problems);
      if (inner == null) {
        return fields;
      }
      inner.refuseUnknown("field", Field.NAMES, List.of(), problems);
      for (var name : Field.NAMES) {
        var text = inner.text(name, problems);
        if (text != null && isValid(format, inner, name, text)) {
          fields.put(name, text);
        }
      }
      if (inner.has("title") || inner.has("description")) {
        return fields;
      }
    }
    if (format != Format.RSS) {
      problems.add(
          map.at("fields"), "“fields” must say where the title is (or at least the description)");
    }
    return fields;
  }

  private boolean isValid(Format format, YamlMap inner, String name, String text) {
    try {
      switch (format) {
        case HTML -> HtmlField.parse(text);
        case RSS -> FeedField.parse(text);
        case JSON -> StarPointer.parse(text);
      }
      return true;
    } catch (IllegalArgumentException e) {
      problems.add(inner.at(name), name + ": " + e.getMessage());
      return false;
    }
  }

  private boolean enabled() {
    var text = map.text("enabled", problems);
    return switch (text) {
      case null -> true;
      case "true", "yes", "on" -> true;
      case "false", "no", "off" -> false;
      default -> {
        problems.add(map.at("enabled"), "“enabled” must be true or false, not “" + text + "”");
        yield true;
      }
    };
  }

  private <T> @Nullable T required(String key, String what, Function<String, T> reader) {
    if (!map.has(key)) {
      problems.add(map.node(), "“" + key + "” is missing: " + what);
      return null;
    }
    var text = map.text(key, problems);
    try {
      return text == null ? null : reader.apply(text);
    } catch (IllegalArgumentException e) {
      problems.add(map.at(key), e.getMessage());
      return null;
    }
  }
}
