package io.earlybrd.board;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import tools.jackson.databind.json.JsonMapper;

/** Guesses for tests, and what reading by them yields. */
final class Guesses {
  private Guesses() {}

  /** By the file's ending. */
  static List<Guess> of(String file, String text, URI page) {
    if (file.endsWith(".json")) {
      return JsonGuess.of(JsonMapper.shared().readTree(text));
    }
    if (file.endsWith(".xml")) {
      return XmlGuess.of(Jsoup.parse(text, page.toString(), Parser.xmlParser()));
    }
    // As HtmlBoard does for a fragment.
    var html = text.startsWith("<tr") ? "<table>" + text : text;
    return HtmlGuess.of(Jsoup.parse(html, page.toString()), page);
  }

  /**
   * Each posting's fields by name, as the board's reader finds them; of joined places the first.
   */
  static List<Map<String, Object>> postings(String file, String text, URI page, Guess guess)
      throws UnreadableBoard {
    var fields = new LinkedHashMap<String, String>();
    guess.fields().forEach((name, places) -> fields.put(name, places.getFirst()));
    if (file.endsWith(".xml")) {
      return fromXml(text, guess.posting(), fields);
    }
    var board =
        file.endsWith(".json")
            ? Documents.json(guess.posting(), fields)
            : Documents.html(guess.posting(), fields);
    var postings = new ArrayList<Map<String, Object>>();
    for (var posting :
        Documents.read(board, text.getBytes(StandardCharsets.UTF_8), null, page).postings()) {
      var values = new HashMap<String, Object>();
      values.put("id", posting.externalId());
      values.put("title", posting.title());
      values.put(
          "url", posting.url().equals(Documents.PAGE.toString()) ? page.toString() : posting.url());
      values.put("company", posting.company());
      values.put("location", posting.location());
      values.put("department", posting.department());
      values.put("pay", posting.pay());
      values.put(
          "posted_at",
          posting.postedAt() == null ? null : posting.postedAt().toString().substring(0, 10));
      postings.add(values);
    }
    return postings;
  }

  private static List<Map<String, Object>> fromXml(
      String text, String posting, Map<String, String> fields) {
    var postings = new ArrayList<Map<String, Object>>();
    for (var element : Jsoup.parse(text, "", Parser.xmlParser()).select(posting)) {
      var values = new HashMap<String, Object>();
      fields.forEach(
          (name, where) -> {
            var field = Objects.requireNonNull(Field.named(name));
            var value = HtmlField.parse(where).textOf(element, field);
            boolean isDate = field == Field.POSTED_AT && value != null;
            values.put(name, isDate ? value.substring(0, 10) : value);
          });
      postings.add(values);
    }
    return postings;
  }
}
