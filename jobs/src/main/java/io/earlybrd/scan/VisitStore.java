package io.earlybrd.scan;

import io.earlybrd.board.Visit;
import io.earlybrd.posting.Comparison;
import io.earlybrd.posting.PostingPresence;
import io.earlybrd.posting.PostingUpserts;
import io.earlybrd.posting.PostingUpserts.Judged;
import io.earlybrd.posting.PostingUpserts.New;
import io.earlybrd.posting.StoredPostings;
import io.earlybrd.posting.StoredPostings.Shown;
import io.earlybrd.run.CurrentRun;
import io.earlybrd.run.Incidents;
import io.earlybrd.run.SkippedItems;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Stores visits, in the caller's transaction: each one's postings, its row, its board's state. The
 * number of statements does not grow with that of the visits. A visit that was made with a
 * definition that is no longer the board's is dropped, and the board stays due.
 */
final class VisitStore {
  private static final Logger LOG = LoggerFactory.getLogger(VisitStore.class);

  private final CurrentRun run;
  private final SkippedItems skipped;
  private final BoardRows boards;
  private final VisitRows visits;
  private final BoardPages pages;
  private final BoardIncidents incidents;
  private final StoredPostings stored;
  private final PostingUpserts postings;
  private final PostingPresence presence;

  VisitStore(JdbcClient jdbc, CurrentRun run, SkippedItems skipped) {
    this.run = run;
    this.skipped = skipped;
    this.boards = new BoardRows(jdbc, run);
    this.visits = new VisitRows(jdbc, run);
    this.pages = new BoardPages(jdbc);
    this.incidents = new BoardIncidents(new Incidents(jdbc));
    this.stored = new StoredPostings(jdbc);
    this.postings = new PostingUpserts(jdbc);
    this.presence = new PostingPresence(jdbc);
  }

  private record Locked<V extends Visit>(BoardRow board, FinishedVisit finished, V visit) {}

  /** What a transaction writes beside the postings. */
  private static final class Batch {
    final List<Locked<Visit.Unchanged>> unchanged = new ArrayList<>();
    final List<Locked<Visit.Found>> found = new ArrayList<>();
    final List<Locked<Visit.Failed>> failed = new ArrayList<>();
    final List<VisitRows.Stored> rows = new ArrayList<>();
    final List<BoardPages.Page> pages = new ArrayList<>();
    final List<String> wellAgain = new ArrayList<>();
  }

  /**
   * @param finished a board once
   */
  void store(List<FinishedVisit> finished) {
    var batch = locked(finished);
    unchanged(batch);
    found(batch);
    failed(batch);
    if (!batch.rows.isEmpty()) {
      visits.insert(batch.rows);
    }
    pages.keep(batch.pages, run.get().slot());
    pages.forgetPresent(batch.wellAgain);
  }

  private Batch locked(List<FinishedVisit> finished) {
    var rows = boards.lock(finished.stream().map(FinishedVisit::id).toList());
    var batch = new Batch();
    for (var one : finished) {
      var row = rows.get(one.id());
      if (row == null || !row.definition().equals(one.due().definition())) {
        LOG.info("board={} changed while it was visited; it stays due", one.id());
        continue;
      }
      switch (one.visit()) {
        case Visit.Unchanged visit -> batch.unchanged.add(new Locked<>(row, one, visit));
        case Visit.Found visit -> batch.found.add(new Locked<>(row, one, visit));
        case Visit.Failed visit -> batch.failed.add(new Locked<>(row, one, visit));
        case Visit.Cancelled _ -> {}
      }
    }
    return batch;
  }

  private void unchanged(Batch batch) {
    var good = new ArrayList<BoardRows.Good>();
    for (var one : batch.unchanged) {
      var health = one.board().health().unchanged();
      good.add(
          new BoardRows.Good(
              one.board().id(), health, one.visit().validators(), one.finished().endedAt()));
      batch.rows.add(new VisitRows.Stored(one.finished(), 0, 0));
      became(batch, one.board(), health, "", List.of());
    }
    presence.unchanged(good.stream().map(BoardRows.Good::id).toList(), run.get().slot());
    boards.unchanged(good);
  }

  private void found(Batch batch) {
    if (batch.found.isEmpty()) {
      return;
    }
    var shown =
        batch.found.stream()
            .map(one -> new Shown(one.board().id(), one.visit().postings(), !one.board().read()))
            .toList();
    var comparisons = stored.compare(shown, run.get().slot());
    var judged = new ArrayList<Judged>();
    var rows = new ArrayList<BoardRows.Found>();
    for (int i = 0; i < comparisons.size(); i++) {
      found(batch, batch.found.get(i), comparisons.get(i), judged, rows);
    }
    postings.store(judged, run.get().slot());
    boards.found(rows);
  }

  private void found(
      Batch batch,
      Locked<Visit.Found> one,
      Comparison comparison,
      List<Judged> judged,
      List<BoardRows.Found> rows) {
    var board = one.board();
    var visit = one.visit();
    var url = one.finished().due().url();
    var drift = Drift.of(board, url, visit, comparison);
    var health = board.health().found(drift.alarm());
    boolean trusted = health.state() == Health.State.OK;
    boolean keepsPage = health.alarm() != null || goodPageIsOld(board);
    if (keepsPage) {
      batch.pages.add(new BoardPages.Page(board.id(), health.alarm() == null, visit.page()));
    }
    boolean showsAll = visit.whole() && trusted;
    judged.add(new Judged(comparison, added(board, health), showsAll, url.toString()));
    rows.add(
        new BoardRows.Found(
            new BoardRows.Good(board.id(), health, visit.validators(), one.finished().endedAt()),
            trusted ? drift : drift.forgotten(board),
            showsAll,
            comparison.detailPending(),
            keepsPage && health.alarm() == null));
    batch.rows.add(new VisitRows.Stored(one.finished(), comparison.added(), comparison.changed()));
    became(batch, board, health, drift.detail(), visit.notes());
    LOG.info(
        "board={} found={} new={} changed={} state={} baseline={}",
        board.id(),
        visit.postings().size(),
        comparison.added(),
        comparison.changed(),
        health.state().column(),
        !board.baseline());
  }

  private static New added(BoardRow board, Health health) {
    if (health.state() == Health.State.HELD) {
      return New.HELD;
    }
    return board.baseline() || board.mailFirst() ? New.NEWS : New.BASELINE;
  }

  /** Also after a trial in the future. */
  private boolean goodPageIsOld(BoardRow board) {
    var kept = board.goodPageAt();
    Instant slot = run.get().slot();
    return kept == null || kept.isAfter(slot) || !kept.plus(BoardPages.GOOD_FOR).isAfter(slot);
  }

  private void failed(Batch batch) {
    var rows = new ArrayList<BoardRows.Failed>();
    for (var one : batch.failed) {
      var board = one.board();
      var visit = one.visit();
      var row = FailedVisits.row(board, visit, run.get().slot());
      rows.add(row);
      if (visit.page() != null) {
        batch.pages.add(new BoardPages.Page(board.id(), false, visit.page()));
      }
      batch.rows.add(new VisitRows.Stored(one.finished(), 0, 0));
      became(batch, board, row.health(), FailedVisits.detail(row), List.of());
      skipped.record("scan", board.id(), visit.error());
      LOG.warn("board={} failed: {}", board.id(), visit.error());
    }
    boards.failed(rows);
  }

  private void became(Batch batch, BoardRow board, Health health, String what, List<String> notes) {
    incidents.changed(board.id(), board.health().alarm(), health.alarm(), what, notes);
    boolean ill = board.health().alarm() != null || board.health().state() == Health.State.FAILING;
    if (ill && health.state() == Health.State.OK && health.alarm() == null) {
      batch.wellAgain.add(board.id());
    }
  }
}
