package io.earlybrd.cli;

import io.earlybrd.deliver.DeliveryHealth;
import io.earlybrd.mail.KnownSecret;
import io.earlybrd.platform.Check;
import io.earlybrd.platform.Config;
import io.earlybrd.platform.Database;
import io.earlybrd.platform.Finding;
import io.earlybrd.platform.Secrets;
import io.earlybrd.platform.pg.Schema;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * What {@code doctor} looks at in the database, in order and over one connection: where it cannot
 * be reached, or has other tables, nothing else can be said.
 */
final class DatabaseChecks implements AutoCloseable {
  private static final int OLDEST_SERVER = 15;
  private static final Duration DRIFT = Duration.ofSeconds(5);

  private final Config config;
  private final Clock clock;
  private volatile @Nullable Database database;
  private volatile @Nullable SingleConnectionDataSource connection;
  private volatile @Nullable String unusable;

  DatabaseChecks(Config config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  List<Check> all() {
    var checks = new ArrayList<Check>();
    checks.add(new Check("database", this::reach));
    checks.add(new Check("schema", () -> where("schema", this::schema)));
    checks.add(new Check("clock", () -> where("clock", this::clock)));
    checks.add(new Check("time_zones", () -> where("time_zones", this::timeZones)));
    checks.add(new Check("secret", () -> where("secret", this::secret)));
    for (var name : List.of("sending", "queue", "bounces", "complaints", "suppressed", "webhook")) {
      checks.add(new Check(name, () -> where(name, jdbc -> health(jdbc, name))));
    }
    checks.add(
        new Check(
            "backup",
            () -> where("backup", jdbc -> BackupsCommand.check(jdbc, config, clock.instant()))));
    return List.copyOf(checks);
  }

  private interface Look {
    Finding at(JdbcClient jdbc) throws Exception;
  }

  private Finding where(String name, Look look) throws Exception {
    var open = connection;
    return unusable == null && open != null
        ? look.at(JdbcClient.create(open))
        : Finding.skipped(name, unusable == null ? "the database cannot be used" : unusable, null);
  }

  private Finding reach() {
    unusable = "the database cannot be reached";
    var opened = Database.open(config, line -> {});
    database = opened;
    var own = opened.datasource();
    var properties = new Properties();
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("loginTimeout", "5");
    properties.setProperty("socketTimeout", "10");
    properties.setProperty("ApplicationName", "earlybrd doctor");
    var one = new SingleConnectionDataSource(own.url(), true);
    one.setConnectionProperties(properties);
    one.setUsername(own.username() == null ? "" : own.username());
    one.setPassword(own.password() == null ? "" : own.password());
    connection = one;
    int version =
        JdbcClient.create(one)
                .sql("SELECT current_setting('server_version_num')::int")
                .query(Integer.class)
                .single()
            / 10_000;
    unusable = null;
    return version < OLDEST_SERVER
        ? Finding.failed(
            "database",
            "PostgreSQL " + version,
            "upgrade it to PostgreSQL " + OLDEST_SERVER + " or newer")
        : Finding.ok(
            "database",
            "PostgreSQL " + version + (opened.isEmbedded() ? ", embedded" : ", external"));
  }

  private Finding schema(JdbcClient jdbc) {
    unusable = "the database's tables are not those of this version";
    if (jdbc.sql("SELECT to_regclass('public." + Schema.RESTORING + "') IS NOT NULL")
        .query(Boolean.class)
        .single()) {
      return Finding.failed(
          "schema",
          "a restore is under way, or did not come to its end: nothing is mailed from here",
          "if none is: an empty database, and restore again (docs/restore.md)");
    }
    boolean any =
        jdbc.sql("SELECT to_regclass('databasechangelog') IS NOT NULL")
            .query(Boolean.class)
            .single();
    var at =
        any
            ? jdbc.sql("SELECT coalesce(max(id), '0000') FROM databasechangelog")
                .query(String.class)
                .single()
            : "0000";
    if (at.compareTo(Schema.VERSION) < 0) {
      return Finding.failed(
          "schema", "at " + at + ", this version needs " + Schema.VERSION, "./earlybrd migrate");
    }
    var oldest =
        jdbc.sql("SELECT value FROM setting WHERE key = 'oldest_code'")
            .query(String.class)
            .optional()
            .orElse("0000");
    if (oldest.compareTo(Schema.VERSION) > 0) {
      return Finding.failed(
          "schema",
          "made by a newer EarlyBrd: it needs code of schema " + oldest + " or newer",
          "install the newer version on this host");
    }
    unusable = null;
    return Finding.ok("schema", "at " + at);
  }

  private Finding clock(JdbcClient jdbc) {
    var before = clock.instant();
    var theirs = jdbc.sql("SELECT clock_timestamp()").query(Timestamp.class).single().toInstant();
    var after = clock.instant();
    var drift = Duration.between(before.plus(Duration.between(before, after).dividedBy(2)), theirs);
    return drift.abs().compareTo(DRIFT) > 0
        ? Finding.failed(
            "clock",
            "this host's clock is %s s off the database's".formatted(-drift.toSeconds()),
            "let both hosts take their time from NTP")
        : Finding.ok("clock", "as the database's");
  }

  private Finding timeZones(JdbcClient jdbc) {
    var known = ZoneId.getAvailableZoneIds();
    var data = ZoneRulesProvider.getVersions("UTC").lastEntry().getKey();
    var unknown =
        jdbc
            .sql("SELECT time_zone FROM subscriber GROUP BY time_zone ORDER BY time_zone")
            .query(String.class)
            .list()
            .stream()
            .filter(zone -> !known.contains(zone))
            .toList();
    return unknown.isEmpty()
        ? Finding.ok("time_zones", "data of " + data)
        : Finding.failed(
            "time_zones",
            "subscribers are in zones that this JDK does not know: " + String.join(", ", unknown),
            "install a newer JDK on this host (its time zone data is of " + data + ")");
  }

  private Finding secret(JdbcClient jdbc) {
    return switch (new KnownSecret(jdbc, Secrets.of(config)).standing()) {
      case SAME -> Finding.ok("secret", "the one that this database's mails were signed by");
      case OLDER ->
          Finding.warning(
              "secret",
              "a new secret signs here, and the database knows the one before it",
              "./earlybrd migrate");
      case UNKNOWN ->
          Finding.skipped(
              "secret", "the database does not know its secret yet", "./earlybrd migrate");
      case OTHER ->
          Finding.failed(
              "secret",
              "not the one that this database's mails were signed by: links in them do not work,"
                  + " and who has unsubscribed is not recognised",
              "set EARLYBRD_SECRET to that of the other hosts; to change it, write the new one"
                  + " before the old one, with a comma between them");
    };
  }

  private Finding health(JdbcClient jdbc, String name) throws Exception {
    for (var check : new DeliveryHealth(jdbc, config).checks()) {
      if (check.name().equals(name)) {
        return check.look().look();
      }
    }
    throw new IllegalStateException(name);
  }

  /** Waits for no query that hangs: it ends with the process. */
  @Override
  public void close() {
    var open = connection;
    if (open != null) {
      var closing = Thread.ofVirtual().start(open::close);
      try {
        closing.join(Duration.ofSeconds(1));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    var opened = database;
    if (opened != null) {
      opened.close();
    }
  }
}
