package io.earlybrd.board;

import io.earlybrd.platform.UserError;
import io.earlybrd.platform.http.Ask;
import io.earlybrd.platform.http.Fetched;
import io.earlybrd.platform.http.Fetcher;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds out by looking how the board at an address is read: best first, a vendor that is known by
 * the address, by what a page embeds, or by the shape of the answer; a feed; JSON-LD; a list in
 * JSON; and where there is nothing else the repeated structure of the page. A way counts when it
 * reads postings. Not thread-safe.
 */
public final class BoardFinder {
  /** Own pages are read of so many postings only: it is a look, not a visit. */
  private static final int LOOKED_INTO = 5;

  private static final int TRIES = 12;

  private final Fetcher fetcher;
  private final Presets presets;
  private final BoardVisitor visitor;
  private final List<String> tried = new ArrayList<>();

  public BoardFinder(Fetcher fetcher, Presets presets, Clock clock) {
    this.fetcher = fetcher;
    this.presets = presets;
    this.visitor =
        new BoardVisitor(
            fetcher,
            presets,
            (board, ids) ->
                java.util.Set.copyOf(
                    List.copyOf(ids).subList(Math.min(LOOKED_INTO, ids.size()), ids.size())),
            clock);
  }

  /**
   * The address that somebody wrote; without a scheme it is https.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  public static URI address(String written) {
    var text = written.strip();
    return Links.boardUrl(text.contains("://") ? text : "https://" + text);
  }

  /** What is read at {@code url}, http or https. */
  public Finding find(URI url, Finding.Wishes wishes) throws InterruptedException {
    tried.clear();
    var best = best(Clues.bySlug(presets, url, "the address"), wishes, url);
    if (best != null) {
      return best;
    }
    var look = fetcher.fetch(Ask.get(url), BoardFinder::look);
    return switch (look) {
      case Look.None(String why) -> new Finding.Nothing(why, List.copyOf(tried));
      case Look.Cancelled _ -> new Finding.Cancelled();
      case Look.Seen seen -> {
        var candidates = new Clues(presets, seen.text(), seen.url()).candidates();
        var found = best(candidates, wishes, url);
        yield found != null ? found : nothing(seen.url());
      }
    };
  }

  private Finding nothing(URI url) {
    return new Finding.Nothing(
        "%s shows nothing that looks like postings: no vendor that is known, no feed, no JSON-LD, no list"
            .formatted(BoardVisitor.shown(url)),
        List.copyOf(tried));
  }

  /** The document at the address, copied out of the fetch's room. */
  private sealed interface Look {
    record Seen(String text, URI url) implements Look {}

    record None(String why) implements Look {}

    record Cancelled() implements Look {}
  }

  private static Look look(Fetched fetched) {
    return switch (fetched) {
      case Fetched.Document document -> {
        try {
          yield new Look.Seen(
              BoardReader.text(
                  new BoardReader.Source(
                      document.body(), document.contentType(), document.finalUrl())),
              document.finalUrl());
        } catch (UnreadableBoard e) {
          yield new Look.None(BoardVisitor.shown(document.finalUrl()) + " " + e.getMessage());
        }
      }
      case Fetched.Refused refused -> new Look.None(refused.message());
      case Fetched.NotModified _ -> new Look.None("answered 304 to no question");
      case Fetched.Cancelled _ -> new Look.Cancelled();
    };
  }

  /** The first way that reads postings; null: none does. */
  private @Nullable Finding best(List<Candidate> candidates, Finding.Wishes wishes, URI url)
      throws InterruptedException {
    int tries = 0;
    for (var candidate : candidates) {
      if (tries++ >= TRIES) {
        return null;
      }
      var yaml = yaml(candidate, wishes, url);
      Board board;
      try {
        board = BoardsYaml.parse("boards.yaml", yaml, presets).getFirst();
      } catch (UserError e) {
        tried.add(candidate.how() + ": " + e.getMessage());
        continue;
      }
      switch (visitor.visit(board, Validators.NONE)) {
        case Visit.Found found when !found.postings().isEmpty() -> {
          return new Finding.Found(board, yaml, candidate.how(), found);
        }
        case Visit.Found found ->
            tried.add(
                candidate.how()
                    + ": no postings"
                    + found.notes().stream().findFirst().map(note -> ", " + note).orElse(""));
        case Visit.Failed failed -> tried.add(candidate.how() + ": " + failed.error());
        case Visit.Cancelled _ -> {
          return new Finding.Cancelled();
        }
        case Visit.Unchanged _ -> tried.add(candidate.how() + ": unchanged");
      }
    }
    return null;
  }

  private static String yaml(Candidate candidate, Finding.Wishes wishes, URI url) {
    var id = wishes.id() != null ? wishes.id() : id(candidate, url);
    return candidate.yaml(
        id, wishes.name() != null ? wishes.name() : candidate.name(), wishes.every());
  }

  /** Of the slug, or of the address: the host without what all hosts have, and the path's end. */
  static String id(Candidate candidate, URI url) {
    var slug = candidate.entry().get("slug");
    var path = url.getPath() == null ? "" : url.getPath().replaceAll("\\.\\w{1,5}$", "");
    var text =
        slug != null
            ? slug + "-" + candidate.entry().get("preset")
            : String.valueOf(url.getAuthority())
                    .replaceFirst("^(?:www|jobs|careers|boards|api)\\.", "")
                + "-"
                + path;
    var id = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    if (id.length() > 60) {
      id = id.substring(0, 60).replaceAll("-+$", "");
    }
    return id.isEmpty() ? "board" : id;
  }
}
