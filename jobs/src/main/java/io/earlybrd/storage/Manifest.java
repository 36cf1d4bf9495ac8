package io.earlybrd.storage;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is known of a backup without reading it. Written after its object, so that where there is a
 * manifest there is all of it.
 *
 * @param id such as {@code 20261129T020000Z-4f1a2b}; by it backups are in the order in which they
 *     were taken
 * @param object the key of the dump, as {@link Storage} takes it
 * @param size bytes of the object as it is stored
 * @param sha256 of the object as it is stored
 * @param takenAt of the snapshot, by the database's clock
 * @param installation which database it is of, as {@code migrate} stores it in setting {@code
 *     identity}
 * @param formerly what that database was before it was restored: each an {@code installation}
 * @param secret fingerprint of the secret by which that database's addresses are hashed; null:
 *     unknown
 * @param schema the number of its newest change
 * @param serverVersion of PostgreSQL, such as {@code 15.18}
 * @param rows in each table
 * @param verifiedAt when it was fetched back, restored, and found to be the same; null: it was not
 */
public record Manifest(
    String id,
    String object,
    long size,
    String sha256,
    Instant takenAt,
    String installation,
    List<String> formerly,
    @Nullable String secret,
    String schema,
    String serverVersion,
    boolean encrypted,
    Map<String, Long> rows,
    @Nullable Instant verifiedAt) {

  private static final String FOLDER = "backup/";
  private static final String PURPOSE = "manifest";
  private static final JsonMapper JSON = JsonMapper.shared();

  public Manifest {
    formerly = List.copyOf(formerly);
    rows = Map.copyOf(rows);
  }

  /** For {@link Signatures}. */
  public static Signatures signatures(List<String> secrets) {
    return new Signatures(secrets, PURPOSE);
  }

  /** Where all manifests and dumps are. */
  public static String folder() {
    return FOLDER;
  }

  /** The key of the dump of a backup. */
  public static String dumpKey(String id, boolean encrypted) {
    return FOLDER + id + (encrypted ? ".dump.sealed" : ".dump");
  }

  /** The key of the manifest of a backup. */
  public static String key(String id) {
    return FOLDER + id + ".json";
  }

  public String key() {
    return key(id);
  }

  /** The same, verified. */
  public Manifest verified(Instant at) {
    return new Manifest(
        id,
        object,
        size,
        sha256,
        takenAt,
        installation,
        formerly,
        secret,
        schema,
        serverVersion,
        encrypted,
        rows,
        at);
  }

  /** Of PostgreSQL, as a number: {@code 15}. */
  public int serverMajor() {
    return Integer.parseInt(serverVersion.split("\\D", 2)[0]);
  }

  /** As it is stored. */
  public String signed(Signatures signatures) {
    var fields = fields();
    fields.put("signature", signatures.of(JSON.writeValueAsString(fields())));
    return JSON.writeValueAsString(fields) + "\n";
  }

  /** Sorted: what is signed must be the same whoever writes it. */
  private TreeMap<String, @Nullable Object> fields() {
    var fields = new TreeMap<String, @Nullable Object>();
    fields.put("id", id);
    fields.put("object", object);
    fields.put("size", size);
    fields.put("sha256", sha256);
    fields.put("taken_at", takenAt.toString());
    fields.put("installation", installation);
    fields.put("formerly", formerly);
    fields.put("secret", secret);
    fields.put("schema", schema);
    fields.put("server_version", serverVersion);
    fields.put("encrypted", encrypted);
    fields.put("rows", new TreeMap<>(rows));
    fields.put("verified_at", verifiedAt == null ? null : verifiedAt.toString());
    return fields;
  }

  /**
   * A manifest as it is stored.
   *
   * @return empty where it is none, or nobody with one of our secrets wrote it
   */
  public static Optional<Manifest> read(String text, Signatures signatures) {
    try {
      var node = JSON.readTree(text);
      var read = of(node);
      // Also what we do not know of would be signed, if it came from us.
      return signatures.verifies(
                  JSON.writeValueAsString(read.fields()), node.path("signature").asString(""))
              && node.size() == read.fields().size() + 1
          ? Optional.of(read)
          : Optional.empty();
    } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Manifest of(JsonNode node) {
    var rows = new TreeMap<String, Long>();
    node.path("rows")
        .propertyStream()
        .forEach(table -> rows.put(table.getKey(), table.getValue().asLong()));
    var verified = text(node, "verified_at");
    return new Manifest(
        node.path("id").asString(""),
        node.path("object").asString(""),
        node.path("size").asLong(),
        node.path("sha256").asString(""),
        Instant.parse(node.path("taken_at").asString("")),
        node.path("installation").asString(""),
        node.path("formerly").valueStream().map(one -> one.asString("")).toList(),
        text(node, "secret"),
        node.path("schema").asString(""),
        node.path("server_version").asString(""),
        node.path("encrypted").asBoolean(),
        rows,
        verified == null ? null : Instant.parse(verified));
  }

  private static @Nullable String text(JsonNode node, String field) {
    return node.path(field).isString() ? node.path(field).asString() : null;
  }
}
