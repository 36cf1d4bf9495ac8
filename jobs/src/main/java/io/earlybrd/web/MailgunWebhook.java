package io.earlybrd.web;

import io.earlybrd.deliver.Feedback;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes Mailgun's reports. 200: done, or nothing to do; 406: never to be tried again; anything
 * else, as where the database is away, is tried again by Mailgun for 8 hours.
 */
@Controller
final class MailgunWebhook {
  private static final Logger LOG = LoggerFactory.getLogger(MailgunWebhook.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Tokens are of no use once their signature is too old. */
  private static final String KEPT = "2 days";

  /** So many reports from one purge of tokens to the next. */
  private static final int PURGE_EVERY = 100;

  private final MailgunSignatures signatures;
  private final TransactionTemplate transaction;
  private final JdbcClient jdbc;
  private final Feedback feedback;
  private final AtomicInteger taken = new AtomicInteger();

  MailgunWebhook(
      MailgunSignatures signatures,
      TransactionTemplate transaction,
      JdbcClient jdbc,
      Feedback feedback) {
    this.signatures = signatures;
    this.transaction = transaction;
    this.jdbc = jdbc;
    this.feedback = feedback;
  }

  @PostMapping("/webhooks/mailgun")
  ResponseEntity<String> take(HttpServletRequest request) throws IOException {
    if (signatures.key().isEmpty()) {
      return answer(404, "EARLYBRD_MAILGUN_WEBHOOK_KEY is not set");
    }
    var body = request.getInputStream().readNBytes(Safeguards.MOST_BODY + 1);
    var json = body.length > Safeguards.MOST_BODY ? JSON.nullNode() : read(body);
    var token = signatures.token(json.path("signature"));
    var event = json.path("event-data");
    if (token.isEmpty() || !event.isObject()) {
      LOG.warn(
          "a webhook was refused: its signature is wrong or too old, or it is none of Mailgun");
      return answer(406, "refused");
    }
    transaction.executeWithoutResult(status -> record(token.get(), event));
    purgeNowAndThen();
    return answer(200, "ok");
  }

  private static JsonNode read(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      return JSON.nullNode();
    }
  }

  /** Both or neither: a report that came to nothing comes again with the same token. */
  private void record(String token, JsonNode event) {
    int added =
        jdbc.sql(
                """
                INSERT INTO webhook_token (source, token)
                VALUES ('mailgun', :token)
                ON CONFLICT DO NOTHING
                """)
            .param("token", token)
            .update();
    if (added == 1) {
      MailgunReport.of(event).ifPresent(feedback::record);
    }
  }

  private void purgeNowAndThen() {
    if (taken.getAndIncrement() % PURGE_EVERY == 0) {
      jdbc.sql(
              "DELETE FROM webhook_token WHERE at < clock_timestamp() - interval '%s'"
                  .formatted(KEPT))
          .update();
    }
  }

  private static ResponseEntity<String> answer(int status, String text) {
    return ResponseEntity.status(status).contentType(MediaType.TEXT_PLAIN).body(text + "\n");
  }
}
