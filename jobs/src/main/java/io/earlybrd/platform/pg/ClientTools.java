package io.earlybrd.platform.pg;

import io.earlybrd.platform.Config;
import io.earlybrd.platform.UserError;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * PostgreSQL's own {@code pg_dump} and {@code pg_restore}, of the server's major version: an older
 * one refuses the server, a newer one writes what the server's own does not read.
 */
public final class ClientTools {
  private static final Pattern MAJOR = Pattern.compile("\\(PostgreSQL\\) (\\d+)");

  /** Only what is in our schema: an operator's extensions may need a superuser to restore. */
  private static final String SCHEMA = "--schema=public";

  private final Path folder;

  private ClientTools(Path folder) {
    this.folder = folder;
  }

  /**
   * Looks for them.
   *
   * @param configured the only folder to look in, or null
   * @throws UserError where there are none of this version: it says which package has them
   */
  public static ClientTools find(@Nullable Path configured, int major) {
    var seen = new ArrayList<String>();
    for (var folder : configured == null ? usual(major) : List.of(configured)) {
      var dump = folder.resolve("pg_dump");
      if (Files.isExecutable(dump) && Files.isExecutable(folder.resolve("pg_restore"))) {
        int found = major(dump);
        if (found == major) {
          return new ClientTools(folder);
        }
        seen.add("%s is of PostgreSQL %s".formatted(dump, found == 0 ? "?" : found));
      }
    }
    throw new UserError(
        "Backups need pg_dump and pg_restore of PostgreSQL %d, the server's version%s: install the package postgresql-client-%d, or set EARLYBRD_PG_BIN to their folder"
            .formatted(
                major,
                !seen.isEmpty()
                    ? " (" + seen.getFirst() + ")"
                    : configured == null ? "" : " (there are none in " + configured + ")",
                major));
  }

  /** Debian's in PATH choose a version by themselves, so its folders come first. */
  private static List<Path> usual(int major) {
    var folders = new ArrayList<Path>();
    for (var pattern :
        List.of(
            "/usr/lib/postgresql/%d/bin",
            "/usr/pgsql-%d/bin",
            "/opt/homebrew/opt/postgresql@%d/bin",
            "/usr/local/opt/postgresql@%d/bin")) {
      folders.add(Path.of(pattern.formatted(major)));
    }
    var path = System.getenv("PATH");
    for (var entry : (path == null ? "" : path).split(File.pathSeparator)) {
      if (!entry.isBlank()) {
        folders.add(Path.of(entry));
      }
    }
    return folders;
  }

  private static int major(Path program) {
    try {
      var version = MAJOR.matcher(Program.run(List.of(program.toString(), "--version")).output());
      return version.find() ? Integer.parseInt(version.group(1)) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  /**
   * Starts to dump our schema to the program's output, in the custom format.
   *
   * @param snapshot exported by a transaction that is open until the dump has begun
   */
  public ClientProgram dump(Config.Datasource database, String snapshot) throws IOException {
    return start(
        database,
        List.of(
            "pg_dump",
            "--format=custom",
            SCHEMA,
            "--snapshot=" + snapshot,
            "--no-owner",
            "--no-privileges",
            // Not for ever behind somebody who changes a table.
            "--lock-wait-timeout=60000",
            "--no-password"));
  }

  /**
   * Starts to restore our schema into a database that has none of its tables, from the program's
   * input: all of it or nothing.
   */
  public ClientProgram restore(Config.Datasource database) throws IOException {
    return start(
        database,
        List.of(
            "pg_restore",
            // Where it is named, the schema itself, which is there, is not made.
            SCHEMA,
            "--exit-on-error",
            "--single-transaction",
            "--no-owner",
            "--no-privileges",
            "--no-password",
            "--dbname=" + connection(database).get("PGDATABASE")));
  }

  private ClientProgram start(Config.Datasource database, List<String> command) throws IOException {
    var arguments = new ArrayList<>(command);
    arguments.set(0, folder.resolve(command.getFirst()).toString());
    var builder = new ProcessBuilder(arguments);
    var environment = builder.environment();
    // Neither our secrets nor what would steer it elsewhere.
    environment.keySet().retainAll(List.of("PATH", "HOME", "TZ"));
    environment.putAll(connection(database));
    environment.put("LC_ALL", "C");
    return ClientProgram.start(command.getFirst(), builder);
  }

  /** Where pgjdbc would go, as libpq is told. */
  private static Map<String, String> connection(Config.Datasource database) {
    var parsed = Driver.parseURL(database.url(), new Properties());
    if (parsed == null) {
      throw new UserError("SPRING_DATASOURCE_URL is no address that the PostgreSQL driver reads");
    }
    var environment = new HashMap<String, String>();
    // IPv6 stands between brackets in an address only.
    put(environment, "PGHOST", parsed.getProperty("PGHOST", "").replaceAll("[\\[\\]]", ""));
    put(environment, "PGPORT", parsed.getProperty("PGPORT"));
    put(environment, "PGDATABASE", parsed.getProperty("PGDBNAME"));
    put(environment, "PGUSER", or(database.username(), parsed.getProperty("user")));
    put(environment, "PGPASSWORD", or(database.password(), parsed.getProperty("password")));
    put(environment, "PGSSLMODE", parsed.getProperty("sslmode"));
    put(environment, "PGSSLROOTCERT", parsed.getProperty("sslrootcert"));
    put(environment, "PGSSLCERT", parsed.getProperty("sslcert"));
    environment.put("PGCONNECT_TIMEOUT", "10");
    environment.put("PGAPPNAME", "earlybrd backup");
    return environment;
  }

  private static @Nullable String or(@Nullable String first, @Nullable String second) {
    return first == null || first.isEmpty() ? second : first;
  }

  private static void put(
      Map<String, String> environment, String variable, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      environment.put(variable, value);
    }
  }
}
