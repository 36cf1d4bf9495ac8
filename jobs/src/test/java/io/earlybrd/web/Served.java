package io.earlybrd.web;

import io.earlybrd.mail.Tokens;
import io.earlybrd.platform.Config;
import io.earlybrd.scene.Scene;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A web server on a scene's database, for the tests of one class. Register it in a static field
 * after its scene. It signs with a newer secret than the scene's process, whose mails are out
 * already, and knows both.
 */
final class Served implements BeforeAllCallback, AfterAllCallback {
  static final String WEBHOOK_KEY = "key-of-the-webhook";
  private static final String NEW_SECRET = "fedcba9876543210fedcba9876543210";

  private final Scene scene;
  private final HttpClient client = HttpClient.newHttpClient();
  private @Nullable WebServer server;

  Served(Scene scene) {
    this.scene = scene;
  }

  static Config config(Config of, @Nullable String webhookKey) {
    return new Config(
        of.home(),
        of.datasource(),
        of.mail(),
        of.mailFrom(),
        of.inDoubt(),
        of.sending(),
        new Config.Feedback(
            webhookKey, null, of.feedback().apiBase(), null, null, of.feedback().dkimSelectors()),
        of.templates(),
        of.baseUrl(),
        List.of(NEW_SECRET, of.secret().getFirst()),
        of.fetch(),
        of.presets(),
        of.backup(),
        of.logFormat());
  }

  static WebServer start(Config config, Config.Datasource database) {
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    return WebServer.start(config, database, Clock.systemUTC(), 0);
  }

  /** By which the page knows a saved search. */
  String key(String query) {
    return String.valueOf(
        scene
            .db()
            .value("SELECT md5(normalised_query) FROM saved_search WHERE name = '" + query + "'"));
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    server = start(config(scene.config(), WEBHOOK_KEY), scene.database());
  }

  @Override
  public void afterAll(ExtensionContext context) {
    server().close();
  }

  private WebServer server() {
    return Objects.requireNonNull(server, "register it as an extension in a static field");
  }

  int port() {
    return server().port();
  }

  /** An address of {@code path}, which begins with a slash. */
  URI at(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(at(path)).GET());
  }

  /** A form. */
  HttpResponse<String> post(String path, String form) {
    return send(
        HttpRequest.newBuilder(at(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The subscriber's own page, by the token in mails that were sent before the secret changed. */
  String page(String email) {
    return "/u/" + new Tokens(scene.config().secret()).unsubscribe(subscriber(email));
  }

  String pageByNewSecret(String email) {
    return "/u/" + new Tokens(List.of(NEW_SECRET)).unsubscribe(subscriber(email));
  }

  private UUID subscriber(String email) {
    return scene
        .db()
        .jdbc()
        .sql("SELECT public_id FROM subscriber WHERE email = :email")
        .param("email", email)
        .query(UUID.class)
        .single();
  }

  /** The only mail, in the browser. */
  String mail() {
    var id = scene.db().jdbc().sql("SELECT public_id FROM mail").query(UUID.class).single();
    return "/m/" + new Tokens(scene.config().secret()).view(id);
  }
}
