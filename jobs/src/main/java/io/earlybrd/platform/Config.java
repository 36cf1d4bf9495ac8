package io.earlybrd.platform;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole configuration, read from environment variables only. Immutable. A missing or malformed
 * value is a {@link UserError} that names the variable.
 *
 * <p>Read before Spring starts and on a path where nothing may be due: plain Java only, no library.
 *
 * @param home where the embedded database, the outbox and the caches live
 * @param datasource null: the embedded PostgreSQL in {@code home}/pg
 * @param mail null: mails become files in {@code home}/outbox
 * @param mailFrom the sender, an RFC 5322 mailbox
 * @param templates the operator's own, which win over ours of the same name; null: none
 * @param presets the operator's own; null: none
 * @param secret comma-separated in the environment: the first signs, all verify; empty: {@link
 *     Secrets} keeps one in {@code home}
 */
public record Config(
    Path home,
    @Nullable Datasource datasource,
    @Nullable Smtp mail,
    String mailFrom,
    InDoubt inDoubt,
    Sending sending,
    Feedback feedback,
    @Nullable Path templates,
    URI baseUrl,
    List<String> secret,
    Fetch fetch,
    @Nullable Path presets,
    BackupSettings backup,
    LogFormat logFormat) {

  /** An external PostgreSQL. */
  public record Datasource(String url, @Nullable String username, @Nullable String password) {
    @Override
    public String toString() {
      return "Datasource[" + url + "]";
    }
  }

  /**
   * An SMTP server; {@code properties} are Jakarta Mail's, such as {@code
   * mail.smtp.starttls.enable}.
   */
  public record Smtp(
      String host,
      int port,
      @Nullable String username,
      @Nullable String password,
      Map<String, String> properties) {
    @Override
    public String toString() {
      return "Smtp[" + host + ":" + port + "]";
    }
  }

  /** What to do with a mail of which nobody can know whether it left. */
  public enum InDoubt {
    RESEND,
    HOLD
  }

  /**
   * How fast mails leave.
   *
   * @param connections to the mail server at once
   * @param rate mails a second over all connections; 0: unlimited
   */
  public record Sending(int connections, double rate) {}

  /**
   * How we hear of what became of a mail.
   *
   * @param webhookKey signs Mailgun's webhooks; null: they are refused
   * @param apiKey for asking Mailgun what became of a mail in doubt; null: it is not asked
   * @param apiBase without a slash at its end
   * @param bounceAddress the envelope sender of mails, to which a server reports what it cannot
   *     deliver; each mail's own has the mail's id after a plus sign. Null: the address of {@code
   *     mailFrom}, the same for all
   * @param bounceMailbox where these reports arrive, {@code imaps://user:password@host/INBOX};
   *     null: nobody reads them
   * @param dkimSelectors that {@code doctor} looks for; empty: those that are usual
   */
  public record Feedback(
      @Nullable String webhookKey,
      @Nullable String apiKey,
      URI apiBase,
      @Nullable String bounceAddress,
      @Nullable URI bounceMailbox,
      List<String> dkimSelectors) {
    @Override
    public String toString() {
      return "Feedback[" + apiBase + ", " + bounceAddress + "]";
    }
  }

  public enum LogFormat {
    TEXT,
    JSON
  }

  /**
   * How boards are fetched.
   *
   * @param allow CIDRs that may be reached although they are private
   * @param connections requests under way at once
   * @param perHost requests to one host under way at once, over all processes
   * @param delay between two requests to one host, over all processes
   * @param timeout for one whole request
   * @param max bytes of one document
   */
  public record Fetch(
      List<String> allow,
      int connections,
      int perHost,
      Duration delay,
      Duration timeout,
      long max) {}

  private static final String OUTBOX_FROM = "EarlyBrd <alerts@earlybrd.example>";

  /** Reads the configuration from {@code environment}, usually {@link System#getenv()}. */
  public static Config from(Map<String, String> environment) {
    var env = new Env(environment);
    var mail = smtp(env);
    return new Config(
        Path.of(env.text("EARLYBRD_HOME", ".earlybrd")).toAbsolutePath().normalize(),
        datasource(env),
        mail,
        mailFrom(env, mail),
        env.oneOf("EARLYBRD_MAIL_IN_DOUBT", InDoubt.RESEND, InDoubt.values()),
        new Sending(
            env.number("EARLYBRD_MAIL_CONNECTIONS", 4, 1, 100),
            env.parsed(
                "EARLYBRD_MAIL_RATE", 0.0, Values::rate, "a number of mails a second such as 14")),
        feedback(env),
        env.parsed("EARLYBRD_TEMPLATES", null, Values::folder, "a folder that can be read"),
        baseUrl(env),
        secrets(env),
        new Fetch(
            env.list("EARLYBRD_FETCH_ALLOW"),
            env.number("EARLYBRD_FETCH_CONNECTIONS", 32, 1, 1_000),
            env.number("EARLYBRD_FETCH_PER_HOST", 1, 1, 100),
            env.parsed(
                "EARLYBRD_FETCH_DELAY",
                Duration.ofSeconds(1),
                Units::duration,
                "a duration such as 1s"),
            env.parsed(
                "EARLYBRD_FETCH_TIMEOUT",
                Duration.ofSeconds(20),
                Values::timeout,
                "a duration of at least 1s such as 20s (without a unit it is milliseconds)"),
            env.parsed("EARLYBRD_FETCH_MAX", 10L << 20, Units::bytes, "a size such as 10MB")),
        env.parsed("EARLYBRD_PRESETS", null, Values::folder, "a folder that can be read"),
        BackupSettings.of(env),
        env.oneOf("EARLYBRD_LOG_FORMAT", LogFormat.TEXT, LogFormat.values()));
  }

  /** The same on {@code database}. */
  public Config on(Datasource database) {
    return new Config(
        home, database, mail, mailFrom, inDoubt, sending, feedback, templates, baseUrl, secret,
        fetch, presets, backup, logFormat);
  }

  private static Feedback feedback(Env env) {
    return new Feedback(
        env.get("EARLYBRD_MAILGUN_WEBHOOK_KEY"),
        env.get("EARLYBRD_MAILGUN_API_KEY"),
        env.parsed(
            "EARLYBRD_MAILGUN_API_BASE",
            URI.create("https://api.mailgun.net"),
            Values::webAddress,
            "an address such as https://api.eu.mailgun.net"),
        env.get("EARLYBRD_BOUNCE_ADDRESS"),
        env.secretly(
            "EARLYBRD_BOUNCE_MAILBOX",
            Values::mailbox,
            "a mailbox such as imaps://user:password@host/INBOX (%40 for an @ in the user)"),
        env.list("EARLYBRD_DKIM_SELECTORS"));
  }

  private static @Nullable Datasource datasource(Env env) {
    var url = env.get("SPRING_DATASOURCE_URL");
    if (url == null && env.variables().containsKey("SPRING_DATASOURCE_URL")) {
      throw new UserError(
          "SPRING_DATASOURCE_URL is set but blank: set it, or unset it for the embedded database");
    }
    if (url == null) {
      return null;
    }
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new UserError(
          "SPRING_DATASOURCE_URL must begin with jdbc:postgresql: (PostgreSQL 15 or newer)");
    }
    return new Datasource(
        url, env.get("SPRING_DATASOURCE_USERNAME"), env.get("SPRING_DATASOURCE_PASSWORD"));
  }

  private static @Nullable Smtp smtp(Env env) {
    var host = env.get("SPRING_MAIL_HOST");
    if (host == null) {
      return null;
    }
    return new Smtp(
        host,
        env.number("SPRING_MAIL_PORT", 25, 1, 65_535),
        env.get("SPRING_MAIL_USERNAME"),
        env.get("SPRING_MAIL_PASSWORD"),
        env.mailProperties());
  }

  private static String mailFrom(Env env, @Nullable Smtp mail) {
    var from = env.get("EARLYBRD_MAIL_FROM");
    if (from == null) {
      if (mail != null) {
        throw new UserError(
            "EARLYBRD_MAIL_FROM is required when SPRING_MAIL_HOST is set, for example: EarlyBrd"
                + " <alerts@your.domain>");
      }
      return OUTBOX_FROM;
    }
    var address =
        from.endsWith(">") ? from.substring(from.lastIndexOf('<') + 1, from.length() - 1) : from;
    int at = address.lastIndexOf('@');
    boolean plain = from.chars().allMatch(c -> c >= ' ' && c != 127) && address.indexOf(' ') < 0;
    if (at < 1 || at == address.length() - 1 || !plain) {
      throw new UserError(
          "EARLYBRD_MAIL_FROM must be a mail address such as EarlyBrd <alerts@your.domain>");
    }
    return from;
  }

  private static URI baseUrl(Env env) {
    return env.parsed(
        "EARLYBRD_BASE_URL",
        URI.create("http://localhost:8080"),
        Values::webAddress,
        "an address such as https://alerts.your.domain");
  }

  private static List<String> secrets(Env env) {
    var secrets = env.list("EARLYBRD_SECRET");
    if (secrets.isEmpty() && env.get("SPRING_DATASOURCE_URL") != null) {
      throw new UserError(
          "EARLYBRD_SECRET is required with an external database: at least 16 characters, the same"
              + " on every host (try: openssl rand -hex 32)");
    }
    if (secrets.stream().anyMatch(secret -> secret.length() < 16)) {
      throw new UserError(
          "EARLYBRD_SECRET must have at least 16 characters in each of its comma-separated"
              + " secrets");
    }
    return secrets;
  }
}
