package io.earlybrd.scene;

import io.earlybrd.platform.Config;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A scene's database, to look into and to bring to where a test begins. One connection, not for
 * several threads at once.
 */
public final class SceneDatabase implements AutoCloseable {
  private final SingleConnectionDataSource connection;
  private final String identity;

  SceneDatabase(Config.Datasource database) {
    connection = new SingleConnectionDataSource(database.url(), true);
    connection.setUsername(String.valueOf(database.username()));
    connection.setPassword(String.valueOf(database.password()));
    identity = Objects.requireNonNull(value("SELECT value FROM setting WHERE key = 'identity'"));
  }

  public JdbcClient jdbc() {
    return JdbcClient.create(connection);
  }

  public TransactionTemplate transaction() {
    return new TransactionTemplate(new DataSourceTransactionManager(connection));
  }

  public void sql(String statement) {
    jdbc().sql(statement).update();
  }

  /** The one value of a query, as text. */
  public @Nullable String value(String query) {
    return jdbc().sql(query).query((row, n) -> row.getString(1)).optional().orElse(null);
  }

  public long count(String fromWhere) {
    return jdbc().sql("SELECT count(*) FROM " + fromWhere).query(Long.class).single();
  }

  public List<String> column(String query) {
    return jdbc().sql(query).query((row, n) -> String.valueOf(row.getString(1))).list();
  }

  /**
   * From now on the database refuses to do this.
   *
   * @param what as in {@code CREATE TRIGGER … BEFORE}: {@code INSERT ON match}
   * @param condition on {@code NEW} (and {@code OLD})
   */
  public Trigger refuse(String what, String condition) {
    return trigger(what, condition, "RAISE EXCEPTION 'the disk is full'; RETURN NEW;");
  }

  /** From now on the database also does something else when it does this. */
  public Trigger also(String what, String condition, String plpgsql) {
    return trigger(what, condition, plpgsql + " RETURN NEW;");
  }

  private Trigger trigger(String what, String condition, String body) {
    sql(
        """
        CREATE OR REPLACE FUNCTION on_stage() RETURNS trigger LANGUAGE plpgsql
        AS $$ BEGIN %s END $$
        """
            .formatted(body));
    sql(
        """
        CREATE TRIGGER on_stage BEFORE %s
        FOR EACH ROW WHEN (%s) EXECUTE FUNCTION on_stage()
        """
            .formatted(what, condition));
    return () -> sql("DROP FUNCTION on_stage CASCADE");
  }

  /** Until it is closed. */
  public interface Trigger extends AutoCloseable {
    @Override
    void close();
  }

  /** As after {@code migrate}. */
  void empty() {
    sql("DROP FUNCTION IF EXISTS on_stage CASCADE");
    var tables =
        column(
            """
            SELECT quote_ident(tablename)
            FROM pg_tables
            WHERE schemaname = 'public'
              AND tablename NOT LIKE 'databasechangelog%'
              AND tablename <> 'setting'
            """);
    sql("TRUNCATE " + String.join(", ", tables));
    sql("UPDATE setting SET value = 'on' WHERE key = 'sending'");
    // As if a piece of the journal had just been written: the next is not due for three minutes.
    sql("DELETE FROM setting WHERE key IN ('mail_left', 'former_identities')");
    sql(
        "UPDATE setting SET value = clock_timestamp()::text, changed_at = clock_timestamp() WHERE"
            + " key = 'journal_to'");
    jdbc()
        .sql("UPDATE setting SET value = :identity WHERE key = 'identity'")
        .param("identity", identity)
        .update();
  }

  @Override
  public void close() {
    connection.close();
  }
}
