package io.earlybrd.board;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where a feed's links are and what they start from. */
final class FeedLinks {
  private static final String BASE = "xml:base";

  private FeedLinks() {}

  /**
   * What links inside {@code element} start from, where those around it start from {@code base}.
   */
  static URI within(FeedElement element, URI base) {
    var written = element.attributes == null ? null : element.attribute(BASE);
    var link = written == null ? null : Links.resolve(base, written);
    return link == null ? base : URI.create(link);
  }

  /** The page that a feed is of. */
  static @Nullable String site(FeedElement head) {
    Choice choice = new Choice();
    for (var child = head.firstChild; child != null; child = child.next) {
      if (child.name.part == FeedPart.LINK) {
        choice.offer(child);
      }
    }
    return choice.best != null && choice.rank <= Choice.PAGE ? choice.address(null) : null;
  }

  /** The best of an entry's links. */
  static final class Choice {
    static final int PAGE = 3;

    private @Nullable FeedElement best;
    private int rank = Integer.MAX_VALUE;

    /** Considers a link; the first of equals wins. */
    void offer(FeedElement link) {
      int offered = rank(link);
      if (offered < rank) {
        rank = offered;
        best = link;
      }
    }

    /** Null when none was offered that leads anywhere. */
    @Nullable String address(@Nullable URI base) {
      var link = best;
      if (link == null) {
        return null;
      }
      var href = link.attributes == null ? null : link.attribute("href");
      var address = href == null || href.isEmpty() ? link.text() : href;
      if (base == null || link.attributes == null || link.attribute(BASE) == null) {
        return address;
      }
      return Links.resolve(within(link, base), address.replace("&amp;", "&"));
    }

    private static int rank(FeedElement link) {
      if (link.name.part == FeedPart.ORIGINAL_LINK) {
        return link.isBlank() ? Integer.MAX_VALUE : 0;
      }
      boolean own = link.name.part != FeedPart.ATOM_LINK;
      if (link.attributes == null) {
        return link.isBlank() ? Integer.MAX_VALUE : own ? 1 : PAGE;
      }
      var href = link.attribute("href");
      if (href == null || href.isEmpty()) {
        return link.isBlank() ? Integer.MAX_VALUE : own ? 1 : PAGE;
      }
      var rel = link.attribute("rel");
      var relation = rel == null ? "" : rel.substring(rel.lastIndexOf('/') + 1);
      return switch (relation.toLowerCase(Locale.ROOT)) {
        case "", "alternate" -> isPage(link) ? own ? 1 : PAGE - 1 : PAGE;
        case "related", "via" -> PAGE + 1;
        case "self" -> PAGE + 2;
        default -> Integer.MAX_VALUE;
      };
    }

    private static boolean isPage(FeedElement link) {
      var type = link.attribute("type");
      return type == null || type.isEmpty() || type.contains("html");
    }
  }
}
