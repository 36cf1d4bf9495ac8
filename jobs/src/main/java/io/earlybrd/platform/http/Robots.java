package io.earlybrd.platform.http;

import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRulesParser;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a host's robots.txt says, as far as it is known (RFC 9309). Thread-safe. */
public final class Robots {
  /** RFC 9309 asks for at least 500 kibibytes; what comes after does not count. */
  static final int MOST_BYTES = 500 << 10;

  /** A host that asks for more gets this: else its board could hardly be read at all. */
  static final Duration MOST_DELAY = Duration.ofSeconds(60);

  private static final List<String> AGENT = List.of("earlybrd");

  private final boolean due;
  private final @Nullable String text;
  private final @Nullable String failure;
  private final @Nullable Integer status;
  private final boolean forbids;
  private final boolean delays;
  private volatile @Nullable SimpleRobotRules rules;

  /**
   * @param due whether it is to be asked for (again) before anything else is
   * @param text as answered last, empty where the host has none; null where it is not known
   * @param failure what became of the last try, where that was no answer
   * @param status with the failure
   */
  Robots(boolean due, @Nullable String text, @Nullable String failure, @Nullable Integer status) {
    this.due = due;
    this.text = text;
    this.failure = failure;
    this.status = status;
    var words = text == null ? "" : text.toLowerCase(Locale.ROOT);
    // However it is spelt: the parser knows how people write “disallow”.
    this.forbids = words.contains("dis") || words.contains("diasl");
    this.delays = words.contains("crawl");
  }

  /** It was answered. PostgreSQL takes no U+0000. */
  static Robots answered(byte[] text) {
    return new Robots(
        false, new String(text, StandardCharsets.UTF_8).replace('\0', ' '), null, null);
  }

  /** There is none: everything may be read. */
  static Robots none() {
    return new Robots(false, "", null, null);
  }

  /** It could not be had; what was known before goes on counting. */
  Robots failed(String what, @Nullable Integer failedStatus) {
    return new Robots(false, text, what, failedStatus);
  }

  boolean isDue() {
    return due;
  }

  @Nullable String text() {
    return text;
  }

  @Nullable String failure() {
    return failure;
  }

  @Nullable Integer status() {
    return status;
  }

  /**
   * Whether {@code url} may be read, where the text is known. Most have no rule against anybody:
   * the parser is loaded only for those that do.
   */
  boolean allows(String url) {
    return !forbids || rules().isAllowed(url);
  }

  /** How far apart it wants requests to be; zero where it does not say. */
  Duration crawlDelay() {
    long millis = delays ? rules().getCrawlDelay() : 0;
    return Duration.ofMillis(Math.clamp(millis, 0, MOST_DELAY.toMillis()));
  }

  private SimpleRobotRules rules() {
    var parsed = rules;
    if (parsed == null) {
      var content = String.valueOf(text).getBytes(StandardCharsets.UTF_8);
      // By itself the parser takes a long crawl delay for "nothing may be read".
      parsed =
          new SimpleRobotRulesParser(Long.MAX_VALUE, 0)
              .parseContent("robots.txt", content, "text/plain", AGENT);
      rules = parsed;
    }
    return parsed;
  }
}
