package io.earlybrd.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedDocumentTest {
  private static final URI PAGE = URI.create("https://a.example/feed");
  private static final int MEGABYTES = 2;

  private static final String FEED =
      """
      <rss version="2.0" xmlns:job="https://a.example/ns"><channel>
      <title>Jobs &amp; more</title><link>https://acme.example/</link>
      <job:country>Norway</job:country>
      <item><guid>17</guid><title>Porter</title><link>/17</link>
      <job:place> Oslo </job:place><job:place/><job:place><![CDATA[Bergen &amp; Voss]]></job:place>
      <description><p>Guests &amp; <b>keys</b></p></description></item>
      </channel></rss>
      """;

  @Test
  void an_entry_gives_all_texts_of_a_field_in_order() throws UnreadableBoard {
    var entry = FeedDocument.parse(FEED, PAGE).entries().getFirst();

    assertThat(entry.texts(FeedField.parse("job:place")))
        .containsExactly("Oslo", "Bergen &amp; Voss");
    assertThat(entry.texts(FeedField.parse("/job:place/1"))).isEmpty();
    assertThat(entry.texts(FeedField.parse("job:town"))).isEmpty();
  }

  @Test
  void markup_that_stands_in_an_entry_is_given_untouched() throws UnreadableBoard {
    var entry = FeedDocument.parse(FEED, PAGE).entries().getFirst();

    assertThat(entry.texts(FeedField.parse("description")))
        .containsExactly("<p>Guests &amp; <b>keys</b></p>");
  }

  @Test
  void the_head_is_what_the_feed_says_of_itself() throws UnreadableBoard {
    var head = FeedDocument.parse(FEED, PAGE).head();

    assertThat(head.texts(FeedField.parse("title"))).containsExactly("Jobs & more");
    assertThat(head.texts(FeedField.parse("job:country"))).containsExactly("Norway");
    assertThat(head.standard()).containsEntry(Field.URL, "https://acme.example/");
  }

  @Test
  void an_entry_says_what_its_links_start_from() throws UnreadableBoard {
    assertThat(FeedDocument.parse(FEED, PAGE).entries().getFirst().base())
        .hasToString("https://acme.example/");
  }

  /** Of documents that were made to be slow: in time that grows with their length, no faster. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<b>",
        "<b><b></i>",
        "</x>",
        "<a b=\"",
        "<a b='<",
        "<a=",
        "<a b=c",
        "<a b",
        "<!--",
        "<![CDATA[",
        "<?a",
        "<!a",
        "</a",
        "<",
        "&",
        "&#",
        "<p>",
        "<item>",
        "<item><title>",
        "<a/>",
        "<x:y z='1'>",
        "<item><b>x</item>",
        "<rss><channel>"
      })
  void megabytes_of_one_thing_are_read_or_refused_in_seconds(String thing) {
    var document =
        "<rss><channel><item><title>A</title><description>"
            + thing.repeat((MEGABYTES << 20) / thing.length());
    var threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();

    for (var end : List.of("", "</description></item></channel></rss>")) {
      try {
        FeedDocument.parse(document + end, PAGE).entries().forEach(FeedEntry::standard);
      } catch (UnreadableBoard expected) {
        assertThat(expected).hasMessageNotContaining("null");
      }
    }

    assertThat(threads.getCurrentThreadCpuTime() - before).isLessThan(6_000_000_000L);
  }

  @Test
  void different_names_without_end_are_no_feed() {
    var document = new StringBuilder("<rss><channel><item>");
    for (int i = 0; i < 20_000; i++) {
      document.append("<a").append(i).append("/>");
    }

    assertThat(catchThrowable(() -> FeedDocument.parse(document + "</item></channel></rss>", PAGE)))
        .isInstanceOf(UnreadableBoard.class)
        .hasMessage("has more than 10,000 different tags: it is no feed");
  }

  /** Whatever a proxy or an editor does to a feed, it is read or refused. */
  @Test
  void a_feed_spoilt_at_random_is_read_or_refused() throws IOException {
    var random = new Random(5);
    for (var file : List.of("rss-20.xml", "atom-xhtml-prefixed.xml", "json-feed-11.json")) {
      byte[] feed;
      try (var stream = FeedDocumentTest.class.getResourceAsStream("/feeds/" + file)) {
        feed = stream.readAllBytes();
      }
      for (int i = 0; i < 2_000; i++) {
        var text = new StringBuilder(new String(feed, StandardCharsets.UTF_8));
        for (int change = random.nextInt(4); change >= 0; change--) {
          int at = random.nextInt(text.length());
          switch (random.nextInt(3)) {
            case 0 -> text.delete(at, Math.min(text.length(), at + random.nextInt(20)));
            case 1 -> text.insert(at, "<>&\"'/!]-[?={}:".charAt(random.nextInt(15)));
            default -> text.insert(at, text.substring(at, Math.min(text.length(), at + 30)));
          }
        }
        try {
          Documents.read(Documents.rss(Map.of()), text.toString());
        } catch (UnreadableBoard refused) {
          assertThat(refused.getMessage()).isNotBlank();
        }
      }
    }
  }
}
