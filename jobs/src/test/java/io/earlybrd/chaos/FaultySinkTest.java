package io.earlybrd.chaos;

import static io.earlybrd.scene.Scene.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.mail.ScriptedSmtp;
import io.earlybrd.scene.ReceivedMail;
import io.earlybrd.scene.Scene;
import io.earlybrd.subscriber.Suppressions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A mail server that refuses one mail in twenty, puts off one in ten, some of them twice, and hangs
 * up in the middle of one in fifty, half of these after it took the message.
 */
class FaultySinkTest {
  private static final int MAILS = 600;
  private static final int NO_SUCH_USER = 15;
  private static final int POLICY = 15;
  private static final int DEFERRED = 60;
  private static final int DEFERRED_AGAIN = 10;
  private static final int DROPPED = 6;
  private static final int DROPPED_AFTER_ALL = 6;

  /** More than the back-off of a mail that is put off twice. */
  private static final int MINUTES = 30;

  @RegisterExtension static final Scene scene = new Scene();

  @Test
  void every_mail_comes_to_its_end(@TempDir Path home) {
    var faults = new Random(7);
    answers(
        "RCPT",
        MAILS,
        faults,
        Map.of(
            "550 5.1.1 no such user",
            NO_SUCH_USER,
            "554 5.7.1 no",
            POLICY,
            "450 4.2.0 later",
            DEFERRED));
    answers("RCPT", DEFERRED, faults, Map.of("451 4.3.0 later still", DEFERRED_AGAIN));
    answers("DATA", 500, faults, Map.of("354 go on" + ScriptedSmtp.CUT, DROPPED));
    answers(".", 490, faults, Map.of(ScriptedSmtp.CUT, DROPPED_AFTER_ALL));
    scene.newsFor(
        IntStream.range(0, MAILS)
            .mapToObj("reader-%d@example.org"::formatted)
            .toArray(String[]::new));

    scene.run("alerts", minute(0));
    long doubted = scene.db().count("mail WHERE doubted_at IS NOT NULL");
    IntStream.rangeClosed(1, MINUTES).forEach(n -> scene.run("send", minute(n)));

    assertThat(
            scene
                .db()
                .column("SELECT state || ' ' || count(*) FROM mail GROUP BY state ORDER BY state"))
        .containsExactly("FAILED 30", "SENT 570");
    assertThat(doubted).isEqualTo(DROPPED + DROPPED_AFTER_ALL);
    refusalsAreTold(home);
    arrivedOnceButForTheDoubted(doubted);
  }

  /** So many of each fault among polite answers, anywhere. */
  private static void answers(String step, int all, Random places, Map<String, Integer> faults) {
    var answers = new ArrayList<String>();
    // In a fixed order, so that a seed means the same each time.
    faults.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(fault -> answers.addAll(Collections.nCopies(fault.getValue(), fault.getKey())));
    var polite = step.equals("DATA") ? "354 go on" : "250 2.0.0 ok";
    answers.addAll(Collections.nCopies(all - answers.size(), polite));
    Collections.shuffle(answers, places);
    answers.forEach(answer -> scene.mailServer().answer(step, answer));
  }

  private static void refusalsAreTold(Path home) {
    var failed =
        mails(home).stream().filter(mail -> mail.get("state").asString().equals("FAILED")).toList();
    var unknown = subscribers(failed, "550 5.1.1 no such user");
    var policy = subscribers(failed, "554 5.7.1 no");
    var suppressions = new Suppressions(scene.db().jdbc(), scene.config().secret());

    assertThat(unknown).hasSize(NO_SUCH_USER).noneMatch(email -> suppressions.of(email).isEmpty());
    assertThat(policy).hasSize(POLICY).allMatch(email -> suppressions.of(email).isEmpty());
  }

  private static void arrivedOnceButForTheDoubted(long doubted) {
    var arrived = scene.mails();
    var ids =
        arrived.stream()
            .collect(
                Collectors.groupingBy(
                    ReceivedMail::to,
                    Collectors.mapping(ReceivedMail::messageId, Collectors.toSet())));
    var sent = new HashSet<>(scene.db().column("SELECT recipient FROM mail WHERE state = 'SENT'"));

    assertThat(ids.keySet()).isEqualTo(sent);
    assertThat(ids.values()).allSatisfy(each -> assertThat(each).hasSize(1));
    assertThat(arrived.size() - ids.size())
        .isEqualTo(DROPPED_AFTER_ALL)
        .isLessThanOrEqualTo(Math.toIntExact(doubted));
  }

  private static Set<String> subscribers(List<JsonNode> mails, String words) {
    return mails.stream()
        .filter(mail -> mail.get("error").asString().contains(words))
        .map(mail -> mail.get("subscriber").asString())
        .collect(Collectors.toSet());
  }

  /** {@code mails --json}. */
  private static List<JsonNode> mails(Path home) {
    var database = scene.database();
    var environment =
        Map.of(
            "EARLYBRD_HOME", home.toString(),
            "EARLYBRD_SECRET", scene.config().secret().getFirst(),
            "SPRING_DATASOURCE_URL", database.url(),
            "SPRING_DATASOURCE_USERNAME", String.valueOf(database.username()),
            "SPRING_DATASOURCE_PASSWORD", String.valueOf(database.password()));
    try (var launched =
        Application.start(home, environment, "mails", "--json", "--limit", "1000")) {
      var mapper = new JsonMapper();
      return launched.end().out().lines().map(mapper::readTree).toList();
    }
  }
}
