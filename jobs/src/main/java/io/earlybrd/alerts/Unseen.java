package io.earlybrd.alerts;

import io.earlybrd.posting.LinkedPostings;
import java.net.URI;
import java.net.URISyntaxException;
import java.sql.Timestamp;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What to say of a link that no board has shown. */
final class Unseen {
  private final JdbcClient jdbc;
  private final LinkedPostings links;

  Unseen(JdbcClient jdbc, LinkedPostings links) {
    this.jdbc = jdbc;
    this.links = links;
  }

  private record Board(
      String id,
      String url,
      boolean enabled,
      String state,
      @Nullable String error,
      @Nullable Timestamp visited,
      @Nullable Timestamp read,
      @Nullable Timestamp removed) {

    String line() {
      if (removed != null) {
        return "Board %s was removed at %s".formatted(id, at(removed));
      }
      if (!enabled) {
        return "Board %s is not enabled".formatted(id);
      }
      return visited == null
          ? "Board %s was never visited".formatted(id)
          : "Board %s was visited last at %s and is %s".formatted(id, at(visited), health());
    }

    private String health() {
      if (state.equals("ok") || state.equals("new")) {
        return "well";
      }
      return state
          + (error == null ? "" : " (" + error + ")")
          + (read == null ? "; it could never be read" : "; it could be read at " + at(read));
    }
  }

  /** Which boards should have shown it, and when they were read. */
  String hint(String link) {
    var address = address(link);
    if (address == null) {
      return "“%s” is no link of a posting: it begins with https:// or http://.".formatted(link);
    }
    var host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
    var linking = links.boardsLinkingTo(address.getScheme() + "://" + address.getRawAuthority());
    var boards =
        boards().stream()
            .filter(board -> linking.contains(board.id()) || host.equals(host(board.url())))
            .limit(3)
            .toList();
    return boards.isEmpty()
        ? "No board has shown it, and none is known on %s. See: ./earlybrd boards add URL"
            .formatted(host)
        : boards.stream()
            .map(Board::line)
            .collect(Collectors.joining("; ", "No board has shown it. ", "."));
  }

  private List<Board> boards() {
    return jdbc.sql(
            """
            SELECT id, url, last_visit_at, last_success_at, state, last_error, removed_at, enabled
            FROM board
            ORDER BY id
            """)
        .query(
            (row, n) ->
                new Board(
                    row.getString("id"),
                    row.getString("url"),
                    row.getBoolean("enabled"),
                    row.getString("state"),
                    row.getString("last_error"),
                    row.getTimestamp("last_visit_at"),
                    row.getTimestamp("last_success_at"),
                    row.getTimestamp("removed_at")))
        .list();
  }

  private static String at(Timestamp time) {
    return time.toInstant().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static @Nullable URI address(String link) {
    try {
      var address = new URI(link.strip());
      return address.getHost() == null || address.getScheme() == null ? null : address;
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private static @Nullable String host(String url) {
    var address = address(url);
    return address == null ? null : address.getHost().toLowerCase(Locale.ROOT);
  }
}
