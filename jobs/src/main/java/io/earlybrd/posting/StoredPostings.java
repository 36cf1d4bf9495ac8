package io.earlybrd.posting;

import io.earlybrd.posting.Comparison.Known;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Compares what boards show with what is stored of them, any number of boards by two statements.
 * The boards' rows are locked by the caller.
 */
public final class StoredPostings {
  private static final int SLICE = 5_000;

  private static final String COLUMNS =
      "p.board, p.external_id, p.id, p.appearance, p.content_hash, p.closed_at, p.missed_at,"
          + " p.held, p.detail_pending";

  private final JdbcClient jdbc;

  public StoredPostings(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What a visit showed.
   *
   * @param postings distinct by external id
   * @param first whether nothing can be stored of the board: it was never read
   */
  public record Shown(String board, List<FoundPosting> postings, boolean first) {}

  private record Id(String board, String externalId) {}

  /** One comparison for each of {@code shown}, in their order. */
  public List<Comparison> compare(List<Shown> shown, Instant slot) {
    var open = open(shown.stream().filter(one -> !one.first()).map(Shown::board).toList());
    var closed = closed(notOpen(shown, open));
    return shown.stream()
        .map(
            one ->
                Comparison.of(
                    one.board(),
                    one.postings(),
                    open.getOrDefault(one.board(), Map.of()),
                    closed.getOrDefault(one.board(), Map.of()),
                    slot))
        .toList();
  }

  private static List<Id> notOpen(List<Shown> shown, Map<String, Map<String, Known>> open) {
    var ids = new ArrayList<Id>();
    for (var one : shown) {
      if (!one.first()) {
        var known = open.getOrDefault(one.board(), Map.of());
        one.postings().stream()
            .map(FoundPosting::externalId)
            .filter(id -> !known.containsKey(id))
            .forEach(id -> ids.add(new Id(one.board(), id)));
      }
    }
    return ids;
  }

  private Map<String, Map<String, Known>> open(List<String> boards) {
    var rows = new HashMap<String, Map<String, Known>>();
    if (!boards.isEmpty()) {
      jdbc.sql(
              """
              SELECT %s
              FROM posting p
              WHERE p.board = ANY (:boards)
                AND p.closed_at IS NULL
              """
                  .formatted(COLUMNS))
          .param("boards", boards.toArray(String[]::new))
          .query((RowCallbackHandler) row -> put(rows, row));
    }
    return rows;
  }

  private Map<String, Map<String, Known>> closed(List<Id> ids) {
    var rows = new HashMap<String, Map<String, Known>>();
    for (int from = 0; from < ids.size(); from += SLICE) {
      var slice = ids.subList(from, Math.min(ids.size(), from + SLICE));
      jdbc.sql(
              """
              SELECT DISTINCT ON (p.board, p.external_id) %s
              FROM unnest(:boards, :external_ids) AS d (board, external_id)
              JOIN posting p ON p.board = d.board AND p.external_id = d.external_id
              ORDER BY p.board, p.external_id, p.appearance DESC
              """
                  .formatted(COLUMNS))
          .param("boards", slice.stream().map(Id::board).toArray(String[]::new))
          .param("external_ids", slice.stream().map(Id::externalId).toArray(String[]::new))
          .query((RowCallbackHandler) row -> put(rows, row));
    }
    return rows;
  }

  private static void put(Map<String, Map<String, Known>> rows, ResultSet row) throws SQLException {
    rows.computeIfAbsent(row.getString(1), board -> new HashMap<>())
        .put(
            row.getString(2),
            new Known(
                row.getLong(3),
                row.getInt(4),
                row.getString(5),
                instant(row.getTimestamp(6)),
                instant(row.getTimestamp(7)),
                row.getBoolean(8),
                row.getBoolean(9)));
  }

  static @Nullable Instant instant(@Nullable Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }
}
