package io.earlybrd.board;

import io.earlybrd.platform.UserError;
import io.earlybrd.platform.http.Ask;
import io.earlybrd.platform.http.Fetched;
import io.earlybrd.platform.http.Fetcher;
import io.earlybrd.posting.Sha256;
import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Visits boards: fetches their documents and reads them. Thread-safe; any number of visits may be
 * under way: what they have in memory together is bounded, by {@link Fetcher} for the documents and
 * by {@link ReadingRoom} for what is made of them.
 */
public final class BoardVisitor {
  private final Fetcher fetcher;
  private final Presets presets;
  private final KnownPostings known;
  private final DocumentReader reader;
  private final HeldPostings held = new HeldPostings(Runtime.getRuntime().maxMemory());

  /**
   * @param known whose own pages need not be read any more
   * @param now dates of postings are not later
   */
  public BoardVisitor(Fetcher fetcher, Presets presets, KnownPostings known, InstantSource now) {
    this.fetcher = fetcher;
    this.presets = presets;
    this.known = known;
    this.reader =
        new DocumentReader(
            new ReadingRoom(
                Runtime.getRuntime().maxMemory(), Runtime.getRuntime().availableProcessors()),
            now);
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
    Target target;
    try {
      target = Target.of(board, presets);
    } catch (IllegalArgumentException | UserError e) {
      taker.take(new Visit.Failed(null, 0, String.valueOf(e.getMessage())));
      return;
    }
    var moved = validators.movedTo();
    if (moved != null) {
      var there = begin(target.at(moved), validators, taker);
      if (!(there instanceof Begun.Over(Visit.Failed failed)) || failed.retryAfter() != null) {
        finish(target.at(moved), there, taker);
        return;
      }
      // What redirected there for good may have changed its mind.
      validators = Validators.NONE;
    }
    finish(target, begin(target, validators, taker), taker);
  }

  /** A visit after its first page. */
  private sealed interface Begun {
    /** The taker has it. */
    record Taken() implements Begun {}

    /** All is known, and the taker has not got it. */
    record Over(Visit visit) implements Begun {}

    /** There is more to fetch. */
    record More(Visit.Found first, Reading reading, URI page) implements Begun {}
  }

  private Begun begin(Target target, Validators validators, Taker taker)
      throws InterruptedException {
    var body = target.body(target.recipe().paging().from(), null);
    var ask =
        new Ask(target.url(), body, target.headers(), validators.etag(), validators.lastModified());
    var begun = fetcher.fetch(ask, fetched -> opened(target, fetched, validators, taker));
    if (body != null
        && target.asItStands()
        && begun instanceof Begun.Over(Visit.Failed failed)
        && failed.status() != null
        && failed.status() >= 400
        && failed.status() != 429) {
      // An address of the operator's own may want to be asked as any other.
      var plain = new Ask(target.url(), null, target.headers(), null, null);
      return fetcher.fetch(plain, fetched -> opened(target, fetched, validators, taker));
    }
    return begun;
  }

  private void finish(Target target, Begun begun, Taker taker) throws InterruptedException {
    switch (begun) {
      case Begun.Taken _ -> {}
      case Begun.Over over -> taker.take(over.visit());
      case Begun.More more -> {
        try (var holding = held.of(more.first().postings())) {
          taker.take(
              new LongVisit(target, fetcher, reader, known, holding)
                  .finished(more.first(), more.reading(), more.page()));
        }
      }
    }
  }

  private Begun opened(Target target, Fetched fetched, Validators validators, Taker taker)
      throws InterruptedException {
    return switch (fetched) {
      case Fetched.NotModified answer ->
          new Begun.Over(
              new Visit.Unchanged(
                  304,
                  0,
                  new Validators(
                      answer.etag(),
                      answer.lastModified(),
                      validators.bodyHash(),
                      validators.movedTo())));
      case Fetched.Refused refused ->
          new Begun.Over(
              new Visit.Failed(refused.status(), 0, refused.message(), refused.retryAfter(), null));
      case Fetched.Cancelled _ -> new Begun.Over(new Visit.Cancelled());
      case Fetched.Document document -> {
        var begun = opened(target, document, validators);
        if (begun instanceof Begun.Over(Visit.Found found)) {
          taker.take(found);
          yield new Begun.Taken();
        }
        yield begun;
      }
    };
  }

  private Begun opened(Target target, Fetched.Document document, Validators validators)
      throws InterruptedException {
    var hash = Sha256.of(document.body());
    var moved = document.movedTo() != null ? document.movedTo() : validators.movedTo();
    var now = new Validators(document.etag(), document.lastModified(), hash, moved);
    if (hash.equals(validators.bodyHash())) {
      return new Begun.Over(new Visit.Unchanged(document.status(), document.body().length, now));
    }
    var read = reader.read(target, document);
    if (read instanceof DocumentReader.Result.Unreadable unreadable) {
      return new Begun.Over(failed(document, unreadable.why()));
    }
    var reading = ((DocumentReader.Result.Readable) read).reading();
    var elsewhere = elsewhere(target, document.finalUrl(), reading);
    if (elsewhere != null) {
      return new Begun.Over(failed(document, elsewhere));
    }
    boolean more = LongVisit.isLong(target, reading);
    var found =
        new Visit.Found(
            document.status(),
            document.body().length,
            reading.postings(),
            reading.skipped(),
            reading.notes(),
            now,
            true,
            document.body());
    return more ? new Begun.More(found, reading, document.finalUrl()) : new Begun.Over(found);
  }

  /** A board that is no more is often a redirect to a page that says so, or to the home page. */
  private static @Nullable String elsewhere(Target target, URI page, Reading reading) {
    boolean another =
        !page.getRawAuthority().equalsIgnoreCase(target.url().getRawAuthority())
            || "/".equals(page.getPath()) && !"/".equals(target.url().getPath());
    return another && reading.items() == 0
        ? "is where %s redirects to, and shows no postings: has the board moved or been closed?"
            .formatted(shown(target.url()))
        : null;
  }

  private static Visit.Failed failed(Fetched.Document document, String what) {
    return new Visit.Failed(
        document.status(),
        document.body().length,
        shown(document.finalUrl()) + " " + what,
        null,
        document.body());
  }

  static String shown(URI url) {
    return OneLine.of(url.toString(), 200);
  }
}
