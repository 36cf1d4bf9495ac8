package io.earlybrd.board;

import io.earlybrd.platform.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the vendors' boards are read: those that come with the application ({@code presets/}, one
 * file each), and the operator's own, which win. Each is read when it is first asked for.
 * Thread-safe.
 */
public final class Presets {
  private static final String INDEX = "presets/index.txt";
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]+");
  private static final List<String> KEYS =
      List.of("name", "url", "slug", "slug_of", "recognise", "embeds");

  private final @Nullable Path folder;
  private final Map<String, Preset> read = new ConcurrentHashMap<>();

  /**
   * @param folder the operator's own, {@code EARLYBRD_PRESETS}; null: none
   */
  public Presets(@Nullable Path folder) {
    this.folder = folder;
  }

  /**
   * The preset of that name.
   *
   * @throws IllegalArgumentException when there is none
   * @throws UserError when there is one, and it is wrong
   */
  Preset get(String name) {
    var preset = find(name);
    if (preset == null) {
      var names = names();
      throw new IllegalArgumentException(
          "preset “%s” is unknown; %s"
              .formatted(
                  OneLine.of(name, 40),
                  Nearest.to(name, names)
                      .map(near -> "did you mean “" + near + "”?")
                      .orElse("there are " + String.join(", ", names))));
    }
    return preset;
  }

  private @Nullable Preset find(String name) {
    var known = read.get(name);
    if (known == null && NAME.matcher(name).matches()) {
      known = load(name);
      if (known != null) {
        read.put(name, known);
      }
    }
    return known;
  }

  /** All presets, by the alphabet of their names. */
  List<Preset> all() {
    var all = new ArrayList<Preset>();
    for (var name : names()) {
      var preset = find(name);
      if (preset != null) {
        all.add(preset);
      }
    }
    return all;
  }

  /** The names of all presets, by the alphabet. */
  List<String> names() {
    var names = new TreeSet<String>();
    try (var index = resource(INDEX)) {
      if (index != null) {
        new String(index.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(names::add);
      }
      if (folder != null) {
        try (var files = Files.list(folder)) {
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> file.endsWith(".yaml"))
              .forEach(file -> names.add(file.substring(0, file.length() - ".yaml".length())));
        }
      }
    } catch (IOException e) {
      throw new UserError("EARLYBRD_PRESETS=" + folder + " cannot be read: " + e.getMessage(), e);
    }
    return List.copyOf(names);
  }

  private @Nullable Preset load(String name) {
    var own = folder == null ? null : folder.resolve(name + ".yaml");
    if (own != null && Files.exists(own)) {
      return read(name, own.toString(), YamlFile.text(own));
    }
    var resource = "presets/" + name + ".yaml";
    try (var in = resource(resource)) {
      return in == null
          ? null
          : read(name, resource, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  private static @Nullable InputStream resource(String name) {
    return Presets.class.getClassLoader().getResourceAsStream(name);
  }

  private static Preset read(String name, String file, String yaml) {
    var problems = new YamlProblems(file);
    var tree = new YamlTree(problems);
    var root = YamlFile.compose(yaml, problems);
    var map = root == null ? null : DefinitionMap.of(tree.of(root, "the preset"), "the file", tree);
    if (map == null) {
      throw new UserError(file + ": line 1: the file is empty or no mapping");
    }
    var known = new ArrayList<>(KEYS);
    known.addAll(RecipeReader.KEYS);
    map.refuseUnknown("key", known);
    var recipe = new RecipeReader(tree, true).read(map);
    var title = map.required("name", "the vendor's name", text -> text);
    var url = Template.firstOf(map.texts("url"));
    var slug = map.optional("slug", RuleReader::pattern);
    var recognised = patterns(map, "recognise");
    var embedded = patterns(map, "embeds");
    problems.throwIfAny();
    if (recipe == null || title == null) {
      throw new IllegalStateException(file + " has no problems and yet cannot be read");
    }
    return new Preset(
        name,
        title,
        url,
        slug == null ? Pattern.compile("[\\w.-]+") : slug,
        Template.firstOf(map.texts("slug_of")),
        recognised,
        embedded,
        recipe);
  }

  private static List<Pattern> patterns(DefinitionMap map, String key) {
    var patterns = new ArrayList<Pattern>();
    for (var text : map.texts(key)) {
      try {
        patterns.add(RuleReader.pattern(text));
      } catch (IllegalArgumentException e) {
        map.problems().add(map.at(key), String.valueOf(e.getMessage()));
      }
    }
    return patterns;
  }
}
