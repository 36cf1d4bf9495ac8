package io.earlybrd.cli;

import io.earlybrd.platform.Config;
import io.earlybrd.platform.UserError;
import io.earlybrd.platform.http.AddressGuard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The configuration of this process, checked as a whole before anything begins. */
final class Environment {
  /** What the program and its launcher read, and what parts to come will. */
  private static final Set<String> KNOWN =
      Set.of(
          "HOME",
          "MAIL_FROM",
          "MAIL_CONNECTIONS",
          "MAIL_RATE",
          "MAIL_IN_DOUBT",
          "BASE_URL",
          "SECRET",
          "OPERATORS",
          "TRIAL_DAYS",
          "SLACK_WEBHOOK",
          "HEARTBEAT_URL",
          "CANARY_TO",
          "FETCH_ALLOW",
          "FETCH_CONNECTIONS",
          "FETCH_PER_HOST",
          "FETCH_DELAY",
          "FETCH_TIMEOUT",
          "FETCH_MAX",
          "PRESETS",
          "TEMPLATES",
          "BOUNCE_ADDRESS",
          "BOUNCE_MAILBOX",
          "DKIM_SELECTORS",
          "PG_BIN",
          "BROKER_URL",
          "LOG_FORMAT",
          "JAVA_HOME",
          "JAVA_OPTS",
          "AOT");

  /** Families of variables. */
  private static final Set<String> PREFIXES = Set.of("STRIPE_", "MAILGUN_", "BACKUP_");

  private static final String OURS = "EARLYBRD_";

  private Environment() {}

  /**
   * Reads the environment; warns of names that nobody reads, which are mostly misspelt.
   *
   * @throws UserError naming the variable that is wrong
   */
  static Config config() {
    return config(System.getenv());
  }

  /**
   * As {@link #config()}, on another database. The secret may be the one that the embedded database
   * had in {@code EARLYBRD_HOME}.
   *
   * @param database in place of {@code SPRING_DATASOURCE_URL}, which need not be set
   */
  static Config config(String database) {
    var environment = new HashMap<>(System.getenv());
    environment.put("SPRING_DATASOURCE_URL", database);
    var secret = Path.of(environment.getOrDefault("EARLYBRD_HOME", ".earlybrd"), "secret");
    if (environment.get("EARLYBRD_SECRET") == null && Files.isReadable(secret)) {
      environment.put("EARLYBRD_SECRET", text(secret));
    }
    return config(environment);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UserError(file + " cannot be read: " + e, e);
    }
  }

  private static Config config(Map<String, String> environment) {
    warn(environment);
    var config = Config.from(environment);
    if (!config.fetch().allow().isEmpty()) {
      AddressGuard.allowing(config.fetch().allow());
    }
    return config;
  }

  private static void warn(Map<String, String> environment) {
    for (var name : environment.keySet()) {
      if (name.startsWith(OURS)) {
        var own = name.substring(OURS.length());
        if (!KNOWN.contains(own) && PREFIXES.stream().noneMatch(own::startsWith)) {
          System.err.println(
              "earlybrd: warning: nothing reads " + name + "; see docs/configuration.md");
        }
      }
    }
  }
}
