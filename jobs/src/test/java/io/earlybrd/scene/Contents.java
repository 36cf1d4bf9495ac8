package io.earlybrd.scene;

import io.earlybrd.platform.Config;
import io.earlybrd.platform.pg.Identity;
import io.earlybrd.platform.pg.TestDatabases;
import java.sql.SQLException;

/** What is in a database that is no scene's. */
public final class Contents {
  private Contents() {}

  /** Names of all that somebody made there; empty where it is empty. */
  public static String of(Config.Datasource database) {
    return ask(
        database,
        """
        SELECT concat_ws(',',
          (SELECT string_agg(relname, ',') FROM pg_class WHERE relnamespace = 'public'::regnamespace),
          (SELECT string_agg(proname, ',') FROM pg_proc WHERE pronamespace = 'public'::regnamespace),
          (SELECT string_agg(cfgname, ',') FROM pg_ts_config WHERE cfgnamespace = 'public'::regnamespace),
          (SELECT string_agg(dictname, ',') FROM pg_ts_dict WHERE dictnamespace = 'public'::regnamespace),
          (SELECT string_agg(typname, ',') FROM pg_type WHERE typnamespace = 'public'::regnamespace
            AND typrelid = 0 AND typelem = 0))
        """);
  }

  /** Which database it is. */
  public static String identity(Config.Datasource database) {
    return ask(database, "SELECT " + Identity.SQL);
  }

  private static String ask(Config.Datasource database, String sql) {
    try (var connection = TestDatabases.connect(database);
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public static void execute(Config.Datasource database, String sql) {
    try (var connection = TestDatabases.connect(database);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
