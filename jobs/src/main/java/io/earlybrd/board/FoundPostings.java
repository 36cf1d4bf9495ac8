package io.earlybrd.board;

import io.earlybrd.posting.FoundPosting;
import io.earlybrd.posting.Sha256;
import io.earlybrd.posting.TrackingParameters;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes postings of what a document holds: cleaned, told apart, each once. */
final class FoundPostings {
  /** PostgreSQL's index rows end at 2,704 bytes: four bytes a character, and the board's id. */
  private static final int ID_LENGTH = 500;

  private static final int TITLE_WORDS = 80;

  /** Of one document. The largest boards that are known show 5,000. */
  static final int MOST = 20_000;

  private final Board board;
  private final URI page;
  private final List<String> notes;
  private final List<Draft> drafts = new ArrayList<>();
  private int skipped;
  private int undated;
  private @Nullable String firstUndated;

  /** A posting before it is told apart from the others. */
  private record Draft(@Nullable String id, @Nullable String ownLink, FoundPosting posting) {}

  private FoundPostings(Board board, URI page, List<String> notes) {
    this.board = board;
    this.page = page;
    this.notes = new ArrayList<>(notes);
  }

  /** All postings of a document found at {@code page}. */
  static Reading of(Board board, URI page, List<RawPosting> raw, List<String> notes) {
    var found = new FoundPostings(board, page, notes);
    raw.forEach(found::add);
    found.noteWhatFoundNothing(raw);
    var postings = found.merged();
    return new Reading(postings, found.skipped, List.copyOf(found.notes));
  }

  /**
   * Before anything is made of them.
   *
   * @throws UnreadableBoard when nobody can have meant that many
   */
  static void requireFew(int count, Board board) throws UnreadableBoard {
    if (count > MOST) {
      throw new UnreadableBoard(
          "has %,d postings%s, more than %,d: is posting too broad?"
              .formatted(
                  count,
                  board.posting() == null ? "" : " “" + OneLine.of(board.posting(), 100) + "”",
                  MOST));
    }
  }

  private void add(RawPosting raw) {
    var description = raw.description();
    var title = raw.line(Field.TITLE);
    if (title == null) {
      title = firstWords(description);
    }
    if (title == null) {
      skipped++;
      return;
    }
    var link = raw.link();
    var own = link == null || leadsToBoard(link) ? null : TrackingParameters.removedFrom(link);
    var posting =
        new FoundPosting(
            "",
            link == null ? board.url().toString() : link,
            title,
            raw.line(Field.COMPANY),
            raw.line(Field.LOCATION),
            remote(raw.line(Field.REMOTE)),
            raw.line(Field.PAY),
            raw.line(Field.DEPARTMENT),
            description,
            postedAt(raw.values().get(Field.POSTED_AT)));
    drafts.add(new Draft(raw.id(), own, posting));
  }

  private boolean leadsToBoard(String link) {
    return Links.leadsTo(link, page) || Links.leadsTo(link, board.url());
  }

  private static @Nullable String firstWords(@Nullable String description) {
    if (description == null) {
      return null;
    }
    var line = description.lines().findFirst().orElse(description);
    if (line.length() <= TITLE_WORDS) {
      return line;
    }
    int end = line.lastIndexOf(' ', TITLE_WORDS);
    if (end < TITLE_WORDS / 2) {
      end = line.offsetByCodePoints(0, line.codePointCount(0, TITLE_WORDS) - 1);
    }
    return line.substring(0, end) + "…";
  }

  private static @Nullable Boolean remote(@Nullable String text) {
    if (text == null) {
      return null;
    }
    var value = text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    return switch (value) {
      case "true", "yes", "y", "1", "anywhere", "worldwide", "telecommute" -> true;
      case "false", "no", "n", "0", "on site", "onsite", "in office", "office" -> false;
      default ->
          value.matches("(no|not|non) .*remote.*")
              ? Boolean.FALSE
              : value.contains("hybrid") || !value.contains("remote") ? null : Boolean.TRUE;
    };
  }

  private @Nullable Instant postedAt(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    var date = PostingDate.parse(text);
    if (date == null && undated++ == 0) {
      firstUndated = OneLine.of(text, 40);
    }
    return date;
  }

  /** Each posting once, in the document's order; its places gathered. */
  private List<FoundPosting> merged() {
    var shared = sharedLinks();
    var byId = new LinkedHashMap<String, FoundPosting>();
    var twice = new HashSet<String>();
    for (var draft : drafts) {
      var id = externalId(draft, shared);
      var first = byId.get(id);
      if (first != null && !first.title().equals(draft.posting().title())) {
        twice.add(id);
      }
      byId.put(id, first == null ? withId(draft.posting(), id) : merged(first, draft.posting()));
    }
    if (!shared.isEmpty()) {
      notes.add(
          "postings share the link “%s”: they are told apart by title, company and location"
              .formatted(OneLine.of(shared.iterator().next(), 200)));
    }
    if (!twice.isEmpty()) {
      notes.add(
          "the id “%s” stands for different titles, and became one posting: is fields.id right?"
              .formatted(OneLine.of(twice.iterator().next(), 80)));
    }
    if (undated > 0) {
      notes.add(
          "posted_at of %d of %d postings is no date that is known, the first: “%s”"
              .formatted(undated, drafts.size(), firstUndated));
    }
    return List.copyOf(byId.values());
  }

  /** A link on postings of different titles, such as one to a form, is none of theirs. */
  private Set<String> sharedLinks() {
    var titles = new HashMap<String, String>();
    var shared = new HashSet<String>();
    for (var draft : drafts) {
      if (draft.id() == null && draft.ownLink() != null) {
        var title = draft.posting().title();
        var other = titles.putIfAbsent(draft.ownLink(), title);
        if (other != null && !other.equals(title)) {
          shared.add(draft.ownLink());
        }
      }
    }
    return shared;
  }

  private static String externalId(Draft draft, Set<String> shared) {
    var id = draft.id();
    if (id == null && draft.ownLink() != null && !shared.contains(draft.ownLink())) {
      id = draft.ownLink();
    }
    if (id == null) {
      var posting = draft.posting();
      return Sha256.of(posting.title(), posting.company(), posting.location());
    }
    return id.length() > ID_LENGTH ? Sha256.of(id) : id;
  }

  private static FoundPosting withId(FoundPosting posting, String id) {
    return new FoundPosting(
        id,
        posting.url(),
        posting.title(),
        posting.company(),
        posting.location(),
        posting.remote(),
        posting.pay(),
        posting.payRange(),
        posting.department(),
        posting.description(),
        posting.postedAt(),
        posting.detail());
  }

  private static FoundPosting merged(FoundPosting first, FoundPosting again) {
    return new FoundPosting(
        first.externalId(),
        first.url(),
        first.title(),
        first.company(),
        Places.joined(first.location(), again.location()),
        first.remote(),
        first.pay(),
        first.payRange(),
        first.department(),
        first.description(),
        first.postedAt(),
        first.detail());
  }

  private void noteWhatFoundNothing(List<RawPosting> raw) {
    if (raw.isEmpty()) {
      return;
    }
    for (Map.Entry<String, String> entry : board.fields().entrySet()) {
      var field = Field.named(entry.getKey());
      if (field != null && raw.stream().noneMatch(posting -> posting.has(field))) {
        notes.add(
            "fields.%s “%s” found nothing in any of %d postings"
                .formatted(entry.getKey(), entry.getValue(), raw.size()));
      }
    }
  }
}
