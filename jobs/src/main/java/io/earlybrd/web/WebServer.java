package io.earlybrd.web;

import io.earlybrd.platform.Config;
import io.earlybrd.platform.LogSetup;
import io.earlybrd.platform.UserError;
import java.net.BindException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** The pages and webhooks, served until it is closed. */
public final class WebServer implements AutoCloseable {
  private final ServletWebServerApplicationContext context;

  private WebServer(ServletWebServerApplicationContext context) {
    this.context = context;
  }

  /**
   * Serves from now on.
   *
   * @param port 0: any that is free
   * @param clock judges the age of webhooks
   * @throws UserError where the port is taken, or is not ours to take
   */
  public static WebServer start(
      Config config, Config.Datasource datasource, Clock clock, int port) {
    log(config);
    var builder =
        new SpringApplicationBuilder(WebConfiguration.class)
            .web(WebApplicationType.SERVLET)
            .bannerMode(Banner.Mode.OFF)
            .logStartupInfo(false)
            // The command's own closes it and lets requests end; two would race.
            .registerShutdownHook(false)
            .properties(properties(datasource))
            .initializers(
                starting -> {
                  var beans = starting.getBeanFactory();
                  beans.registerSingleton("config", config);
                  beans.registerSingleton("clock", clock);
                });
    try {
      return new WebServer(
          (ServletWebServerApplicationContext) builder.run("--server.port=" + port));
    } catch (RuntimeException e) {
      throw taken(e, port);
    }
  }

  /** Spring and Tomcat log addresses of requests, which hold tokens, with what they warn of. */
  private static void log(Config config) {
    LogSetup.install(config.logFormat(), false);
    var logs = (ch.qos.logback.classic.LoggerContext) LoggerFactory.getILoggerFactory();
    for (var name : List.of("org.springframework", "org.apache")) {
      logs.getLogger(name).setLevel(ch.qos.logback.classic.Level.ERROR);
    }
    // It would log the whole trace of what the command says in a line.
    logs.getLogger("org.springframework.boot.SpringApplication")
        .setLevel(ch.qos.logback.classic.Level.OFF);
    logs.getLogger("org.springframework.boot.diagnostics")
        .setLevel(ch.qos.logback.classic.Level.OFF);
    LogManager.getLogManager().getLogger("").setLevel(Level.WARNING);
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }

  private static Map<String, Object> properties(Config.Datasource datasource) {
    var properties = new HashMap<String, Object>();
    properties.put("spring.datasource.url", datasource.url());
    put(properties, "spring.datasource.username", datasource.username());
    put(properties, "spring.datasource.password", datasource.password());
    properties.put("spring.datasource.hikari.maximum-pool-size", 4);
    properties.put("spring.datasource.hikari.minimum-idle", 1);
    // A page that waits longer for the database says so.
    properties.put("spring.datasource.hikari.connection-timeout", 4_000);
    properties.put("spring.datasource.hikari.validation-timeout", 2_000);
    properties.put(
        "spring.datasource.hikari.data-source-properties.ApplicationName", "earlybrd serve");
    // Else a database host that vanished would hold requests for ever.
    properties.put("spring.datasource.hikari.data-source-properties.socketTimeout", 20);
    properties.put("spring.threads.virtual.enabled", true);
    properties.put("server.shutdown", "graceful");
    properties.put("spring.lifecycle.timeout-per-shutdown-phase", "10s");
    properties.put("server.tomcat.connection-timeout", "10s");
    properties.put("server.tomcat.keep-alive-timeout", "20s");
    properties.put("server.tomcat.max-connections", 2_000);
    properties.put("server.tomcat.max-http-form-post-size", Safeguards.MOST_FORM + "B");
    properties.put("server.tomcat.max-swallow-size", Safeguards.MOST_BODY + "B");
    properties.put("spring.web.resources.add-mappings", false);
    properties.put("spring.mvc.formcontent.filter.enabled", false);
    return properties;
  }

  private static void put(Map<String, Object> properties, String name, @Nullable String value) {
    if (value != null) {
      properties.put(name, value);
    }
  }

  private static RuntimeException taken(RuntimeException e, int port) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof PortInUseException) {
        return new UserError(
            "Port %d is in use: stop what listens there, or set SERVER_PORT to another"
                .formatted(port),
            e);
      }
      if (cause instanceof BindException bind) {
        return new UserError(
            "Port %d cannot be listened on (%s): set SERVER_PORT, or SERVER_ADDRESS, to another"
                .formatted(port, bind.getMessage()),
            e);
      }
    }
    return e;
  }

  /** The port that it listens on. */
  public int port() {
    var server = context.getWebServer();
    if (server == null) {
      throw new IllegalStateException("closed");
    }
    return server.getPort();
  }

  /** Takes no more requests, and waits up to 10 s for those under way. */
  @Override
  public void close() {
    context.close();
  }
}
