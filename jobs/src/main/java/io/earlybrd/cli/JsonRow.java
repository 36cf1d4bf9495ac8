package io.earlybrd.cli;

import java.io.StringWriter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * One row of a result as one JSON object on a line: the columns' labels are the names, times are
 * RFC 3339 UTC, columns of type json stand as they are. An infinite time is null.
 */
final class JsonRow {
  private static final JsonFactory JSON = new JsonFactory();

  private JsonRow() {}

  /** A list of texts that is made of a row. */
  interface Texts {
    List<String> of(ResultSet row) throws SQLException;
  }

  static String of(ResultSet row) throws SQLException {
    return of(row, Map.of());
  }

  /**
   * @param made by label: what stands in place of the column's own value
   */
  static String of(ResultSet row, Map<String, Texts> made) throws SQLException {
    var text = new StringWriter();
    var columns = row.getMetaData();
    try (var json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        var label = columns.getColumnLabel(i);
        json.writeName(label);
        var texts = made.get(label);
        if (texts == null) {
          write(json, row, i, columns.getColumnType(i), columns.getColumnTypeName(i));
        } else {
          var all = texts.of(row).toArray(String[]::new);
          json.writeArray(all, 0, all.length);
        }
      }
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, ResultSet row, int i, int type, String typeName)
      throws SQLException {
    if (row.getObject(i) == null) {
      json.writeNull();
      return;
    }
    switch (typeName) {
      case "json", "jsonb" -> json.writeRawValue(row.getString(i));
      case "timestamptz" -> string(json, instant(row.getTimestamp(i)));
      case "timestamp" ->
          string(
              json,
              row.getObject(i, java.time.LocalDateTime.class).toInstant(ZoneOffset.UTC).toString());
      case "bool" -> json.writeBoolean(row.getBoolean(i));
      case "numeric" -> json.writeNumber(row.getBigDecimal(i));
      default -> {
        if (type == Types.BIGINT || type == Types.INTEGER || type == Types.SMALLINT) {
          json.writeNumber(row.getLong(i));
        } else {
          json.writeString(row.getString(i));
        }
      }
    }
  }

  private static void string(JsonGenerator json, @Nullable String value) {
    if (value == null) {
      json.writeNull();
    } else {
      json.writeString(value);
    }
  }

  /** Null for an infinite time, which pgjdbc gives as the ends of its range. */
  static @Nullable String instant(Timestamp timestamp) {
    long year = timestamp.toInstant().atOffset(ZoneOffset.UTC).getYear();
    return year > 99_999 || year < -99_999 ? null : timestamp.toInstant().toString();
  }
}
