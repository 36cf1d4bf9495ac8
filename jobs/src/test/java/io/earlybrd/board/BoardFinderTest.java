package io.earlybrd.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.platform.http.Loopback;
import io.earlybrd.posting.FoundPosting;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BoardFinderTest {
  private static final String FEED =
      """
      <rss version="2.0"><channel><title>Acme jobs</title>
      <item><title>Cook</title><link>https://a.example/1</link></item>
      <item><title>Maid</title><link>https://a.example/2</link></item></channel></rss>
      """;

  private final Loopback server = new Loopback();
  private final BoardFinder finder =
      new BoardFinder(
          Loopback.fetcher(Duration.ofSeconds(5), 1_000_000), new Presets(null), Clock.systemUTC());

  @AfterEach
  void stop() {
    server.close();
  }

  private Finding find(URI url) throws InterruptedException {
    return finder.find(url, new Finding.Wishes(null, null, null));
  }

  private Finding.Found found(URI url) throws InterruptedException {
    var finding = find(url);
    assertThat(finding).isInstanceOf(Finding.Found.class);
    return (Finding.Found) finding;
  }

  private Finding.Found page(String html) throws InterruptedException {
    return found(server.serves("/careers", "text/html", "<html><head><title>Acme</title>" + html));
  }

  private static void shows(Finding.Found found, String... titles) {
    assertThat(found.visit().postings()).extracting(FoundPosting::title).containsExactly(titles);
    assertThat(BoardsYaml.parse("boards.yaml", found.yaml(), new Presets(null)).getFirst().toJson())
        .isEqualTo(found.board().toJson());
  }

  @Test
  void a_feed_is_known_by_itself() throws InterruptedException {
    var found = found(server.serves("/feed", "text/plain", FEED));

    assertThat(found.board().format()).isEqualTo("rss");
    shows(found, "Cook", "Maid");
  }

  @Test
  void the_feed_of_a_page_comes_before_what_the_page_shows() throws InterruptedException {
    server.serves("/jobs.rss", "application/rss+xml", FEED);

    var found =
        page(
            """
            <link rel="alternate" type="application/rss+xml" title="Comments" href="/comments.rss">
            <link rel="alternate" type="application/rss+xml" href="/jobs.rss"></head>
            <body><div class=job><h2>Other</h2><a href=/o>x</a></div></body>
            """);

    assertThat(found.board().url()).isEqualTo(server.at("/jobs.rss"));
    assertThat(found.board().name()).isEqualTo("Acme");
    shows(found, "Cook", "Maid");
  }

  @Test
  void json_ld_comes_before_the_repeated_structure() throws InterruptedException {
    var found =
        page(
            """
            <script type="application/ld+json">
            {"@type": "JobPosting", "title": "Cook", "url": "/jobs/1"}</script></head><body>Jobs</body>
            """);

    assertThat(found.board().format()).isEqualTo("jsonld");
    shows(found, "Cook");
  }

  @Test
  void a_vendor_is_known_by_the_shape_of_its_answer() throws InterruptedException {
    var found =
        found(
            server.serves(
                "/x.json",
                "application/json",
                """
                {"jobs": [{"id": 1, "internal_job_id": 7, "title": "Cook", "absolute_url": "https://a.example/1",
                  "location": {"name": "Oslo"}, "updated_at": "2026-06-16T00:00:00Z"}]}
                """));

    assertThat(found.board().preset()).isEqualTo("greenhouse");
    shows(found, "Cook");
  }

  @Test
  void an_unknown_list_in_json_is_found() throws InterruptedException {
    var found =
        found(
            server.serves(
                "/x.json",
                "application/json",
                """
                {"meta": {"n": 2}, "result": {"openings": [
                  {"ref": "a1", "headline": "Cook", "title": "Cook", "link": "https://a.example/1", "city": "Oslo"},
                  {"ref": "a2", "headline": "Maid", "title": "Maid", "link": "https://a.example/2", "city": "Bergen"}]}}
                """));

    assertThat(found.board().format()).isEqualTo("json");
    shows(found, "Cook", "Maid");
  }

  @Test
  void data_of_a_script_is_found() throws InterruptedException {
    var found =
        page(
            """
            </head><body><div id=root></div><script id="__DATA__" type="application/json">
            {"props": {"jobs": [{"id": 1, "title": "Cook", "url": "/1", "location": "Oslo"},
                                {"id": 2, "title": "Maid", "url": "/2", "location": "Oslo"}]}}</script></body>
            """);

    assertThat(found.yaml()).contains("script: __DATA__");
    shows(found, "Cook", "Maid");
  }

  @Test
  void a_repeated_structure_is_found_and_its_next_page_too() throws InterruptedException {
    server.serves(
        "/careers2",
        "text/html",
        "<ul><li class=job><h3><a href=/jobs/3-porter>Night Porter</a></h3><span"
            + " class=location>Oslo</span></li></ul>");
    var found =
        page(
            """
            </head><body><ul>
            <li class=job><h3><a href=/jobs/1-cook>Senior Cook</a></h3><span class=location>Oslo</span></li>
            <li class=job><h3><a href=/jobs/2-maid>Maid of Honour</a></h3><span class=location>Bergen</span></li></ul>
            <a rel=next href=/careers2>Next</a></body>
            """);

    assertThat(found.board().format()).isEqualTo("html");
    shows(found, "Senior Cook", "Maid of Honour", "Night Porter");
  }

  @Test
  void a_page_without_postings_says_what_was_tried() throws InterruptedException {
    var finding =
        find(server.serves("/about", "text/html", "<html><body><p>About us.</body></html>"));

    assertThat(finding)
        .isInstanceOfSatisfying(
            Finding.Nothing.class,
            nothing -> assertThat(nothing.why()).contains("/about shows nothing that looks like"));
  }

  @Test
  void an_address_that_does_not_answer_says_so() throws InterruptedException {
    assertThat(find(server.at("/nowhere")))
        .isInstanceOfSatisfying(
            Finding.Nothing.class,
            nothing -> assertThat(nothing.why()).endsWith("answered 404 Not Found"));
  }

  @Test
  void the_id_is_made_of_what_names_the_board() {
    var url = URI.create("https://www.example.com/en/careers/jobs.html?x=1");

    assertThat(BoardFinder.id(Candidate.ofFeed(url, "", null), url))
        .isEqualTo("example-com-en-careers-jobs");
    assertThat(
            BoardFinder.id(
                Candidate.ofSlug(new Presets(null).get("greenhouse"), "Acme_Inc", ""), url))
        .isEqualTo("acme-inc-greenhouse");
  }
}
