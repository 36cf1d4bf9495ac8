package io.earlybrd.board;

import io.earlybrd.board.Recipe.OwnPage;
import io.earlybrd.posting.FoundPosting;
import io.earlybrd.posting.FoundPosting.Detail;
import io.earlybrd.posting.PayRange;
import io.earlybrd.posting.Sha256;
import io.earlybrd.posting.ShownPay;
import io.earlybrd.posting.TrackingParameters;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
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

  private final URI board;
  private final URI page;
  private final Instant now;
  private final @Nullable OwnPage own;
  private final List<String> notes;
  private final List<Draft> drafts = new ArrayList<>();
  private int skipped;
  private int undated;
  private @Nullable String firstUndated;

  /** What came of a document's postings. */
  record Found(
      List<FoundPosting> postings, int skipped, List<String> notes, Map<String, URI> ownPages) {}

  /** A posting before it is told apart from the others. */
  private record Draft(
      @Nullable String id, @Nullable String ownLink, FoundPosting posting, @Nullable String page) {}

  /**
   * @param board its address, where postings without a link lead to
   * @param page where the document was found
   * @param now dates are not later
   * @param own whether postings may have pages of their own; of what they lack when they do
   */
  FoundPostings(URI board, URI page, Instant now, @Nullable OwnPage own, List<String> notes) {
    this.board = board;
    this.page = page;
    this.now = now;
    this.own = own;
    this.notes = new ArrayList<>(notes);
  }

  /** All postings of a document. */
  Found of(List<RawPosting> raw) {
    raw.forEach(this::add);
    var pages = new LinkedHashMap<String, URI>();
    var postings = merged(pages);
    return new Found(postings, skipped, notes, pages);
  }

  /**
   * Before anything is made of them.
   *
   * @param where how they were found; null: the format has no choice
   * @throws UnreadableBoard when nobody can have meant that many
   */
  static void requireFew(int count, @Nullable String where) throws UnreadableBoard {
    if (count > MOST) {
      throw new UnreadableBoard(
          "has %,d postings%s, more than %,d: is posting too broad?"
              .formatted(count, where == null ? "" : " “" + OneLine.of(where, 100) + "”", MOST));
    }
  }

  private void add(RawPosting raw) {
    var description = raw.description();
    var link = raw.link();
    var ownPage = own == null ? null : own.url() != null ? raw.ownPage() : link;
    var title = raw.line(Field.TITLE);
    if (title == null) {
      title = firstWords(description);
    }
    if (title == null && ownPage != null) {
      title = FoundPosting.TITLE_UNREAD;
    }
    if (title == null) {
      skipped++;
      return;
    }
    var own = link == null || leadsToBoard(link) ? null : TrackingParameters.removedFrom(link);
    var company = raw.line(Field.COMPANY);
    var location = Places.trimmed(raw.line(Field.LOCATION));
    var pay = raw.line(Field.PAY);
    var range = range(raw.pay(), pay, title, description);
    var posting =
        new FoundPosting(
            "",
            link == null ? board.toString() : link,
            title,
            company,
            location,
            remote(raw.line(Field.REMOTE), location, title),
            pay == null && raw.pay() != null ? ShownPay.of(raw.pay()) : pay,
            range,
            raw.line(Field.DEPARTMENT),
            description,
            postedAt(raw.values().get(Field.POSTED_AT)),
            lacks(raw, link, title, description) && ownPage != null ? Detail.UNREAD : Detail.NONE);
    drafts.add(new Draft(raw.id(), own, posting, ownPage));
  }

  private boolean lacks(
      RawPosting raw, @Nullable String link, String title, @Nullable String description) {
    return own != null
        && (title.equals(FoundPosting.TITLE_UNREAD)
            || own.lacking().stream()
                .anyMatch(
                    field ->
                        switch (field) {
                          case DESCRIPTION -> description == null;
                          case URL -> link == null;
                          default -> !raw.has(field);
                        }));
  }

  /** As given, else as shown, else as the words say it. */
  private static @Nullable PayRange range(
      @Nullable PayRange given,
      @Nullable String shown,
      String title,
      @Nullable String description) {
    var range = given != null ? given : PayRange.parse(shown);
    if (range == null && shown == null) {
      range = PayRange.inText(title);
      if (range == null && description != null) {
        range = PayRange.inText(description);
      }
    }
    return range;
  }

  private boolean leadsToBoard(String link) {
    return Links.leadsTo(link, page) || Links.leadsTo(link, board);
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

  private static @Nullable Boolean remote(
      @Nullable String said, @Nullable String location, String title) {
    return said == null ? Remote.inLocation(location, title) : Remote.of(said);
  }

  private @Nullable Instant postedAt(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    var date = PostingDate.parse(text, now);
    if (date == null && undated++ == 0) {
      firstUndated = OneLine.of(text, 40);
    }
    return date;
  }

  /** Each posting once, in the document's order; its places gathered. */
  private List<FoundPosting> merged(Map<String, URI> pages) {
    var shared = sharedLinks();
    var byId = new LinkedHashMap<String, FoundPosting>();
    var twice = new HashSet<String>();
    for (var draft : drafts) {
      var id = externalId(draft, shared);
      var first = byId.get(id);
      if (first != null && !first.title().equals(draft.posting().title())) {
        twice.add(id);
      }
      var posting = first == null ? withId(draft.posting(), id) : merged(first, draft.posting());
      byId.put(id, posting);
      if (posting.detail() == Detail.NONE) {
        pages.remove(id);
      } else if (draft.page() != null) {
        pages.putIfAbsent(id, URI.create(draft.page()));
      }
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

  /** What the first does not say, the other may. */
  private static FoundPosting merged(FoundPosting first, FoundPosting again) {
    var both = first.completedBy(again);
    return new FoundPosting(
        both.externalId(),
        both.url(),
        both.title(),
        both.company(),
        Places.joined(first.location(), again.location()),
        both.remote(),
        both.pay(),
        both.payRange(),
        both.department(),
        both.description(),
        both.postedAt(),
        again.detail() == Detail.NONE ? Detail.NONE : first.detail());
  }
}
