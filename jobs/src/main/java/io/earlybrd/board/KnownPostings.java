package io.earlybrd.board;

import java.util.Collection;
import java.util.Set;

/** Which postings of a board need no page of their own to be read any more. Thread-safe. */
@FunctionalInterface
public interface KnownPostings {
  /** Nothing is known: every posting's own page is read. */
  KnownPostings NONE = (board, externalIds) -> Set.of();

  /** Those of {@code externalIds} that are stored with what their own page says. */
  Set<String> among(String board, Collection<String> externalIds);
}
