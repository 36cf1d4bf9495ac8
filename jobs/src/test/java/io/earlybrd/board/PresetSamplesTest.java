package io.earlybrd.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.posting.FoundPosting;
import io.earlybrd.posting.PayRange;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Invented documents in the shapes of vendors, {@code VENDOR-SHAPE.json} (or xml, html), with what
 * their presets make of them in {@code VENDOR-SHAPE.expected.yaml}:
 *
 * <pre>{@code
 * slug: acme                # or url: https://…, as in boards.yaml
 * own_page: 17              # the document is the page of the posting with that id; else a list
 * now: 2026-11-24T10:00:00Z # where dates are in words
 * next: …, total: …, token: …, skipped: …, reads: [https://…]   # own pages that a visit reads
 * postings:                 # all of them, in order; what is not named is not looked at
 *   - {id: …, title: …, url: …, company: …, location: …, remote: …, pay: …, pay_min: …, pay_max: …,
 *      pay_currency: …, pay_period: …, department: …, posted_at: …, description: [contains]}
 * }</pre>
 */
class PresetSamplesTest {
  private static final Path SAMPLES = Path.of("jobs/src/test/resources/presets");
  private static final Path PRESETS = Path.of("presets");
  private static final String EXPECTED = ".expected.yaml";

  private final Presets presets = new Presets(null);

  private record Sample(Path document, Path expected) {}

  static Stream<Named<Sample>> samples() throws IOException {
    return files(SAMPLES).stream()
        .filter(file -> !file.endsWith(EXPECTED))
        .map(
            file -> {
              var document = SAMPLES.resolve(file);
              var expected = SAMPLES.resolve(file.substring(0, file.lastIndexOf('.')) + EXPECTED);
              return Named.of(file, new Sample(document, expected));
            });
  }

  private static List<String> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void a_document_of_a_vendor_is_read_by_its_preset(Sample sample) throws Exception {
    var expected = tree(sample.expected());
    var reading = reading(sample, expected);

    assertThat(reading.postings()).hasSameSizeAs(expected.required("postings"));
    for (int i = 0; i < reading.postings().size(); i++) {
      matches(reading.postings().get(i), expected.required("postings").get(i));
    }
    same("next", expected, reading.next());
    same("total", expected, reading.total());
    same("token", expected, reading.token());
    same("skipped", expected, reading.skipped());
    expected
        .optional("reads")
        .ifPresent(
            reads ->
                assertThat(reading.ownPages().values())
                    .extracting(URI::toString)
                    .containsExactlyElementsOf(
                        reads.values().stream().map(JsonNode::asString).toList()));
  }

  private Reading reading(Sample sample, JsonNode expected) throws Exception {
    var name = sample.document().getFileName().toString();
    var preset = name.substring(0, name.indexOf('-'));
    var where = expected.has("slug") ? "slug" : "url";
    var yaml =
        "boards:\n  - {id: a, preset: %s, %s: '%s'}\n"
            .formatted(preset, where, expected.required(where).asString());
    var target = Target.of(BoardsYaml.parse("boards.yaml", yaml, presets).getFirst(), presets);
    var recipe = target.recipe();
    var names = target.names();
    if (expected.has("own_page")) {
      recipe = java.util.Objects.requireNonNull(recipe.own()).recipe();
      names = names.with("id", expected.required("own_page").asString());
    }
    var type = name.endsWith(".html") ? "text/html; charset=utf-8" : null;
    return BoardReader.read(
        recipe,
        new BoardReader.Source(Files.readAllBytes(sample.document()), type, target.url()),
        target.url(),
        names,
        expected.has("now") ? Instant.parse(expected.required("now").asString()) : Documents.NOW);
  }

  private static void matches(FoundPosting posting, JsonNode expected) {
    var at = posting.externalId() + " ";
    same(at, "id", expected, posting.externalId());
    same(at, "title", expected, posting.title());
    same(at, "url", expected, posting.url());
    same(at, "company", expected, posting.company());
    same(at, "location", expected, posting.location());
    same(at, "remote", expected, posting.remote());
    same(at, "pay", expected, posting.pay());
    same(at, "department", expected, posting.department());
    same(at, "posted_at", expected, posting.postedAt());
    var pay = posting.payRange();
    number(at, "pay_min", expected, pay == null ? null : pay.min());
    number(at, "pay_max", expected, pay == null ? null : pay.max());
    same(at, "pay_currency", expected, pay == null ? null : pay.currency());
    same(at, "pay_period", expected, period(pay, expected));
    if (expected.has("description")) {
      var parts = expected.required("description");
      if (parts.isNull()) {
        assertThat(posting.description()).as(at + "description").isNull();
        return;
      }
      for (var part : parts.isArray() ? parts.values() : List.of(parts)) {
        assertThat(posting.description()).as(at + "description").contains(part.asString());
      }
      assertThat(posting.description())
          .as(at + "description")
          .doesNotContain("</", "&lt;", "&amp;");
    }
  }

  /** In the letters of the expectation. */
  private static @Nullable String period(@Nullable PayRange pay, JsonNode expected) {
    var period = pay == null || pay.period() == null ? null : pay.period().name();
    var written = expected.path("pay_period").asString("");
    return written.equalsIgnoreCase(period) ? written : period;
  }

  private static void same(String key, JsonNode expected, @Nullable Object found) {
    same("", key, expected, found);
  }

  private static void same(String at, String key, JsonNode expected, @Nullable Object found) {
    if (expected.has(key)) {
      var value = expected.required(key);
      assertThat(found == null ? null : found.toString())
          .as(at + key)
          .isEqualTo(value.isNull() ? null : value.asString());
    }
  }

  private static void number(String at, String key, JsonNode expected, @Nullable BigDecimal found) {
    if (expected.has(key)) {
      var value = expected.required(key);
      if (value.isNull()) {
        assertThat(found).as(at + key).isNull();
      } else {
        assertThat(found).as(at + key).isEqualByComparingTo(value.asString());
      }
    }
  }

  private static JsonNode tree(Path file) throws IOException {
    var problems = new YamlProblems(file.toString());
    var node = YamlFile.compose(Files.readString(file), problems);
    return new YamlTree(problems).of(java.util.Objects.requireNonNull(node), "the file");
  }

  @Test
  void each_expectation_has_its_document() throws IOException {
    var files = files(SAMPLES);
    var documents =
        files.stream()
            .filter(file -> !file.endsWith(EXPECTED))
            .map(file -> file.substring(0, file.lastIndexOf('.')))
            .toList();
    var expectations =
        files.stream()
            .filter(file -> file.endsWith(EXPECTED))
            .map(file -> file.substring(0, file.length() - EXPECTED.length()))
            .toList();

    assertThat(documents).containsExactlyElementsOf(expectations);
  }

  @Test
  void the_index_names_all_presets_of_the_folder() throws IOException {
    var names =
        files(PRESETS).stream()
            .filter(file -> file.endsWith(".yaml"))
            .map(file -> file.substring(0, file.length() - ".yaml".length()))
            .toList();

    assertThat(Files.readString(PRESETS.resolve("index.txt"), StandardCharsets.UTF_8).lines())
        .containsExactlyElementsOf(names);
  }

  @Test
  void every_preset_can_be_read_and_has_a_sample() throws IOException {
    var sampled = new TreeSet<String>();
    files(SAMPLES).forEach(file -> sampled.add(file.substring(0, file.indexOf('-'))));

    for (var name : presets.names()) {
      assertThat(presets.get(name).title()).as(name).isNotBlank();
    }
    assertThat(sampled).containsExactlyElementsOf(presets.names());
  }
}
