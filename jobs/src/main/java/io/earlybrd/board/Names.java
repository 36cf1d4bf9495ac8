package io.earlybrd.board;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known around a document by name, such as the slug of its board. Rules write {@code
 * {$slug}}. Immutable.
 */
record Names(Map<String, String> values) {
  static final Names NONE = new Names(Map.of());

  Names {
    values = Map.copyOf(values);
  }

  @Nullable String get(String name) {
    return values.get(name);
  }

  Names with(String name, String value) {
    var more = new HashMap<>(values);
    more.put(name, value);
    return new Names(more);
  }

  /** With {@code origin} (https://host:port), {@code host} and {@code url} (without its query). */
  Names at(URI page) {
    var text = page.toString();
    return with("origin", page.getScheme() + "://" + page.getRawAuthority())
        .with("host", String.valueOf(page.getHost()))
        .with("url", text.split("[?#]", 2)[0]);
  }
}
