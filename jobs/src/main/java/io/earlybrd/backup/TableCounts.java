package io.earlybrd.backup;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How many rows each table of our schema has, as one snapshot sees it. */
final class TableCounts {
  /** What marks a scratch database is no table of ours. */
  private static final String TABLES =
      """
      SELECT c.relname, quote_ident(c.relname)
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'public'
        AND c.relkind IN ('r', 'p')
        AND NOT c.relispartition
        AND c.relname <> '%s'
      ORDER BY c.relname
      """
          .formatted(Scratch.MARKER);

  private TableCounts() {}

  static Map<String, Long> of(Connection connection) throws SQLException {
    var tables = new TreeMap<String, String>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(TABLES)) {
      while (rows.next()) {
        tables.put(rows.getString(1), rows.getString(2));
      }
    }
    var counts = new TreeMap<String, Long>();
    if (tables.isEmpty()) {
      return counts;
    }
    // One statement: outside a transaction it is what makes it one snapshot.
    var sql =
        tables.values().stream()
            .map(table -> "(SELECT count(*) FROM public." + table + ")")
            .collect(Collectors.joining(", ", "SELECT ", ""));
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      int column = 0;
      for (var table : tables.keySet()) {
        counts.put(table, row.getLong(++column));
      }
    }
    return counts;
  }
}
