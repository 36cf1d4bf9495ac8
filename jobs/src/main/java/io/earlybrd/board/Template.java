package io.earlybrd.board;

import io.earlybrd.board.Board.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text with places to fill in: {@code {$slug}} is what is known by a name, {@code {/id}} (in the
 * language of the document's format) what the posting has there. One that has nothing makes the
 * whole nothing.
 *
 * @param otherwise filled in where this is nothing
 */
record Template(String written, List<Piece> pieces, @Nullable Template otherwise) {
  private static final Pattern HOLE = Pattern.compile("\\{([$^/]?[^{}\"]*)}");
  private static final Pattern NAME = Pattern.compile("\\$(\\w+)");

  sealed interface Piece {
    record Fixed(String text) implements Piece {}

    record Name(String name) implements Piece {}

    record Place(Where where) implements Piece {}
  }

  /**
   * Reads what is written.
   *
   * @param format of the document that places are in; null: names only, other braces are text
   * @throws IllegalArgumentException saying what is wrong
   */
  static Template parse(String written, @Nullable Format format) {
    var pieces = new ArrayList<Piece>();
    var hole = HOLE.matcher(written);
    int from = 0;
    while (hole.find()) {
      var inside = hole.group(1);
      var name = NAME.matcher(inside);
      if (!name.matches() && format == null) {
        continue;
      }
      if (hole.start() > from) {
        pieces.add(new Piece.Fixed(written.substring(from, hole.start())));
      }
      pieces.add(
          name.matches()
              ? new Piece.Name(name.group(1))
              : new Piece.Place(Where.parse(inside, java.util.Objects.requireNonNull(format))));
      from = hole.end();
    }
    if (from < written.length()) {
      pieces.add(new Piece.Fixed(written.substring(from)));
    }
    return new Template(written, List.copyOf(pieces), null);
  }

  /** The first of several that can be filled in; null where there is none. */
  static @Nullable Template firstOf(List<String> written) {
    Template first = null;
    for (var text : written.reversed()) {
      var template = parse(text, null);
      first = new Template(text, template.pieces(), first);
    }
    return first;
  }

  /** Filled in by names alone; null where one is not known. */
  @Nullable String filled(Names names) {
    return filled(names, _ -> null);
  }

  /** Filled in; null where a name or place has nothing. */
  @Nullable String filled(Names names, Function<Where, @Nullable String> places) {
    var text = new StringBuilder();
    for (var piece : pieces) {
      var part =
          switch (piece) {
            case Piece.Fixed fixed -> fixed.text();
            case Piece.Name name -> names.get(name.name());
            case Piece.Place place -> places.apply(place.where());
          };
      if (part == null) {
        return otherwise == null ? null : otherwise.filled(names, places);
      }
      text.append(part);
    }
    return text.toString();
  }
}
