package io.earlybrd.board;

import io.earlybrd.posting.PayRange;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A posting in its document, or a part of one, as rules read it. */
interface Item {
  /**
   * The texts at a place, in the document's order, none of them blank.
   *
   * @param field what they are for: some formats read a description with its line breaks
   */
  List<String> texts(Where where, Field field);

  /** The parts at a place, each to be read for itself. */
  List<Item> parts(Where where);

  /** What the document's format itself says of the posting, where it has a vocabulary. */
  default Map<Field, String> standard() {
    return new EnumMap<>(Field.class);
  }

  /** Likewise the pay, where it comes in parts. */
  default @Nullable PayRange pay() {
    return null;
  }

  /** What its links are relative to; null: what the document's are. */
  default @Nullable URI base() {
    return null;
  }
}
