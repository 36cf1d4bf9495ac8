package io.earlybrd.scan;

import io.earlybrd.board.Visit;
import io.earlybrd.posting.FoundPosting;
import java.time.Instant;

/** A visit that is over and waits to be stored. Times are of the clock, not the slot. */
record FinishedVisit(DueBoard due, Visit visit, Instant startedAt, Instant endedAt) {

  /** Bytes of memory, roughly. */
  long weight() {
    return visit instanceof Visit.Found found
        ? found.postings().stream().mapToLong(FoundPosting::weight).sum()
        : 0;
  }
}
