package io.earlybrd.platform;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs to stderr, a line an event: logfmt, or JSON with {@code EARLYBRD_LOG_FORMAT=json}, with job,
 * execution, slot and step on every line. In code, since reading a configuration file would cost
 * every launch.
 */
public final class LogSetup {
  private LogSetup() {}

  /**
   * @param quiet warnings and errors only
   */
  public static void install(Config.LogFormat format, boolean quiet) {
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    var encoder = new LineEncoder(format);
    encoder.setContext(context);
    encoder.start();
    var appender = new ConsoleAppender<ILoggingEvent>();
    appender.setContext(context);
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.start();
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(appender);
    context.getLogger("io.earlybrd").setLevel(quiet ? Level.WARN : Level.INFO);
    // It logs each failure with its stack trace, three times; ours say it in a line, and the step
    // keeps the trace.
    context.getLogger("org.springframework.batch").setLevel(Level.OFF);
    context.getLogger("org.thymeleaf").setLevel(Level.OFF);
  }

  /**
   * One event as one line; a throwable is its class and message, since the step's history keeps the
   * trace.
   */
  private static final class LineEncoder extends EncoderBase<ILoggingEvent> {
    private final Config.LogFormat format;

    LineEncoder(Config.LogFormat format) {
      this.format = format;
    }

    @Override
    public byte[] headerBytes() {
      return new byte[0];
    }

    @Override
    public byte[] footerBytes() {
      return new byte[0];
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
      var fields = new LinkedHashMap<String, String>();
      fields.put("time", event.getInstant().toString());
      fields.put("level", event.getLevel().toString().toLowerCase(java.util.Locale.ROOT));
      for (var key : new String[] {"job", "execution", "slot", "step"}) {
        var value = event.getMDCPropertyMap().get(key);
        if (value != null) {
          fields.put(key, value);
        }
      }
      fields.put("logger", shortName(event.getLoggerName()));
      fields.put("msg", event.getFormattedMessage());
      if (event.getThrowableProxy() != null) {
        fields.put(
            "error",
            event.getThrowableProxy().getClassName()
                + ": "
                + event.getThrowableProxy().getMessage());
      }
      var line = format == Config.LogFormat.JSON ? json(fields) : logfmt(fields);
      return (line + System.lineSeparator()).getBytes(StandardCharsets.UTF_8);
    }

    private static String shortName(String logger) {
      return logger.substring(logger.lastIndexOf('.') + 1);
    }

    private static String logfmt(Map<String, String> fields) {
      var line = new StringBuilder();
      fields.forEach(
          (key, value) -> {
            line.append(line.isEmpty() ? "" : " ").append(key).append('=');
            boolean plain =
                !value.isEmpty()
                    && value.chars().allMatch(c -> c > ' ' && c != '"' && c != '=' && c < 127);
            line.append(plain ? value : quoted(value));
          });
      return line.toString();
    }

    private static String json(Map<String, String> fields) {
      var line = new StringBuilder("{");
      fields.forEach(
          (key, value) ->
              line.append(line.length() > 1 ? "," : "")
                  .append(quoted(key))
                  .append(':')
                  .append(quoted(value)));
      return line.append('}').toString();
    }

    /** A JSON string, which logfmt takes too. */
    private static String quoted(String value) {
      var quoted = new StringBuilder("\"");
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        switch (c) {
          case '"' -> quoted.append("\\\"");
          case '\\' -> quoted.append("\\\\");
          case '\n' -> quoted.append("\\n");
          case '\r' -> quoted.append("\\r");
          case '\t' -> quoted.append("\\t");
          default -> {
            if (c < ' ') {
              quoted.append("\\u%04x".formatted((int) c));
            } else {
              quoted.append(c);
            }
          }
        }
      }
      return quoted.append('"').toString();
    }
  }
}
