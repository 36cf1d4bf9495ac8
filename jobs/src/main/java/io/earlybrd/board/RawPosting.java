package io.earlybrd.board;

import io.earlybrd.posting.PayRange;
import io.earlybrd.posting.ShownText;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A posting's fields as they stand in the document.
 *
 * @param markup the values may hold tags and entities; else they are text already
 * @param base what its link is relative to
 * @param pay in numbers, where the document gives it in parts
 * @param ownPage where the page of its own is, as a link; null: its link leads there
 */
record RawPosting(
    Map<Field, String> values,
    boolean markup,
    URI base,
    @Nullable PayRange pay,
    @Nullable String ownPage) {

  boolean has(Field field) {
    return values.containsKey(field);
  }

  @Nullable String line(Field field) {
    var value = values.get(field);
    return markup ? ShownText.line(value) : ShownText.plainLine(value);
  }

  @Nullable String id() {
    return ShownText.identifier(values.get(Field.ID));
  }

  @Nullable String description() {
    var value = values.get(Field.DESCRIPTION);
    return markup ? ShownText.description(value) : ShownText.plainDescription(value);
  }

  @Nullable String link() {
    var value = values.get(Field.URL);
    if (value == null) {
      return null;
    }
    return Links.resolve(base, markup ? value.replace("&amp;", "&") : value);
  }
}
