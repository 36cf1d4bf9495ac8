package io.earlybrd.demo;

import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The sample documents, read by the libraries alone along {@code boards.yaml}. */
final class SamplePostings {
  /** {@code text} is everything that can be searched, the title once more. */
  record SamplePosting(String title, String link, String text) {}

  private SamplePostings() {}

  @SuppressWarnings("unchecked")
  static List<Map<String, Object>> boards() throws IOException {
    var yaml = new Yaml().<Map<String, Object>>load(Sample.text("boards.yaml"));
    return (List<Map<String, Object>>) yaml.get("boards");
  }

  static List<SamplePosting> all(String version) throws Exception {
    var postings = Stream.<SamplePosting>builder();
    for (var board : boards()) {
      of(board, version).forEach(postings);
    }
    return postings.build().toList();
  }

  static List<SamplePosting> of(Map<String, Object> board, String version) throws Exception {
    var url = board.get("url").toString();
    var text = Sample.text(version + url.substring(url.lastIndexOf('/')));
    return switch (board.get("format").toString()) {
      case "html" -> html(board, text);
      case "rss" -> feed(text);
      case "json" -> json(board, text);
      default -> throw new AssertionError(board);
    };
  }

  private static List<SamplePosting> html(Map<String, Object> board, String text) {
    var page = Jsoup.parse(text, "http://127.0.0.1/");
    return page.select(board.get("posting").toString()).stream()
        .map(
            posting ->
                new SamplePosting(
                    selected(posting, board, "title").text(),
                    selected(posting, board, "url").absUrl("href"),
                    posting.text()))
        .toList();
  }

  private static Element selected(Element posting, Map<String, Object> board, String field) {
    return posting.expectFirst(field(board, field).replaceFirst(" @\\w+$", ""));
  }

  private static List<SamplePosting> feed(String text) throws FeedException {
    return new SyndFeedInput()
        .build(new StringReader(text)).getEntries().stream()
            .map(entry -> new SamplePosting(entry.getTitle(), entry.getLink(), everything(entry)))
            .toList();
  }

  private static String everything(SyndEntry entry) {
    var text = new StringBuilder(entry.getTitle() + " " + entry.getAuthor());
    entry.getForeignMarkup().forEach(element -> text.append(' ').append(element.getText()));
    return text + " " + Jsoup.parse(entry.getDescription().getValue()).text();
  }

  private static List<SamplePosting> json(Map<String, Object> board, String text) {
    var steps = board.get("posting").toString().split("/\\*");
    var nodes = Stream.of(new JsonMapper().readTree(text));
    for (var step : steps) {
      nodes = nodes.flatMap(node -> elements(node.at(step)));
    }
    return nodes
        .map(
            node ->
                new SamplePosting(
                    node.at(field(board, "title")).asString(),
                    node.at(field(board, "url")).asString(),
                    node.toString()))
        .toList();
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static String field(Map<String, Object> board, String name) {
    return ((Map<?, ?>) board.get("fields")).get(name).toString();
  }
}
