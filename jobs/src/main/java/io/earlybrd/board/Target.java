package io.earlybrd.board;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a board is, and how it is read, with its preset looked up.
 *
 * @param id the board's
 * @param asItStands the address is the operator's own, not made of a slug
 */
record Target(String id, URI url, Recipe recipe, Names names, boolean asItStands) {

  /**
   * @throws IllegalArgumentException when its preset is not there any more, or its slug is none
   */
  static Target of(Board board, Presets presets) {
    var own = board.recipe();
    if (own != null) {
      return new Target(board.id(), board.url(), own, Names.NONE, true);
    }
    var preset = presets.get(String.valueOf(board.preset()));
    var slug = board.slug();
    if (slug == null) {
      return new Target(board.id(), board.url(), preset.recipe(), preset.names(board.url()), true);
    }
    var names = preset.names(slug);
    return new Target(
        board.id(), preset.url(slug), preset.recipe(), names == null ? Names.NONE : names, false);
  }

  Target at(URI address) {
    return new Target(id, address, recipe, names, asItStands);
  }

  Target reading(Recipe another, Names more) {
    return new Target(id, url, another, more, asItStands);
  }

  /**
   * What is POSTed for the page that counts {@code count}; null: it is got.
   *
   * @param token with which the page before asks for it; null: with none
   */
  byte @Nullable [] body(long count, @Nullable String token) {
    var form = recipe.form();
    if (form == null || form.at() != null && !form.at().matcher(url.toString()).find()) {
      return null;
    }
    var known = names.with("count", String.valueOf(count));
    var text =
        token != null && form.next() != null
            ? form.next().filled(known.with("token", token))
            : form.body().filled(known);
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  Map<String, String> headers() {
    return recipe.headers();
  }
}
