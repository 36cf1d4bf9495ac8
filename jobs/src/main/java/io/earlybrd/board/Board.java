package io.earlybrd.board;

import io.earlybrd.posting.Sha256;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * How one board is read: an entry of {@code boards.yaml}. Immutable; {@link BoardsYaml} makes only
 * valid ones.
 *
 * @param id a slug, {@code [a-z0-9-]+}
 * @param url http or https, absolute
 * @param every at least one minute
 * @param posting where a posting is: a CSS selector (html) or a JSON Pointer (json); null for rss
 * @param fields where a posting's parts are, by the names of {@link Field}, in its order
 */
public record Board(
    String id,
    String name,
    URI url,
    Duration every,
    Format format,
    @Nullable String posting,
    Map<String, String> fields,
    boolean enabled) {

  /** The language that a board's document is written in. */
  public enum Format {
    HTML,
    RSS,
    JSON;

    /** As {@code boards.yaml} and the lists of boards write it. */
    public String yamlName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Board {
    var ordered = new LinkedHashMap<String, String>();
    for (var field : Field.NAMES) {
      if (fields.containsKey(field)) {
        ordered.put(field, fields.get(field));
      }
    }
    fields = Collections.unmodifiableMap(ordered);
  }

  /**
   * A hash of what decides which postings there are and how they are told apart. When it changes,
   * the board starts a new baseline; other changes only show the same postings better.
   */
  public String identityHash() {
    return Sha256.of(
        url.toString(),
        null, // the preset, so that naming one later keeps the hashes of all others
        format.yamlName(),
        posting,
        fields.get(Field.ID.yamlName()));
  }

  /** The whole definition, the same text for equal definitions. */
  public String toJson() {
    var json = Mapper.JSON.createObjectNode();
    json.put("id", id);
    json.put("name", name);
    json.put("url", url.toString());
    json.put("every", every.toString());
    json.put("format", format.yamlName());
    json.put("posting", posting);
    json.put("enabled", enabled);
    var inner = json.putObject("fields");
    fields.forEach(inner::put);
    return json.toString();
  }

  /**
   * Reads what {@link #toJson} wrote, also after PostgreSQL has put its keys in another order.
   *
   * @throws RuntimeException when it is anything else
   */
  public static Board fromJson(String json) {
    var tree = Mapper.JSON.readTree(json);
    var fields = new LinkedHashMap<String, String>();
    for (var name : Field.NAMES) {
      var value = tree.required("fields").optional(name);
      value.ifPresent(node -> fields.put(name, node.stringValue()));
    }
    return new Board(
        tree.required("id").stringValue(),
        tree.required("name").stringValue(),
        URI.create(tree.required("url").stringValue()),
        Duration.parse(tree.required("every").stringValue()),
        Format.valueOf(tree.required("format").stringValue().toUpperCase(Locale.ROOT)),
        tree.path("posting").isNull() ? null : tree.required("posting").stringValue(),
        fields,
        tree.required("enabled").booleanValue());
  }

  /** Loads Jackson only where a definition is read or written. */
  private static final class Mapper {
    static final JsonMapper JSON = JsonMapper.shared();
  }
}
