package io.earlybrd.board;

import io.earlybrd.platform.http.Ask;
import io.earlybrd.platform.http.Fetched;
import io.earlybrd.platform.http.Fetcher;
import io.earlybrd.posting.FoundPosting;
import io.earlybrd.posting.FoundPosting.Detail;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rest of a visit that one document does not tell all of: further pages of the list, then the
 * pages that new postings have of their own. It takes what it gets in a bounded time: the rest
 * comes with the next visits. Not thread-safe.
 */
final class LongVisit {
  /** The scan step of alerts ends 30 s after it began. */
  private static final Duration PAGES = Duration.ofSeconds(14);

  private static final Duration OWN_PAGES = Duration.ofSeconds(22);
  private static final int MOST_OWN_PAGES = 200;
  private static final int FAILURES = 3;

  private final Target target;
  private final Fetcher fetcher;
  private final DocumentReader reader;
  private final KnownPostings known;
  private final HeldPostings.Holding holding;
  private final long begun = System.nanoTime();
  private final Map<String, FoundPosting> postings = new LinkedHashMap<>();
  private final Map<String, URI> ownPages = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private int skipped;
  private long bytes;
  private boolean whole = true;
  private boolean cancelled;

  LongVisit(
      Target target,
      Fetcher fetcher,
      DocumentReader reader,
      KnownPostings known,
      HeldPostings.Holding holding) {
    this.target = target;
    this.fetcher = fetcher;
    this.reader = reader;
    this.known = known;
    this.holding = holding;
  }

  /** Whether a first page leaves anything to fetch. */
  static boolean isLong(Target target, Reading reading) {
    var paging = reading.paging();
    boolean more =
        paging.next() != null
            ? reading.next() != null
            : paging.token() != null
                ? reading.token() != null
                : reading.total() == null || reading.total() > reading.items();
    boolean pages = paging.goesOn() && reading.items() > 0 && more;
    return pages || !reading.ownPages().isEmpty();
  }

  /** The whole visit, after its first page. */
  Visit finished(Visit.Found first, Reading reading, URI page) throws InterruptedException {
    add(reading, first.bytes());
    int pages = 1;
    if (reading.paging().goesOn()) {
      pages = pages(reading, page);
    }
    readOwnPages();
    if (cancelled) {
      return new Visit.Cancelled();
    }
    var found = new ArrayList<FoundPosting>();
    int unread = 0;
    for (var posting : postings.values()) {
      if (posting.title().equals(FoundPosting.TITLE_UNREAD)
          && ownPages.containsKey(posting.externalId())) {
        unread++;
      } else {
        found.add(posting);
      }
    }
    if (unread > 0) {
      notes.add(
          "%d postings wait for their own pages to be read, in the next visits".formatted(unread));
    }
    return new Visit.Found(
        first.status(),
        bytes,
        List.copyOf(found),
        skipped,
        List.copyOf(notes),
        validators(first.validators(), pages, unread),
        whole && unread == 0,
        first.page());
  }

  /** Only a board that is one document, read to its end, is unchanged when that is. */
  private static Validators validators(Validators of, int pages, int unread) {
    return pages == 1 && unread == 0 ? of : new Validators(null, null, null, of.movedTo());
  }

  private void add(Reading reading, long length) {
    bytes += length;
    skipped += reading.skipped();
    reading.postings().forEach(posting -> postings.putIfAbsent(posting.externalId(), posting));
    reading.ownPages().forEach(ownPages::putIfAbsent);
    for (var note : reading.notes()) {
      if (!notes.contains(note)) {
        notes.add(note);
      }
    }
  }

  /** How many pages were read, the first included. */
  private int pages(Reading first, URI firstPage) throws InterruptedException {
    var paging = first.paging();
    var reading = first;
    long count = paging.first(target.url());
    long shown = first.items();
    // Later pages may say another total, or none: 0.
    var total = first.total();
    int pages = 1;
    while (reading.items() > 0) {
      if (total != null && shown >= total) {
        return pages;
      }
      count += paging.by() == 0 ? reading.items() : paging.by();
      var ask = next(reading, count);
      if (ask == null) {
        return total == null || paging.next() != null || paging.token() != null
            ? pages
            : cut(pages, "its address has no place that counts pages");
      }
      var next = ask.url();
      if (!next.getRawAuthority().equalsIgnoreCase(firstPage.getRawAuthority())) {
        return cut(pages, "the next page is on another host: " + BoardVisitor.shown(next));
      }
      if (pages >= paging.pages()) {
        return cut(pages, "there are more pages than the %d that “pages” allows".formatted(pages));
      }
      if (isLate(PAGES)) {
        return cut(pages, "there was time for %d pages only".formatted(pages));
      }
      var answer = page(ask, target);
      if (!(answer instanceof Answer.Read(Reading more, long length))) {
        return cut(pages, answer instanceof Answer.Failed failed ? failed.why() : "cancelled");
      }
      pages++;
      if (more.postings().stream().allMatch(one -> postings.containsKey(one.externalId()))) {
        // Also a server that knows no pages, and answers with the first one for ever.
        return more.items() == 0 || pages > 2 || total == null
            ? pages
            : cut(pages, "the next page shows the postings of the first one again");
      }
      if (!holding.more(more.postings())) {
        return cut(pages, "more pages do not fit into memory beside other boards'");
      }
      add(more, length);
      shown += more.items();
      reading = more;
    }
    return pages;
  }

  /** Asks for the page after {@code reading}; null: there is none. */
  private @Nullable Ask next(Reading reading, long count) {
    var paging = reading.paging();
    var token = reading.token();
    if (paging.next() != null) {
      var address = reading.next();
      return address == null ? null : new Ask(address, null, target.headers(), null, null);
    }
    if (paging.token() != null && token == null) {
      return null;
    }
    var address = paging.page(target.url(), count);
    var body = target.body(count, token);
    // Where nothing counts, it would be the first page again.
    return body == null && token == null && address.equals(target.url())
        ? null
        : new Ask(address, body, target.headers(), null, null);
  }

  private int cut(int pages, String why) {
    whole = false;
    notes.add("read %d pages, and not to the end: %s".formatted(pages, why));
    return pages;
  }

  private boolean isLate(Duration most) {
    return System.nanoTime() - begun > most.toNanos();
  }

  private void readOwnPages() throws InterruptedException {
    var own = target.recipe().own();
    if (own == null || ownPages.isEmpty() || cancelled) {
      return;
    }
    for (var id : known.among(target.id(), List.copyOf(ownPages.keySet()))) {
      ownPages.remove(id);
    }
    int failures = 0;
    int read = 0;
    int unreadable = 0;
    var firstUnreadable = "";
    for (var entry : new LinkedHashMap<>(ownPages).entrySet()) {
      if (failures >= FAILURES || read++ >= MOST_OWN_PAGES || isLate(OWN_PAGES) || cancelled) {
        break;
      }
      var id = entry.getKey();
      var page = target.at(entry.getValue()).reading(own.recipe(), target.names().with("id", id));
      switch (page(new Ask(page.url(), page.body(0, null), page.headers(), null, null), page)) {
        case Answer.Read(Reading reading, long length) -> {
          failures = 0;
          bytes += length;
          learned(id, reading.postings().isEmpty() ? null : reading.postings().getFirst());
        }
        case Answer.Failed failed -> {
          if (failed.forGood()) {
            learned(id, null);
          } else {
            failures++;
          }
          if (unreadable++ == 0) {
            firstUnreadable = failed.why();
          }
        }
        case Answer.Cancelled _ -> cancelled = true;
      }
    }
    if (unreadable > 0) {
      notes.add(
          "own pages of %d postings could not be read, the first: %s"
              .formatted(unreadable, firstUnreadable));
    }
  }

  /** What the list has stays: it is what the next visits compare with. */
  private void learned(String id, @Nullable FoundPosting own) {
    var listed = postings.get(id);
    ownPages.remove(id);
    if (listed == null) {
      return;
    }
    if (own == null && listed.title().equals(FoundPosting.TITLE_UNREAD)) {
      postings.remove(id);
      skipped++;
      return;
    }
    postings.put(id, own == null ? listed.with(Detail.READ) : listed.completedBy(own));
  }

  /** What came of asking for a page. */
  private sealed interface Answer {
    record Read(Reading reading, long length) implements Answer {}

    /** {@code forGood}: asking again would not help. */
    record Failed(String why, boolean forGood) implements Answer {}

    record Cancelled() implements Answer {}
  }

  private Answer page(Ask ask, Target page) throws InterruptedException {
    return fetcher.fetch(
        ask,
        fetched ->
            switch (fetched) {
              case Fetched.Document document ->
                  switch (reader.read(page, document)) {
                    case DocumentReader.Result.Readable readable ->
                        new Answer.Read(readable.reading(), document.body().length);
                    case DocumentReader.Result.Unreadable unreadable ->
                        new Answer.Failed(
                            BoardVisitor.shown(document.finalUrl()) + " " + unreadable.why(), true);
                  };
              case Fetched.Refused refused ->
                  new Answer.Failed(refused.message(), isForGood(refused.status()));
              case Fetched.NotModified _ -> new Answer.Failed("answered 304 to no question", false);
              case Fetched.Cancelled _ -> {
                cancelled = true;
                yield new Answer.Cancelled();
              }
            });
  }

  private static boolean isForGood(@Nullable Integer status) {
    return status != null && status >= 400 && status < 500 && status != 429 && status != 408;
  }
}
