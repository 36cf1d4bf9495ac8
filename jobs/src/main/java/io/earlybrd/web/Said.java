package io.earlybrd.web;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a page says after somebody acted: what is now so.
 *
 * @param undo null where it cannot be taken back
 */
record Said(String text, @Nullable Undo undo) {

  /**
   * One button that takes it back.
   *
   * @param action below the subscriber's address
   * @param fields the form's
   */
  record Undo(String label, String action, Map<String, String> fields) {}

  static Said of(String text) {
    return new Said(text, null);
  }

  Said undoBy(String action, Map<String, String> fields) {
    return new Said(text, new Undo("Undo", action, fields));
  }
}
