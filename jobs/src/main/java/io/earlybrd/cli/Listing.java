package io.earlybrd.cli;

import java.io.PrintWriter;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Prints the rows of a query: JSON Lines as they come, or a table for a person. */
final class Listing {
  private static final int WIDEST = 48;

  private final PrintWriter out;
  private final boolean json;

  Listing(PrintWriter out, boolean json) {
    this.out = out;
    this.json = json;
  }

  /**
   * @param shown labels of the columns that the table shows; JSON has them all
   * @return how many rows
   */
  int print(JdbcClient jdbc, String sql, Map<String, ?> parameters, List<String> shown) {
    return print(jdbc, sql, parameters, shown, Map.of());
  }

  /**
   * @param made by label: what JSON has in place of the column's own value
   */
  int print(
      JdbcClient jdbc,
      String sql,
      Map<String, ?> parameters,
      List<String> shown,
      Map<String, JsonRow.Texts> made) {
    var table = new ArrayList<String[]>();
    var count = new int[1];
    jdbc.sql(sql)
        .params(parameters)
        .query(
            (ResultSet row) -> {
              count[0]++;
              if (json) {
                out.println(JsonRow.of(row, made));
              } else {
                table.add(cells(row, shown));
              }
            });
    if (!json) {
      printTable(shown, table);
    }
    return count[0];
  }

  private static String[] cells(ResultSet row, List<String> shown) throws SQLException {
    var cells = new String[shown.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = cell(row, row.findColumn(shown.get(i)));
    }
    return cells;
  }

  private static String cell(ResultSet row, int column) throws SQLException {
    ResultSetMetaData columns = row.getMetaData();
    if (row.getObject(column) == null) {
      return "-";
    }
    var text =
        switch (columns.getColumnTypeName(column)) {
          case "timestamptz" -> String.valueOf(JsonRow.instant(row.getTimestamp(column)));
          case "bool" -> row.getBoolean(column) ? "yes" : "no";
          case "timestamp" -> row.getObject(column, java.time.LocalDateTime.class) + "Z";
          default -> row.getString(column);
        };
    var line = text.replaceAll("\\.\\d+Z$", "Z").replaceAll("\\s+", " ");
    return line.length() > WIDEST ? line.substring(0, WIDEST - 1) + "…" : line;
  }

  private void printTable(List<String> shown, List<String[]> rows) {
    var widths = shown.stream().mapToInt(String::length).toArray();
    rows.forEach(
        row -> {
          for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], row[i].length());
          }
        });
    printRow(shown.stream().map(name -> name.replace('_', ' ')).toArray(String[]::new), widths);
    rows.forEach(row -> printRow(row, widths));
  }

  private void printRow(String[] cells, int[] widths) {
    var line = new StringBuilder();
    for (int i = 0; i < cells.length; i++) {
      line.append(cells[i]).repeat(" ", widths[i] - cells[i].length() + 2);
    }
    out.println(line.toString().stripTrailing());
  }
}
