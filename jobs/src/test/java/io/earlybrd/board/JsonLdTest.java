package io.earlybrd.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.posting.FoundPosting;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLdTest {
  private static final String PORTER =
      """
      {"@context": "https://schema.org", "@type": "JobPosting", "title": "Night Porter",
       "identifier": {"@type": "PropertyValue", "name": "Acme", "value": "A-17"},
       "url": "/jobs/17", "datePosted": "2026-06-16",
       "hiringOrganization": {"@type": "Organization", "name": "Acme"},
       "jobLocation": [{"@type": "Place", "address": {"addressLocality": "Oslo", "addressCountry": {"@type": "Country", "name": "Norway"}}},
                       {"@type": "Place", "address": {"addressLocality": "Bergen", "addressCountry": "NO"}}],
       "jobLocationType": "TELECOMMUTE",
       "baseSalary": {"@type": "MonetaryAmount", "currency": "NOK", "value": {"@type": "QuantitativeValue", "minValue": 240, "maxValue": 280.50, "unitText": "HOUR"}},
       "description": "&lt;p&gt;Guests arrive late.&lt;/p&gt;"}
      """;

  private static Board board() {
    return board("null");
  }

  private static Board board(String posting) {
    return Board.fromJson(
        """
        {"id": "a", "name": "A", "url": "https://a.example/jobs/", "every": "PT10M", "enabled": true,
         "format": "jsonld", "posting": %s, "fields": {}}
        """
            .formatted(posting));
  }

  private static String page(String... scripts) {
    var page = new StringBuilder("<html><head><title>Jobs</title>");
    for (var script : scripts) {
      page.append("<script type=\"application/ld+json\">").append(script).append("</script>");
    }
    return page.append("</head><body><h1>Jobs</h1></body></html>").toString();
  }

  private static List<FoundPosting> read(String document) throws UnreadableBoard {
    return Documents.read(board(), document).postings();
  }

  @Test
  void all_that_the_vocabulary_has_is_read() throws UnreadableBoard {
    assertThat(read(page(PORTER)))
        .singleElement()
        .returns("A-17", FoundPosting::externalId)
        .returns("https://a.example/jobs/17", FoundPosting::url)
        .returns("Night Porter", FoundPosting::title)
        .returns("Acme", FoundPosting::company)
        .returns("Oslo, Norway; Bergen, NO", FoundPosting::location)
        .returns(true, FoundPosting::remote)
        .returns("Guests arrive late.", FoundPosting::description)
        .returns(java.time.Instant.parse("2026-06-16T00:00:00Z"), FoundPosting::postedAt)
        .satisfies(
            posting ->
                assertThat(posting.payRange())
                    .hasToString("PayRange[min=240, max=280.5, currency=NOK, period=HOUR]"));
  }

  @Test
  void several_scripts_lists_and_graphs_are_all_read() throws UnreadableBoard {
    var cook = "{\"@type\": [\"JobPosting\"], \"title\": \"Cook\", \"url\": \"/jobs/18\"}";
    var graph = "{\"@graph\": [{\"@type\": \"WebSite\"}, " + cook.replace("18", "19") + "]}";

    assertThat(read(page(PORTER, "[" + cook + "]", graph)))
        .extracting(FoundPosting::title)
        .containsExactly("Night Porter", "Cook", "Cook");
  }

  @Test
  void references_within_the_page_are_followed() throws UnreadableBoard {
    var graph =
        """
        {"@context": "https://schema.org", "@graph": [
          {"@type": "JobPosting", "title": "Cook", "url": "/jobs/18",
           "hiringOrganization": {"@id": "#org"}, "jobLocation": {"@id": "#oslo"}},
          {"@type": "Organization", "@id": "#org", "name": "Acme", "location": {"@id": "#oslo"}},
          {"@type": "Place", "@id": "#oslo", "address": {"@id": "#address"}},
          {"@type": "PostalAddress", "@id": "#address", "addressLocality": "Oslo"}]}
        """;

    assertThat(read(page(graph)))
        .singleElement()
        .returns("Acme", FoundPosting::company)
        .returns("Oslo", FoundPosting::location);
  }

  @Test
  void references_in_a_circle_end() throws UnreadableBoard {
    var graph =
        """
        {"@graph": [{"@type": "JobPosting", "title": "Cook", "hiringOrganization": {"@id": "#a"}},
          {"@id": "#a", "name": "Acme", "parent": {"@id": "#b"}}, {"@id": "#b", "parent": {"@id": "#a"}}]}
        """;

    assertThat(read(page(graph))).extracting(FoundPosting::company).containsExactly("Acme");
  }

  @Test
  void a_broken_neighbour_is_noted_and_does_no_harm() throws UnreadableBoard {
    var reading =
        Documents.read(board(), page("{\"@type\": \"JobPosting\", \"title\": \"Co", PORTER));

    assertThat(reading.postings()).hasSize(1);
    assertThat(reading.notes()).singleElement().asString().startsWith("1 of the page's JSON-LD");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // a line break in a text
        "{\"@type\": \"JobPosting\", \"title\": \"Cook\n\", \"url\": \"/1\"}",
        // a comma too many
        "{\"@type\": \"JobPosting\", \"title\": \"Cook\", \"url\": \"/1\",}",
        // a comment around
        "<!-- {\"@type\": \"JobPosting\", \"title\": \"Cook\", \"url\": \"/1\"} -->",
        // CDATA around
        "//<![CDATA[\n{\"@type\": \"JobPosting\", \"title\": \"Cook\", \"url\": \"/1\"}\n//]]>",
        // the type as an address
        "{\"@type\": \"http://schema.org/JobPosting\", \"title\": \"Cook\", \"url\": \"/1\"}",
        // a bare salary
        "{\"@type\": \"JobPosting\", \"title\": \"Cook\", \"url\": \"/1\", \"baseSalary\": \"200"
            + " NOK\"}",
        // nulls
        "{\"@type\": \"JobPosting\", \"title\": \"Cook\", \"url\": \"/1\", \"jobLocation\": null,"
            + " \"identifier\": null}",
        // numbers for texts
        "{\"@type\": \"JobPosting\", \"title\": \"Cook\", \"url\": \"/1\", \"jobLocation\": 7,"
            + " \"baseSalary\": 7}",
        // an address as its link
        "{\"@type\": \"JobPosting\", \"title\": \"Cook\", \"@id\": \"https://a.example/1\"}",
        // its page as an object
        "{\"@type\": \"JobPosting\", \"title\": \"Cook\", \"mainEntityOfPage\": {\"@id\":"
            + " \"https://a.example/1\"}}"
      })
  void what_pages_get_wrong_is_taken(String script) throws UnreadableBoard {
    assertThat(read(page(script)))
        .singleElement()
        .returns("Cook", FoundPosting::title)
        .returns("https://a.example/1", FoundPosting::url);
  }

  @Test
  void a_page_about_one_posting_is_its_link() throws UnreadableBoard {
    var reading =
        Documents.read(
            board(),
            page("{\"@type\": \"JobPosting\", \"title\": \"Cook\"}").getBytes(),
            null,
            java.net.URI.create("https://a.example/jobs/cook"));

    assertThat(reading.postings())
        .extracting(FoundPosting::url)
        .containsExactly("https://a.example/jobs/cook");
  }

  @Test
  void bare_json_is_read_too() throws UnreadableBoard {
    assertThat(read("[" + PORTER + "]")).hasSize(1);
  }

  @Test
  void fields_may_say_otherwise() throws UnreadableBoard {
    var board =
        Board.fromJson(
            """
            {"id": "a", "name": "A", "url": "https://a.example/jobs/", "every": "PT10M", "enabled": true,
             "format": "jsonld", "posting": null, "fields": {"department": "/hiringOrganization/name"}}
            """);

    assertThat(Documents.read(board, page(PORTER)).postings())
        .extracting(FoundPosting::department)
        .containsExactly("Acme");
  }

  @Test
  void links_to_pages_that_hold_it_wait_for_these() throws UnreadableBoard {
    var list =
        "<ul><li><a class=job href='/jobs/1'>Cook</a><li><a class=job href='/jobs/2'>Maid</a></ul>";

    var reading = Documents.read(board("\"a.job\""), list);

    assertThat(reading.ownPages().values())
        .extracting(Object::toString)
        .containsExactly("https://a.example/jobs/1", "https://a.example/jobs/2");
    assertThat(reading.postings())
        .extracting(FoundPosting::detail)
        .containsOnly(FoundPosting.Detail.UNREAD);
  }

  @Test
  void a_list_of_pages_in_the_vocabulary_leads_to_them() throws UnreadableBoard {
    var list =
        """
        {"@type": "ItemList", "itemListElement": [
          {"@type": "ListItem", "position": 1, "url": "https://a.example/jobs/1"},
          {"@type": "ListItem", "position": 2, "item": {"@id": "https://a.example/jobs/2"}}]}
        """;

    assertThat(Documents.read(board(), page(list)).ownPages()).hasSize(2);
  }

  @Test
  void a_page_without_any_says_what_could_be_done() throws UnreadableBoard {
    assertThat(Documents.read(board(), page()).notes())
        .singleElement()
        .asString()
        .startsWith("the page has no JobPosting in JSON-LD");
  }
}
