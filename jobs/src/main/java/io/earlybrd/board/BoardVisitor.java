package io.earlybrd.board;

import io.earlybrd.platform.http.Ask;
import io.earlybrd.platform.http.Fetched;
import io.earlybrd.platform.http.Fetcher;
import io.earlybrd.posting.Sha256;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Visits boards: fetches a document and reads it. Thread-safe; any number of visits may be under
 * way: what they have in memory together is bounded, by {@link Fetcher} for the documents and by
 * {@link ReadingRoom} for what is made of them.
 */
public final class BoardVisitor {
  private final Fetcher fetcher;
  private final ReadingRoom room =
      new ReadingRoom(Runtime.getRuntime().maxMemory(), Runtime.getRuntime().availableProcessors());

  public BoardVisitor(Fetcher fetcher) {
    this.fetcher = fetcher;
  }

  /** Takes a visit over, while its document still has its room in memory. */
  @FunctionalInterface
  public interface Taker {
    void take(Visit visit) throws InterruptedException;
  }

  /** Visits {@code board} now, as below. */
  public Visit visit(Board board, Validators validators) {
    var taken = new AtomicReference<Visit>(new Visit.Cancelled());
    try {
      visit(board, validators, taken::set);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return taken.get();
  }

  /**
   * Visits {@code board} now. Whatever the board does becomes a result, never an exception.
   *
   * @param validators of the last good visit by the same definition, else {@link Validators#NONE}
   * @param taker gets the result. Where it waits until there is room for that, no more documents
   *     are fetched than have room
   * @throws InterruptedException by the taker, or when interrupted, without a result
   */
  public void visit(Board board, Validators validators, Taker taker) throws InterruptedException {
    fetcher.fetch(
        new Ask(board.url(), null, Map.of(), validators.etag(), validators.lastModified()),
        fetched -> {
          taker.take(visit(board, validators, fetched));
          return null;
        });
  }

  private Visit visit(Board board, Validators validators, Fetched fetched)
      throws InterruptedException {
    return switch (fetched) {
      case Fetched.NotModified answer ->
          new Visit.Unchanged(
              304,
              0,
              new Validators(answer.etag(), answer.lastModified(), validators.bodyHash(), null));
      case Fetched.Refused refused ->
          new Visit.Failed(refused.status(), 0, refused.message(), refused.retryAfter(), null);
      case Fetched.Cancelled _ -> new Visit.Cancelled();
      case Fetched.Document document -> opened(board, document, validators);
    };
  }

  private Visit opened(Board board, Fetched.Document document, Validators validators)
      throws InterruptedException {
    var hash = Sha256.of(document.body());
    var now = new Validators(document.etag(), document.lastModified(), hash, document.movedTo());
    if (hash.equals(validators.bodyHash())) {
      return new Visit.Unchanged(document.status(), document.body().length, now);
    }
    try {
      return room.read(document.body(), board.format(), () -> read(board, document, now));
    } catch (UnreadableBoard e) {
      return failed(document, e.getMessage());
    } catch (OutOfMemoryError e) {
      // It was thrown away with all that had been read of this document: the next has the room.
      return failed(document, "does not fit into memory: EARLYBRD_JAVA_OPTS=-Xmx… gives more");
    } catch (RuntimeException | StackOverflowError e) {
      // Parsers are others' code on others' documents: no document may end a run.
      return failed(
          document,
          "cannot be read (%s: %s)"
              .formatted(e.getClass().getSimpleName(), OneLine.of(e.getMessage(), 150)));
    }
  }

  private static Visit read(Board board, Fetched.Document document, Validators now)
      throws UnreadableBoard {
    var reading =
        BoardReader.read(board, document.body(), document.contentType(), document.finalUrl());
    return new Visit.Found(
        document.status(),
        document.body().length,
        reading.postings(),
        reading.skipped(),
        reading.notes(),
        now,
        true,
        document.body());
  }

  private static Visit failed(Fetched.Document document, String what) {
    return new Visit.Failed(
        document.status(),
        document.body().length,
        shown(document.finalUrl()) + " " + what,
        null,
        document.body());
  }

  private static String shown(URI url) {
    return OneLine.of(url.toString(), 200);
  }
}
