package io.earlybrd.scan;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is wrong with a board, so that an operator must hear of it: one incident a board. */
enum Alarm {
  /** New postings in place of nearly all: the site has changed, and nobody knows what is news. */
  FLOOD,
  /** Far fewer postings than usual. */
  FEW,
  /** Its address leads elsewhere, where no posting is. */
  MOVED,
  /** A field that nearly all postings had is on none any more. */
  FIELDS,
  /** No good visit for long. */
  FAILING,
  /** Answers for two weeks that it is not there. */
  GONE;

  /** As {@code board.alarm} has it. */
  String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  static @Nullable Alarm of(@Nullable String column) {
    return column == null ? null : valueOf(column.toUpperCase(Locale.ROOT));
  }
}
