package io.earlybrd.board;

import io.earlybrd.platform.Units;
import io.earlybrd.posting.ShownText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One entry of {@code boards.yaml}. */
final class BoardEntry {
  private static final List<String> KEYS =
      List.of("id", "name", "url", "every", "enabled", "preset", "slug");

  private static final int ID_LENGTH = 100;
  private static final Duration DEFAULT_EVERY = Duration.ofMinutes(10);
  private static final Duration LEAST_EVERY = Duration.ofMinutes(1);
  private static final Duration MOST_EVERY = Duration.ofDays(366);

  private final DefinitionMap map;
  private final Problems problems;
  private final Presets presets;

  BoardEntry(DefinitionMap map, Presets presets) {
    this.map = map;
    this.problems = map.problems();
    this.presets = presets;
  }

  /** The board; null where what it could not be made of is among the problems. */
  @Nullable Board read() {
    var known = new ArrayList<>(KEYS);
    known.addAll(RecipeReader.KEYS);
    map.refuseUnknown("key", known);
    var id = id();
    var every = every();
    var enabled = enabled();
    var name = ShownText.plainLine(map.text("name"));
    if (map.has("preset")) {
      return ofPreset(id, name, every, enabled);
    }
    if (map.has("slug")) {
      problems.add(map.at("slug"), "“slug” needs “preset”, which says whose slug it is");
    }
    var url = map.required("url", "an address such as https://example.com/jobs", Links::boardUrl);
    var recipe = new RecipeReader(problems, false).read(map);
    if (id == null || url == null || recipe == null) {
      return null;
    }
    var written = ((ObjectNode) map.node()).deepCopy().remove(KEYS);
    return new Board(
        id, name == null ? id : name, url, every, enabled, null, null, recipe, written);
  }

  private @Nullable Board ofPreset(
      @Nullable String id, @Nullable String name, Duration every, boolean enabled) {
    for (var key : RecipeReader.KEYS) {
      if (map.has(key)) {
        problems.add(
            map.at(key), "“%s” does not go with “preset”, which knows how to read".formatted(key));
      }
    }
    var preset = map.optional("preset", presets::get);
    if (map.has("slug") == map.has("url")) {
      problems.add(
          map.node(),
          "“preset” needs either “slug”, the board's name with its vendor, or “url”, which is"
              + " fetched as it stands");
      return null;
    }
    var slug = map.text("slug");
    var url =
        preset == null
            ? null
            : map.has("url")
                ? map.optional("url", Links::boardUrl)
                : map.optional("slug", preset::url);
    if (id == null || preset == null || url == null) {
      return null;
    }
    return new Board(
        id,
        name == null ? id : name,
        url,
        every,
        enabled,
        preset.name(),
        slug,
        null,
        Board.Mapper.JSON
            .createObjectNode()
            .put("format", preset.recipe().layouts().getFirst().format().yamlName()));
  }

  private @Nullable String id() {
    return map.required(
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
    var text = map.text("every");
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

  private boolean enabled() {
    var text = map.text("enabled");
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
}
