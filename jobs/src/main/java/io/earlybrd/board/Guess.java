package io.earlybrd.board;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A way to read a document's postings that was found by looking at it, in the language of {@code
 * boards.yaml}.
 *
 * @param posting where a posting is: a CSS selector (html, xml) or a JSON Pointer (json)
 * @param fields where its parts are, by the names of {@link Field}, in its order; several places of
 *     one field are to be joined
 * @param count postings that it would read, before those with the same identity become one
 * @param score how much they look like postings, higher is better; compares guesses of one document
 */
record Guess(String posting, Map<String, List<String>> fields, int count, double score) {

  Guess {
    var ordered = new LinkedHashMap<String, List<String>>();
    for (var name : Field.NAMES) {
      if (fields.containsKey(name)) {
        ordered.put(name, List.copyOf(fields.get(name)));
      }
    }
    fields = Collections.unmodifiableMap(ordered);
  }
}
