package io.earlybrd.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.earlybrd.platform.http.Loopback;
import io.earlybrd.posting.FoundPosting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Real documents, served on loopback and described in YAML, yield what their manifest says. They
 * are others' text and lie beside the project, not in it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CapturedBoardsTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("captured.boards", "../shared/boards"));

  private static final String ASHBY =
      """
      format: json
      posting: /jobs
      fields: {id: /id, title: /title, url: /jobUrl, location: /location, remote: /isRemote,
        pay: /compensation/compensationTierSummary, department: /department,
        description: /descriptionHtml, posted_at: /publishedAt}
      """;

  private static final String LEVER =
      """
      format: json
      posting: ""
      fields: {id: /id, title: /text, url: /hostedUrl, location: /categories/location,
        department: /categories/team, description: /descriptionPlain, posted_at: /createdAt}
      """;

  /** How each is described; {@code url} is added. */
  private static final Map<String, String> DEFINITIONS =
      Map.ofEntries(
          Map.entry(
              "html-fake-jobs.html",
              """
              format: html
              posting: div.card
              fields:
                title: h2.title
                company: h3.company
                location: p.location
                url: footer a:last-child @href
                posted_at: time @datetime
              """),
          Map.entry(
              "html-list-linkedin.html",
              """
              format: html
              posting: div.job-search-card
              fields:
                id: "@data-entity-urn"
                title: h3
                company: h4
                location: .job-search-card__location
                url: a.base-card__full-link @href
                posted_at: time @datetime
              """),
          Map.entry("feed-cdata_rss.atom", "format: rss\n"),
          Map.entry("feed-iso-8859-1.rss", "format: rss\n"),
          Map.entry("feed-onethingwell.rss", "format: rss\n"),
          Map.entry("upwork-recommended-2017.xml", "format: rss\n"),
          Map.entry("jobinventory-chicago.xml", "format: rss\n"),
          Map.entry("ashby-highlight.json", ASHBY),
          Map.entry("ashby-ramp.json", ASHBY),
          Map.entry(
              "recruitee-hotjar.json",
              """
              format: json
              posting: /offers
              fields: {id: /id, title: /title, url: /careers_url, location: /location,
                remote: /remote, department: /department, description: /description,
                posted_at: /created_at}
              """),
          Map.entry("lever-1password.json", LEVER),
          Map.entry("lever-outreach.json", LEVER),
          Map.entry("greenhouse-gitlab-content.json", greenhouse("/jobs")),
          Map.entry("greenhouse-netlify-departments.json", greenhouse("/departments/*/jobs")));

  private static String greenhouse(String posting) {
    return """
    format: json
    posting: %s
    fields: {id: /id, title: /title, url: /absolute_url, company: /company_name,
      location: /location/name, department: /departments/*/name, description: /content,
      posted_at: /first_published}
    """
        .formatted(posting);
  }

  @TempDir Path folder;
  private final Loopback server = new Loopback();
  private final BoardVisitor visitor =
      new BoardVisitor(
          Loopback.fetcher(Duration.ofSeconds(20), 10_000_000),
          new Presets(null),
          KnownPostings.NONE,
          java.time.Clock.systemUTC());
  private final Map<String, JsonNode> manifest = new TreeMap<>();

  @BeforeAll
  void readManifest() throws IOException {
    if (!Files.isDirectory(FOLDER)) {
      System.err.println("SKIPPED: no captured boards at " + FOLDER.toAbsolutePath().normalize());
    }
    assumeTrue(Files.isDirectory(FOLDER), "no captured boards at " + FOLDER);
    for (var entry :
        JsonMapper.shared()
            .readTree(Files.readAllBytes(FOLDER.resolve("MANIFEST.json")))
            .values()) {
      manifest.put(entry.required("file").stringValue(), entry);
    }
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private Visit.Found visit(String file) {
    try {
      var type = manifest.get(file).required("content_type").stringValue();
      var url = server.serves("/" + file, type, Files.readAllBytes(FOLDER.resolve(file)));
      var yaml =
          "boards:\n  - id: captured\n    url: " + url + "\n" + DEFINITIONS.get(file).indent(4);
      var board =
          BoardsYaml.read(Files.writeString(folder.resolve("boards.yaml"), yaml)).getFirst();
      var visit = visitor.visit(board, Validators.NONE);
      assertThat(visit).isInstanceOf(Visit.Found.class);
      return (Visit.Found) visit;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "html-fake-jobs.html",
        "html-list-linkedin.html",
        "feed-cdata_rss.atom",
        "feed-iso-8859-1.rss",
        "feed-onethingwell.rss",
        "upwork-recommended-2017.xml",
        "jobinventory-chicago.xml",
        "ashby-highlight.json",
        "ashby-ramp.json",
        "recruitee-hotjar.json",
        "lever-1password.json",
        "lever-outreach.json",
        "greenhouse-gitlab-content.json",
        "greenhouse-netlify-departments.json"
      })
  void a_captured_board_yields_what_its_manifest_says(String file) {
    var expected = manifest.get(file).required("expected");

    var postings = visit(file).postings();

    assertThat(postings).hasSize(expected.required("count").asInt());
    assertThat(postings).extracting(FoundPosting::externalId).doesNotHaveDuplicates();
    for (var sample : expected.path("samples").values()) {
      var title = sample.required("title").stringValue();
      var url = sample.required("url").stringValue();
      assertThat(postings)
          .as(title)
          .filteredOn(posting -> posting.title().equals(title) && posting.url().equals(url))
          .singleElement()
          .satisfies(posting -> matches(posting, sample));
    }
  }

  private static void matches(FoundPosting posting, JsonNode sample) {
    sample.optional("id").ifPresent(id -> assertThat(posting.externalId()).endsWith(id.asString()));
    sample
        .optional("company")
        .ifPresent(company -> assertThat(posting.company()).isEqualTo(company.stringValue()));
    sample
        .optional("location")
        .ifPresent(place -> assertThat(posting.location()).isEqualTo(place.stringValue()));
    for (var date : List.of("posted", "created_ms")) {
      sample
          .optional(date)
          .ifPresent(
              at ->
                  assertThat(posting.postedAt())
                      .isNotNull()
                      .isEqualTo(PostingDate.parse(at.asString())));
    }
    sample
        .optional("pay")
        .filter(JsonNode::isString)
        .ifPresent(pay -> assertThat(posting.pay()).isEqualTo(pay.stringValue()));
  }

  @Test
  void an_old_encoding_is_read_right() {
    assertThat(visit("feed-iso-8859-1.rss").postings().getFirst().title())
        .isEqualTo("Mëkanïk Zaïn");
  }

  @Test
  void bold_words_that_nobody_escaped_are_read() {
    assertThat(visit("jobinventory-chicago.xml").postings().getFirst().description())
        .contains("The hotel ... Specialist Agents would pre pay all hotel rooms");
  }

  @Test
  void a_description_that_was_escaped_twice_is_text() {
    assertThat(visit("greenhouse-gitlab-content.json").postings())
        .allSatisfy(
            posting ->
                assertThat(posting.description())
                    .doesNotContain("<p>", "&lt;", "&nbsp;", "<div")
                    .contains("GitLab is the intelligent orchestration platform"));
  }

  @Test
  void nothing_is_noted_where_all_is_well() {
    assertThat(visit("html-fake-jobs.html").notes()).isEmpty();
    assertThat(visit("jobinventory-chicago.xml").notes()).isEmpty();
  }
}
