package io.earlybrd.board;

import io.earlybrd.posting.Sha256;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * How one board is read: an entry of {@code boards.yaml}. Immutable; {@link BoardsYaml} makes only
 * valid ones.
 *
 * @param id a slug, {@code [a-z0-9-]+}
 * @param url http or https, absolute; of a board with a slug what its preset made of it when it was
 *     imported
 * @param every at least one minute
 * @param preset the vendor whose boards are read alike; null: {@code recipe} says all
 * @param slug the board's name with that vendor; null: {@code url} was given, and is fetched as it
 *     stands
 * @param recipe null with a preset
 * @param written the entry as it was written, without what the other components say
 */
public record Board(
    String id,
    String name,
    URI url,
    Duration every,
    boolean enabled,
    @Nullable String preset,
    @Nullable String slug,
    @Nullable Recipe recipe,
    ObjectNode written) {

  /** The language that a board's document is written in. */
  public enum Format {
    HTML,
    RSS,
    JSON,
    XML,
    JSONLD;

    /** As {@code boards.yaml} and the lists of boards write it. */
    public String yamlName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The format, or the first of its preset's. */
  public String format() {
    return written.path("format").asString();
  }

  /**
   * A hash of what decides which postings there are and how they are told apart. When it changes,
   * the board starts a new baseline; other changes only show the same postings better.
   */
  public String identityHash() {
    return Sha256.of(
        slug == null ? url.toString() : slug,
        preset,
        preset == null ? format() : null,
        text(written.path("posting")),
        text(written.path("fields").path(Field.ID.yamlName())));
  }

  private static @Nullable String text(JsonNode node) {
    return node.isMissingNode() || node.isNull()
        ? null
        : node.isValueNode() ? node.asString() : node.toString();
  }

  /** The whole definition, the same text for equal definitions. */
  public String toJson() {
    var json = Mapper.JSON.createObjectNode();
    json.put("id", id);
    json.put("name", name);
    json.put("url", url.toString());
    json.put("every", every.toString());
    json.put("enabled", enabled);
    if (preset != null) {
      json.put("preset", preset);
      json.put("slug", slug);
      json.put("format", format());
      return json.toString();
    }
    // As ever, so that definitions that were stored before stay equal to what is imported again.
    json.putNull("posting");
    json.putObject("fields");
    json.setAll(written);
    return json.toString();
  }

  /**
   * Reads what {@link #toJson} wrote, also after PostgreSQL has put its keys in another order.
   *
   * @throws RuntimeException when it is anything else
   */
  public static Board fromJson(String json) {
    var tree = (ObjectNode) Mapper.JSON.readTree(json);
    var preset = text(tree.path("preset"));
    var written =
        tree.deepCopy().remove(List.of("id", "name", "url", "every", "enabled", "preset", "slug"));
    if (written.path("posting").isNull()) {
      written.remove("posting");
    }
    if (written.path("fields").isEmpty()) {
      written.remove("fields");
    }
    return new Board(
        tree.required("id").stringValue(),
        tree.required("name").stringValue(),
        URI.create(tree.required("url").stringValue()),
        Duration.parse(tree.required("every").stringValue()),
        tree.required("enabled").booleanValue(),
        preset,
        text(tree.path("slug")),
        preset == null
            ? new RecipeReader(Problems.FATAL, false)
                .read(new DefinitionMap(written, Problems.FATAL))
            : null,
        written);
  }

  /** Loads Jackson only where a definition is read or written. */
  static final class Mapper {
    static final JsonMapper JSON = JsonMapper.shared();

    private Mapper() {}
  }
}
