package io.earlybrd.board;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * A way in which a board may be read.
 *
 * @param how in words: what it was known by
 * @param entry of {@code boards.yaml}, without the id and what goes with it
 * @param name the board's, where the way says it
 */
record Candidate(String how, Map<String, Object> entry, @Nullable String name) {

  static Candidate ofSlug(Preset preset, String slug, String how) {
    var entry = new LinkedHashMap<String, Object>();
    entry.put("preset", preset.name());
    entry.put("slug", slug);
    return new Candidate(
        "%s: %s, slug %s".formatted(how, preset.title(), slug),
        entry,
        Transform.WORDS_OF_SLUG.of(slug.replaceAll("^.*/", "")));
  }

  static Candidate ofPreset(Preset preset, URI url, String how) {
    var entry = new LinkedHashMap<String, Object>();
    entry.put("preset", preset.name());
    entry.put("url", url.toString());
    return new Candidate(how + ": " + preset.title(), entry, null);
  }

  static Candidate ofFeed(URI url, String how, @Nullable String name) {
    var entry = new LinkedHashMap<String, Object>();
    entry.put("url", url.toString());
    entry.put("format", "rss");
    return new Candidate(how, entry, name);
  }

  static Candidate of(
      URI url, Board.Format format, Map<String, ?> more, String how, @Nullable String name) {
    var entry = new LinkedHashMap<String, Object>();
    entry.put("url", url.toString());
    entry.put("format", format.yamlName());
    entry.putAll(more);
    return new Candidate(how, entry, name);
  }

  /** A whole {@code boards.yaml} with this board alone. */
  String yaml(String id, @Nullable String name, @Nullable String every) {
    var board = new LinkedHashMap<String, Object>();
    board.put("id", id);
    if (name != null) {
      board.put("name", name);
    }
    var rest = new LinkedHashMap<>(entry);
    if (rest.get("url") instanceof String url) {
      board.put("url", url);
      rest.remove("url");
    }
    if (every != null) {
      board.put("every", every);
    }
    board.putAll(rest);
    var options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setIndent(4);
    options.setIndicatorIndent(2);
    options.setWidth(200);
    options.setAllowUnicode(true);
    return new Yaml(options).dump(Map.of("boards", List.of(board)));
  }
}
