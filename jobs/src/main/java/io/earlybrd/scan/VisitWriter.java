package io.earlybrd.scan;

import io.earlybrd.board.Visit;
import io.earlybrd.posting.PostingUpserts;
import io.earlybrd.run.CurrentRun;
import io.earlybrd.run.Guard;
import io.earlybrd.run.SkippedItems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/**
 * Stores a visit, in the chunk's one transaction: its postings, its row, the board's state. A visit
 * that was made with a definition that is no longer the board's is dropped, and the board stays
 * due.
 */
final class VisitWriter implements ItemWriter<FinishedVisit> {
  private static final Logger LOG = LoggerFactory.getLogger(VisitWriter.class);

  private final Guard guard;
  private final CurrentRun run;
  private final BoardRows boards;
  private final PostingUpserts postings;
  private final SkippedItems skipped;

  VisitWriter(
      Guard guard,
      CurrentRun run,
      BoardRows boards,
      PostingUpserts postings,
      SkippedItems skipped) {
    this.guard = guard;
    this.run = run;
    this.boards = boards;
    this.postings = postings;
    this.skipped = skipped;
  }

  @Override
  public void write(Chunk<? extends FinishedVisit> visits) {
    guard.check();
    visits.forEach(this::store);
  }

  private void store(FinishedVisit finished) {
    var id = finished.due().board().id();
    var state = boards.lock(id, finished.due().definition());
    if (state == null) {
      LOG.info("board={} changed while it was visited; it stays due", id);
      return;
    }
    switch (finished.visit()) {
      case Visit.Found found -> {
        boolean baseline = state.baselineAt() == null && !state.mailFirst();
        var counts = postings.store(id, run.get().slot(), found.postings(), baseline);
        boards.found(finished, found, counts);
        LOG.info(
            "board={} found={} new={} changed={} baseline={}",
            id,
            found.postings().size(),
            counts.added(),
            counts.changed(),
            baseline);
      }
      case Visit.Unchanged unchanged -> boards.unchanged(finished, unchanged);
      case Visit.Failed failed -> {
        boards.failed(finished, failed, state.failures() + 1);
        skipped.record("scan", id, failed.error());
        LOG.warn("board={} failed: {}", id, failed.error());
      }
      case Visit.Cancelled cancelled -> {}
    }
  }
}
