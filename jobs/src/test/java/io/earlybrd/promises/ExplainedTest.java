package io.earlybrd.promises;

import static io.earlybrd.scene.SamplePosting.posting;
import static io.earlybrd.scene.Scene.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.scene.Person;
import io.earlybrd.scene.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Promise 5, as far as this path goes: what was done can be looked up. */
class ExplainedTest {
  private static final String ANN = "ann@example.org";

  @RegisterExtension static final Scene scene = new Scene();

  @Test
  void show_tells_all_of_an_execution_and_its_instance() {
    var failed = failedRun();
    var rerun = scene.process().rerun(failed, "the disk has room");

    var shown = json(scene.process().show(failed));
    var again = json(scene.process().show(Objects.requireNonNull(rerun.execution())));

    assertThat(names(shown))
        .contains(
            "execution_id",
            "job",
            "slot",
            "status",
            "exit_code",
            "started_at",
            "ended_at",
            "host",
            "read",
            "written",
            "skipped",
            "error",
            "parameters",
            "steps",
            "skipped_items",
            "operator_actions",
            "restarts");
    assertThat(shown.get("status").stringValue()).isEqualTo("FAILED");
    assertThat(shown.get("slot").stringValue()).isEqualTo(minute(0).toString());
    assertThat(shown.get("error").stringValue()).contains("walk", "the disk is full");
    assertThat(shown.get("parameters").get("slot").stringValue()).isEqualTo(minute(0).toString());
    assertThat(texts(shown.get("steps"), "name")).containsExactly("scan", "claim", "walk");
    assertThat(names(shown.get("steps").get(0)))
        .containsExactlyInAnyOrder(
            "name",
            "status",
            "read",
            "written",
            "filtered",
            "skipped",
            "commits",
            "rollbacks",
            "started_at",
            "ended_at");
    assertThat(texts(shown.get("skipped_items"), "item")).containsExactly("bad");
    assertThat(texts(shown.get("operator_actions"), "reason")).containsExactly("the disk has room");
    assertThat(texts(shown.get("restarts"), "status")).containsExactly("FAILED", "COMPLETED");
    assertThat(again.get("restarts")).isEqualTo(shown.get("restarts"));
    assertThat(texts(again.get("steps"), "name"))
        .containsExactly("walk", "settle", "instant", "send");
  }

  @Test
  void history_lists_every_execution_newest_first_in_utc() throws Exception {
    long failed = failedRun();
    scene.endProcess();

    var lines = command("history", "--json");

    assertThat(lines).hasSize(2);
    var newest = json(lines.getFirst());
    assertThat(names(newest))
        .containsExactlyInAnyOrder(
            "execution_id",
            "job",
            "slot",
            "status",
            "exit_code",
            "started_at",
            "ended_at",
            "host",
            "read",
            "written",
            "skipped",
            "error");
    assertThat(newest.get("execution_id").longValue()).isEqualTo(failed);
    assertThat(newest.get("host").stringValue()).isEqualTo("test-host");
    assertThat(newest.get("skipped").intValue()).isEqualTo(1);
    assertThat(command("history", "--json", "--failed")).hasSize(1);
    assertThat(command("history", "scan", "--json", "--limit", "5")).hasSize(1);
  }

  @Test
  void each_mail_names_the_run_that_made_it_and_all_that_it_holds() throws Exception {
    var board = scene.knownBoard("a");
    scene.importSubscribers(Person.instant(ANN, "java"));
    board.shows(posting("1", "Java developer"), posting("2", "Java architect"));
    var execution = scene.run("alerts", minute(0)).execution();
    scene.endProcess();

    var mail = json(command("mails", "--json").getFirst());
    var match = json(command("matches", "--json", "--subscriber", ANN).getFirst());

    assertThat(names(mail))
        .contains(
            "id",
            "kind",
            "subscriber",
            "due_at",
            "state",
            "message_id",
            "postings",
            "attempts",
            "created_at",
            "sent_at",
            "error",
            "execution_id");
    assertThat(mail.get("execution_id").longValue()).isEqualTo(execution);
    assertThat(mail.get("message_id").stringValue())
        .isEqualTo(scene.mails().getFirst().messageId());
    assertThat(texts(mail.get("postings"), "title"))
        .containsExactlyInAnyOrder("Java developer", "Java architect");
    assertThat(names(match))
        .contains(
            "subscriber",
            "searches",
            "terms",
            "posting_id",
            "url",
            "title",
            "board",
            "matched_at",
            "reason",
            "execution_id");
    assertThat(match.get("execution_id").longValue()).isEqualTo(execution);
  }

  @Test
  void explain_tells_the_whole_way_of_a_posting_in_one_object() throws Exception {
    scene.newsFor(ANN);
    var execution = scene.run("alerts", minute(0)).execution();
    scene.endProcess();

    var lines =
        command("explain", "--subscriber", ANN, "--posting", "https://example.com/a/1", "--json");

    assertThat(lines).hasSize(1);
    var explained = json(lines.getFirst());
    assertThat(names(explained))
        .contains(
            "subscriber",
            "url",
            "posting_id",
            "title",
            "board",
            "seen_at",
            "matched",
            "searches",
            "terms",
            "matched_at",
            "execution_id",
            "mails",
            "waiting",
            "verdict",
            "reason");
    assertThat(explained.get("verdict").stringValue()).isEqualTo("mailed");
    assertThat(explained.get("execution_id").longValue()).isEqualTo(execution);
    assertThat(names(explained.get("searches").get(0)))
        .contains("search", "matches", "failing", "created_at");
    assertThat(names(explained.get("mails").get(0)))
        .contains("id", "kind", "state", "due_at", "sent_at", "error");
  }

  @Test
  void explain_ends_for_a_person_in_the_verdict() throws Exception {
    scene.newsFor(ANN);
    scene.run("alerts", minute(0));
    scene.endProcess();

    var lines = command("explain", "--subscriber", ANN, "--posting", "https://example.com/a/1");

    assertThat(lines.getLast()).startsWith("mailed: It was in the instant mail ");
  }

  @Test
  void search_prints_what_postings_prints() throws Exception {
    var board = scene.knownBoard("a");
    board.shows(posting("1", "Java developer"), posting("2", "Java architect"));
    scene.run("alerts", minute(0));
    scene.endProcess();

    var found = command("search", "java", "-architect", "--json");

    assertThat(found)
        .singleElement()
        .isEqualTo(command("postings", "--json", "--limit", "1").getFirst());
  }

  @Test
  void a_match_says_what_hit_as_its_search_says_it() throws Exception {
    var board = scene.knownBoard("a");
    scene.importSubscribers(Person.instant(ANN, "Developers OR cook", "C++ \"in lyon\" remote:no"));
    board.shows(posting("1", "C++ developer").describedAs("A house in Lyon."));
    scene.run("alerts", minute(0));
    scene.endProcess();

    var match = json(command("matches", "--json").getFirst());

    assertThat(match.get("terms").toString()).isEqualTo("[\"developers\",\"in lyon\",\"c++\"]");
  }

  /** Alerts that fail in walk, after a board failed. */
  private static long failedRun() {
    var board = scene.board("a");
    var bad = scene.board("bad").answers(500);
    scene.importBoards(board, bad);
    scene.db().sql("UPDATE board SET enabled = (id = 'a')");
    scene.run("scan", minute(-5));
    scene.db().sql("UPDATE board SET enabled = true");
    scene.importSubscribers(Person.instant(ANN, "java"));
    board.shows(posting("1", "Java developer"));
    try (var _ = scene.db().refuse("INSERT ON match", "true")) {
      return Objects.requireNonNull(scene.run("alerts", minute(0)).execution());
    }
  }

  /** A command in a process of its own, on the scene's database. */
  private static List<String> command(String... arguments) throws Exception {
    var line =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "io.earlybrd.cli.Main"));
    line.addAll(List.of(arguments));
    var builder = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT);
    var database = scene.database();
    builder
        .environment()
        .keySet()
        .removeIf(key -> key.startsWith("EARLYBRD_") || key.startsWith("SPRING_"));
    builder.environment().put("SPRING_DATASOURCE_URL", database.url());
    builder.environment().put("SPRING_DATASOURCE_USERNAME", String.valueOf(database.username()));
    builder.environment().put("SPRING_DATASOURCE_PASSWORD", String.valueOf(database.password()));
    builder.environment().put("EARLYBRD_SECRET", scene.config().secret().getFirst());
    var process = builder.start();
    try (var out = process.inputReader()) {
      var lines = out.lines().toList();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      return lines;
    }
  }

  private static JsonNode json(String line) {
    return JsonMapper.shared().readTree(line);
  }

  private static List<String> names(JsonNode node) {
    return List.copyOf(node.propertyNames());
  }

  private static List<String> texts(JsonNode array, String name) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(node -> node.get(name).stringValue())
        .toList();
  }
}
