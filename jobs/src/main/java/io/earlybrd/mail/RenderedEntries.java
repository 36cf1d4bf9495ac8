package io.earlybrd.mail;

import io.earlybrd.mail.MailContent.Entry;
import io.earlybrd.mail.QuotedPrintable.Part;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Renders entries, and remembers those that mails showed last: two generations of at most {@value
 * #GENERATION} bytes each, of which the older one goes when the younger is full. Thread-safe; two
 * threads may render the same entry at once, to the same bytes.
 */
final class RenderedEntries {
  private static final int GENERATION = 24 << 20;

  /** Objects of an entry beside its text, roughly: its strings are shared with the ledger's. */
  private static final int OBJECTS = 400;

  /** A hostile board's entry is not worth the place of a hundred others. */
  private static final int LARGEST = 64 << 10;

  private final Templates templates;
  private volatile Generation generation = new Generation(new ConcurrentHashMap<>());

  RenderedEntries(Templates templates) {
    this.templates = templates;
  }

  /** All that an entry's look depends on. */
  private record Key(Entry entry, String age) {}

  private static final class Generation {
    private final Map<Key, RenderedEntry> young = new ConcurrentHashMap<>();
    private final Map<Key, RenderedEntry> old;
    private final AtomicInteger bytes = new AtomicInteger();

    Generation(Map<Key, RenderedEntry> old) {
      this.old = old;
    }
  }

  /** How {@code entry} looks in a mail of {@code date}. */
  RenderedEntry of(Entry entry, Instant date) {
    var key = new Key(entry, Age.of(entry.postedAt(), entry.firstSeenAt(), date));
    var current = generation;
    var known = current.young.get(key);
    if (known == null) {
      known = current.old.get(key);
      var rendered = known == null ? rendered(key) : known;
      keep(current, key, rendered);
      return rendered;
    }
    return known;
  }

  private void keep(Generation current, Key key, RenderedEntry rendered) {
    int bytes = size(key.entry(), rendered);
    if (bytes > LARGEST || current.young.putIfAbsent(key, rendered) != null) {
      return;
    }
    if (current.bytes.addAndGet(bytes) > GENERATION) {
      synchronized (this) {
        if (generation == current) {
          generation = new Generation(current.young);
        }
      }
    }
  }

  private static int size(Entry entry, RenderedEntry rendered) {
    int own = 2 * (length(entry.excerpt()) + rendered.headline().length());
    for (var other : entry.elsewhere()) {
      own += other.board().length() + other.url().length() + length(other.location()) + 100;
    }
    return OBJECTS + own + rendered.html().quoted().length + rendered.text().quoted().length;
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }

  private RenderedEntry rendered(Key key) {
    var view = EntryWords.view(key.entry(), key.age());
    Map<String, Object> variables = Map.of("posting", view);
    return new RenderedEntry(
        key.entry(),
        key.age(),
        Subject.headline(key.entry()),
        Part.of(templates.process("posting.html", variables)),
        Part.of(templates.process("posting.txt", variables)));
  }
}
