package io.earlybrd.run;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Whether a database is fit for this code, for a process that asks no job's question. */
public final class SchemaVersion {
  private SchemaVersion() {}

  /**
   * @param codeVersion the schema that this code needs
   * @throws io.earlybrd.platform.UserError where the database cannot be reached, is behind, or was
   *     migrated by a newer version
   */
  public static void require(
      String jdbcUrl, @Nullable String user, @Nullable String password, String codeVersion) {
    var sql =
        """
        SELECT
          (SELECT max(id) FROM databasechangelog) AS schema,
          (SELECT value FROM setting WHERE key = 'oldest_code') AS oldest_code
        """;
    try (var connection = DriverManager.getConnection(jdbcUrl, user, password);
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      Question.checkSchema(row.getString("schema"), row.getString("oldest_code"), codeVersion);
    } catch (SQLException e) {
      throw DatabaseErrors.atTheStart(e);
    }
  }
}
