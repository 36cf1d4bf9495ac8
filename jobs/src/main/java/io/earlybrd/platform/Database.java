package io.earlybrd.platform;

import io.earlybrd.platform.pg.EmbeddedPostgres;
import io.earlybrd.platform.pg.Schema;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The database that a command works on: the external one that is configured, or the embedded one,
 * which is started where it does not run, and migrated by itself.
 */
public final class Database implements AutoCloseable {
  private final Config.Datasource datasource;
  private final @Nullable EmbeddedPostgres embedded;

  private Database(Config.Datasource datasource, @Nullable EmbeddedPostgres embedded) {
    this.datasource = datasource;
    this.embedded = embedded;
  }

  /**
   * @param progress told what takes time: a first start takes seconds
   */
  public static Database open(Config config, Consumer<String> progress) {
    if (config.datasource() != null) {
      return new Database(config.datasource(), null);
    }
    var embedded = EmbeddedPostgres.open(config.home(), progress);
    var own = embedded.datasource();
    try {
      Schema.migrate(own.url(), own.username(), own.password(), progress);
    } catch (RuntimeException e) {
      embedded.close();
      throw e;
    }
    return new Database(own, embedded);
  }

  public Config.Datasource datasource() {
    return datasource;
  }

  public boolean isEmbedded() {
    return embedded != null;
  }

  /** Lets go of the embedded server, which stops when nobody uses it any more. */
  @Override
  public void close() {
    if (embedded != null) {
      embedded.close();
    }
  }
}
