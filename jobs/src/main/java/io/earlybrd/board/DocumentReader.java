package io.earlybrd.board;

import io.earlybrd.platform.http.Fetched;
import java.time.InstantSource;
import java.util.stream.Collectors;

/** Reads fetched documents where there is room for them. Thread-safe. */
final class DocumentReader {
  private final ReadingRoom room;
  private final InstantSource now;

  DocumentReader(ReadingRoom room, InstantSource now) {
    this.room = room;
    this.now = now;
  }

  /** What came of it. */
  sealed interface Result {
    record Readable(Reading reading) implements Result {}

    /** {@code why} goes on after the document's address. */
    record Unreadable(String why) implements Result {}
  }

  /** Whatever is in the document becomes a result, never an exception. */
  Result read(Target target, Fetched.Document document) throws InterruptedException {
    var source =
        new BoardReader.Source(document.body(), document.contentType(), document.finalUrl());
    var formats =
        target.recipe().layouts().stream().map(Layout::format).collect(Collectors.toSet());
    try {
      return new Result.Readable(
          room.read(
              document.body(),
              formats,
              () ->
                  BoardReader.read(
                      target.recipe(), source, target.url(), target.names(), now.instant())));
    } catch (UnreadableBoard e) {
      return new Result.Unreadable(String.valueOf(e.getMessage()));
    } catch (OutOfMemoryError e) {
      // It was thrown away with all that had been read of this document: the next has the room.
      return new Result.Unreadable("does not fit into memory: EARLYBRD_JAVA_OPTS=-Xmx… gives more");
    } catch (RuntimeException | StackOverflowError e) {
      // Parsers are others' code on others' documents: no document may end a run.
      return new Result.Unreadable(
          "cannot be read (%s: %s)"
              .formatted(e.getClass().getSimpleName(), OneLine.of(e.getMessage(), 150)));
    }
  }
}
