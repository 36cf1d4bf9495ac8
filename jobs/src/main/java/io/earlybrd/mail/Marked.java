package io.earlybrd.mail;

import io.earlybrd.search.HitWords;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of text and the words in it that a search hit: pieces that read one after the other give
 * the line again.
 *
 * @param rest what follows the last mark
 */
public record Marked(List<Mark> marks, String rest) {

  /**
   * A stretch that was hit.
   *
   * @param before what stands between the mark before and this one
   */
  public record Mark(String before, String hit) {}

  static Marked of(String line, HitWords hits) {
    var marks = new ArrayList<Mark>();
    int end = 0;
    for (var span : hits.in(line)) {
      marks.add(
          new Mark(line.substring(end, span.start()), line.substring(span.start(), span.end())));
      end = span.end();
    }
    return new Marked(List.copyOf(marks), line.substring(end));
  }

  public boolean isEmpty() {
    return marks.isEmpty() && rest.isEmpty();
  }

  /** The line for an html template to put in as it is: escaped, what was hit in {@code strong}. */
  public String html() {
    var html = new StringBuilder(rest.length() + 64 * marks.size() + 16);
    for (var mark : marks) {
      escape(html, mark.before());
      escape(html.append("<strong>"), mark.hit());
      html.append("</strong>");
    }
    escape(html, rest);
    return html.toString();
  }

  private static void escape(StringBuilder html, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '&' -> html.append("&amp;");
        case '"' -> html.append("&quot;");
        case '\'' -> html.append("&#39;");
        default -> html.append(c);
      }
    }
  }

  /** The line without marks. */
  public String text() {
    if (marks.isEmpty()) {
      return rest;
    }
    var text = new StringBuilder();
    marks.forEach(mark -> text.append(mark.before()).append(mark.hit()));
    return text.append(rest).toString();
  }
}
