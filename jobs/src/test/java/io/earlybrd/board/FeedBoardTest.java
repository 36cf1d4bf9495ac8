package io.earlybrd.board;

import static io.earlybrd.board.Documents.read;
import static io.earlybrd.board.Documents.rss;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earlybrd.posting.FoundPosting;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedBoardTest {
  private static final Board FEED = rss(Map.of());

  private static String item(String content) {
    return "<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'"
        + " xmlns:job='https://a.example/ns'><channel><title>A</title><item>"
        + content
        + "</item></channel></rss>";
  }

  private static FoundPosting only(Board board, String document) throws UnreadableBoard {
    var postings = read(board, document).postings();
    assertThat(postings).hasSize(1);
    return postings.getFirst();
  }

  @Test
  void an_item_of_rss_is_a_posting() throws UnreadableBoard {
    var document =
        item(
            """
            <title>R&amp;amp;D &lt;b&gt;Driver&lt;/b&gt;</title><link>/jobs/7</link>
            <guid isPermaLink="false">J7</guid><dc:creator>Acme</dc:creator>
            <description>&lt;p&gt;Drive.&lt;/p&gt;&lt;p&gt;Far.&lt;/p&gt;</description>
            <pubDate>Thu, 05 Jan 2017 23:02:56 +0000</pubDate>
            """);

    assertThat(only(FEED, document))
        .isEqualTo(
            new FoundPosting(
                "J7",
                "https://a.example/jobs/7",
                "R&D Driver",
                "Acme",
                null,
                null,
                null,
                null,
                "Drive.\n\nFar.",
                Instant.parse("2017-01-05T23:02:56Z")));
  }

  @Test
  void an_entry_of_atom_is_a_posting() throws UnreadableBoard {
    var document =
        """
        <feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><id>f</id>
        <entry><id>tag:a.example,2026:7</id><title type="html">Driver &amp;amp; more</title>
        <link rel="self" href="/self"/><link rel="alternate" href="/jobs/7"/>
        <author><name>Acme</name></author><updated>2026-06-17T00:00:00Z</updated>
        <published>2026-06-16T00:00:00Z</published>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Drive.</p></div></content>
        </entry></feed>
        """;

    assertThat(only(FEED, document))
        .returns("tag:a.example,2026:7", FoundPosting::externalId)
        .returns("https://a.example/jobs/7", FoundPosting::url)
        .returns("Driver & more", FoundPosting::title)
        .returns("Acme", FoundPosting::company)
        .returns("Drive.", FoundPosting::description)
        .returns(Instant.parse("2026-06-16T00:00:00Z"), FoundPosting::postedAt);
  }

  @Test
  void an_item_of_rdf_is_a_posting() throws UnreadableBoard {
    var document =
        """
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
         xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel rdf:about="https://a.example/"><title>A</title><link>https://a.example/</link>
        <description>d</description></channel>
        <item rdf:about="https://a.example/jobs/7"><title>Driver</title>
        <link>https://a.example/jobs/7</link><dc:date>2026-06-16T00:00:00Z</dc:date></item>
        </rdf:RDF>
        """;

    assertThat(only(FEED, document))
        .returns("https://a.example/jobs/7", FoundPosting::externalId)
        .returns("Driver", FoundPosting::title)
        .returns(Instant.parse("2026-06-16T00:00:00Z"), FoundPosting::postedAt);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"version='0.91'", "version='0.92'", "version='2.0'", "version='2.01'", ""})
  void every_version_of_rss_is_read(String version) throws UnreadableBoard {
    var document = item("<title>Driver</title><link>/7</link>").replace("version='2.0'", version);

    assertThat(only(FEED, document))
        .returns("Driver", FoundPosting::title)
        .returns("https://a.example/7", FoundPosting::url);
  }

  @Test
  void fields_may_name_any_element() throws UnreadableBoard {
    var board =
        rss(
            Map.of(
                "location", "job:location",
                "company", "job:company/job:name",
                "department", "category",
                "url", "enclosure @url",
                "title", "job:title"));
    var document =
        item(
            """
            <title>Ignored</title><link>/ignored</link><job:title>Driver</job:title>
            <job:location>Oslo</job:location><job:location>Bergen</job:location>
            <job:company><job:name>Acme</job:name></job:company>
            <category>Cars</category><category>Roads</category><enclosure url="/7"/>
            """);

    assertThat(only(board, document))
        .returns("Driver", FoundPosting::title)
        .returns("Oslo, Bergen", FoundPosting::location)
        .returns("Acme", FoundPosting::company)
        .returns("Cars, Roads", FoundPosting::department)
        .returns("https://a.example/7", FoundPosting::url);
  }

  @Test
  void white_space_around_values_is_no_part_of_them() throws UnreadableBoard {
    var document =
        item("<title>\n<![CDATA[ Driver ]]>\n</title><link>\n/7\n</link><guid>\n J7 \n</guid>");

    assertThat(only(FEED, document))
        .returns("Driver", FoundPosting::title)
        .returns("https://a.example/7", FoundPosting::url)
        .returns("J7", FoundPosting::externalId);
  }

  @Test
  void markup_that_was_not_escaped_is_text() throws UnreadableBoard {
    var document = item("<title>A</title><description>The <b>hotel</b> pays</description>");

    assertThat(only(FEED, document).description()).isEqualTo("The hotel pays");
  }

  @Test
  void without_guid_the_link_identifies_and_without_link_the_guid_leads() throws UnreadableBoard {
    assertThat(only(FEED, item("<title>A</title><link>/7?utm_source=rss</link>")).externalId())
        .isEqualTo("https://a.example/7");
    assertThat(only(FEED, item("<title>A</title><guid>https://a.example/8</guid>")).url())
        .isEqualTo("https://a.example/8");
  }

  @Test
  void a_mail_address_is_no_company() throws UnreadableBoard {
    assertThat(only(FEED, item("<title>A</title><author>a@b.example (Acme)</author>")).company())
        .isEqualTo("Acme");
    assertThat(only(FEED, item("<title>A</title><author>a@b.example</author>")).company()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-8, , UTF-8",
    "ISO-8859-1, text/xml, ISO-8859-1",
    "UTF-8, text/html, UTF-8",
    "UTF-8, application/xml; charset=iso-8859-1, UTF-8",
    "windows-1252, text/xml; charset=windows-1252, x",
    "UTF-16, , UTF-16"
  })
  void the_encoding_is_found(String actual, String contentType, String declared) throws Exception {
    var document =
        "<?xml version='1.0' encoding='" + declared + "'?>" + item("<title>Zaïn</title>");

    var reading = read(FEED, document.getBytes(Charset.forName(actual)), contentType);

    assertThat(reading.postings()).extracting(FoundPosting::title).containsExactly("Zaïn");
  }

  @Test
  void a_byte_order_mark_and_blank_lines_before_the_feed_do_no_harm() throws UnreadableBoard {
    var document = "\ufeff\n\n<?xml version='1.0'?>" + item("<title>Driver</title>");

    assertThat(only(FEED, document).title()).isEqualTo("Driver");
  }

  @Test
  void control_characters_are_dropped() throws UnreadableBoard {
    var document = item("<title>De\u0000ve&#0;lo&#x8;p\u0008er &#x1F600;</title>");

    assertThat(only(FEED, document).title()).isEqualTo("Developer 😀");
  }

  @Test
  void usual_mistakes_in_xml_are_mended() throws UnreadableBoard {
    var document =
        item(
            "<title>R&D caf&eacute; &nbsp;&bogus;</title><description><![CDATA[a &"
                + " b]]></description>");

    assertThat(only(FEED, document))
        .returns("R&D café &bogus;", FoundPosting::title)
        .returns("a & b", FoundPosting::description);
  }

  @Test
  void a_plain_doctype_is_not_fetched_and_does_no_harm() throws UnreadableBoard {
    var document =
        "<?xml version='1.0'?><!DOCTYPE rss PUBLIC \"-//A//[B]\" \"http://127.0.0.1:1/x.dtd\">"
            + item("<title>caf&eacute;</title>");

    assertThat(only(FEED, document).title()).isEqualTo("café");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
        "<!-- a --><?a b?>\n<!DOCTYPE rss [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]>",
        "<!doctype rss [ ]>",
        "<!DOCTYPE rss SYSTEM 'a>b' [<!ENTITY % p SYSTEM 'http://127.0.0.1:1/'>%p;]>"
      })
  void an_internal_dtd_subset_is_refused(String doctype) {
    assertThatThrownBy(() -> read(FEED, doctype + item("<title>&x;</title>")))
        .isInstanceOf(UnreadableBoard.class)
        .hasMessageContaining("internal DTD subset");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "words | is not a feed: it begins with “words”",
        "{\"a\":1} | is JSON, not a feed",
        "<!DOCTYPE html><html><body><p>Hi<br></body></html> | is an HTML page, not a feed",
        "<html><body/></html> | is an HTML page, not a feed",
        "<jobs><job/></jobs> | is XML, but no feed: its root is <jobs>",
        "<rss version='2.0'><channel><item> | ends in the middle (line 1, inside of <item>)"
      })
  void what_is_no_feed_is_refused(String document, String expected) {
    assertThatThrownBy(() -> read(FEED, document))
        .isInstanceOf(UnreadableBoard.class)
        .hasMessageStartingWith(expected);
  }

  @Test
  void a_feed_without_entries_is_a_good_visit() throws UnreadableBoard {
    assertThat(
            read(FEED, "<rss version='2.0'><channel><title>A</title></channel></rss>").postings())
        .isEmpty();
  }

  @Test
  void an_item_that_says_nothing_is_skipped_and_counted() throws UnreadableBoard {
    assertThat(read(FEED, item("<link>/7</link>"))).returns(1, Reading::skipped);
  }

  @Test
  void a_date_that_is_none_is_noted() throws UnreadableBoard {
    var reading = read(FEED, item("<title>A</title><pubDate>last week</pubDate>"));

    assertThat(reading.postings().getFirst().postedAt()).isNull();
    assertThat(reading.notes())
        .containsExactly(
            "posted_at of 1 of 1 postings is no date that is known, the first: “last week”");
  }

  @Test
  void a_long_feed_is_read() throws UnreadableBoard {
    var items = "<item><title>A</title><guid>%d</guid></item>";
    var text = new StringBuilder("<rss version='2.0'><channel><title>A</title>");
    for (int i = 0; i < 5_000; i++) {
      text.append(items.formatted(i));
    }
    var document = text.append("</channel></rss>").toString().getBytes(StandardCharsets.UTF_8);

    assertThat(read(FEED, document, "text/xml").postings()).hasSize(5_000);
  }

  @Test
  void comments_without_end_take_no_time() {
    assertThatThrownBy(() -> read(FEED, "<rss>&" + "<!--".repeat(500_000)))
        .isInstanceOf(UnreadableBoard.class)
        .hasMessageStartingWith("ends in the middle");
  }
}
