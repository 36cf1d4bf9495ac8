package io.earlybrd.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.platform.http.Loopback;
import io.earlybrd.posting.FoundPosting;
import io.earlybrd.posting.ShownText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Real documents of vendors, served on loopback and read by their presets, yield what their
 * manifest says. They are others' text and lie beside the project, not in it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CapturedPresetsTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("captured.boards", "../shared/boards"));

  private final Loopback server = new Loopback();

  /** Own pages are not read: most of them are elsewhere. */
  private final BoardVisitor visitor =
      new BoardVisitor(
          Loopback.fetcher(Duration.ofSeconds(20), 10_000_000),
          new Presets(null),
          (board, ids) -> Set.copyOf(ids),
          Clock.systemUTC());

  @AfterAll
  void stop() {
    server.close();
  }

  static Stream<Named<JsonNode>> documents() throws IOException {
    if (!Files.isDirectory(FOLDER)) {
      System.err.println("SKIPPED: no captured boards at " + FOLDER.toAbsolutePath().normalize());
      return Stream.of(Named.of("no captured boards", null));
    }
    var documents = new ArrayList<Named<JsonNode>>();
    var manifest =
        JsonMapper.shared().readTree(Files.readAllBytes(FOLDER.resolve("MANIFEST.json")));
    for (var entry : manifest.values()) {
      if (entry.has("preset")) {
        documents.add(Named.of(entry.required("file").stringValue(), entry));
      }
    }
    assertThat(documents).as("documents with a preset").isNotEmpty();
    return documents.stream();
  }

  private Visit.Found visit(JsonNode entry) {
    var file = entry.required("file").stringValue();
    try {
      var url =
          server.serves(
              "/" + file,
              entry.required("content_type").stringValue(),
              Files.readAllBytes(FOLDER.resolve(file)));
      var yaml =
          "boards:\n  - {id: captured, preset: %s, url: '%s'}\n"
              .formatted(entry.required("preset").stringValue(), url);
      var board = BoardsYaml.parse("boards.yaml", yaml, new Presets(null)).getFirst();
      var visit = visitor.visit(board, Validators.NONE);
      assertThat(visit).isInstanceOf(Visit.Found.class);
      return (Visit.Found) visit;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void a_captured_document_yields_what_its_manifest_says(JsonNode entry) {
    org.junit.jupiter.api.Assumptions.assumeTrue(entry != null, "no captured boards at " + FOLDER);
    var expected = entry.required("expected");
    int count = expected.path("unique").asInt(expected.required("count").asInt());

    var postings = visit(entry).postings();

    assertThat(postings).hasSize(count);
    assertThat(postings).extracting(FoundPosting::externalId).doesNotHaveDuplicates();
    for (var sample : expected.path("samples").values()) {
      assertThat(postings)
          .as(sample.toString())
          .filteredOn(posting -> isNamed(posting, sample) && isAt(posting, sample))
          .singleElement()
          .satisfies(posting -> matches(posting, sample));
    }
  }

  /** Titles that hold the company, the place or the pay as well are taken apart by presets. */
  private static boolean isNamed(FoundPosting posting, JsonNode sample) {
    var title = shown(sample.has("title") ? sample.path("title") : sample.required("title_line"));
    return posting.title().equals(title) || sample.has("url") && title.contains(posting.title());
  }

  /** A manifest has texts as the documents write them. */
  private static String shown(JsonNode text) {
    return String.valueOf(Places.trimmed(ShownText.line(text.asString())));
  }

  private static boolean isAt(FoundPosting posting, JsonNode sample) {
    var path = sample.path("url_path").asString("");
    var url = sample.path("url").asString("");
    return url.startsWith("/")
        ? posting.url().endsWith(url)
        : posting.url().endsWith(path) && (url.isEmpty() || sameAddress(posting.url(), url));
  }

  /** Hosts are the same in any case. */
  private static boolean sameAddress(String one, String other) {
    var first = URI.create(one);
    var second = URI.create(other);
    return first.getHost().equalsIgnoreCase(second.getHost())
        && one.substring(one.indexOf('/', 8)).equals(other.substring(other.indexOf('/', 8)));
  }

  private static void matches(FoundPosting posting, JsonNode sample) {
    sample.optional("id").ifPresent(id -> assertThat(posting.externalId()).endsWith(id.asString()));
    sample
        .optional("company")
        .ifPresent(company -> assertThat(posting.company()).isEqualTo(shown(company)));
    for (var place : List.of("location", "city", "region")) {
      sample.optional(place).ifPresent(at -> assertThat(posting.location()).contains(shown(at)));
    }
    sample
        .optional("department")
        .ifPresent(department -> assertThat(posting.department()).isEqualTo(shown(department)));
    for (var date : List.of("posted", "posted_s", "created_ms")) {
      sample
          .optional(date)
          .ifPresent(
              at ->
                  assertThat(posting.postedAt())
                      .isNotNull()
                      .isEqualTo(PostingDate.parse(at.asString(), Instant.now())));
    }
    sample.optional("posted_text").ifPresent(_ -> assertThat(posting.postedAt()).isNotNull());
    for (var remote : List.of("remote", "workplace")) {
      sample.optional(remote).ifPresent(said -> remote(posting, said.asString()));
    }
    sample.optional("pay").or(() -> sample.optional("salary")).ifPresent(pay -> pay(posting, pay));
    sample.optional("budget_min").ifPresent(min -> number(posting.payRange().min(), min));
    sample.optional("budget_max").ifPresent(max -> number(posting.payRange().max(), max));
  }

  private static void remote(FoundPosting posting, String said) {
    boolean remote = said.toLowerCase(Locale.ROOT).matches("true|fully.*|remote");
    if (remote) {
      assertThat(posting.remote()).isTrue();
    } else {
      assertThat(posting.remote()).isNotEqualTo(Boolean.TRUE);
    }
  }

  private static void pay(FoundPosting posting, JsonNode pay) {
    if (pay.isString()) {
      assertThat(posting.pay()).isEqualTo(shown(pay));
      return;
    }
    assertThat(posting.payRange()).isNotNull();
    number(posting.payRange().min(), pay.required("min"));
    number(posting.payRange().max(), pay.required("max"));
    assertThat(posting.payRange().currency()).isEqualTo(pay.required("currency").stringValue());
    assertThat(pay.required("interval").stringValue().toUpperCase(Locale.ROOT))
        .contains(String.valueOf(posting.payRange().period()));
  }

  private static void number(java.math.BigDecimal number, JsonNode expected) {
    assertThat(number).isEqualByComparingTo(expected.decimalValue());
  }
}
