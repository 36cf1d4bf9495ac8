package io.earlybrd.mail;

import io.earlybrd.search.HitWords;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of text and the words in it that a search hit: pieces for a template to escape and to mark
 * up, which read one after the other give the line again.
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
