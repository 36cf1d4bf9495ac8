package io.earlybrd.scene;

import io.earlybrd.platform.BackupSettings;
import io.earlybrd.platform.Config;
import java.util.List;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/** A scene's configuration with something else in it. */
public final class Configs {
  private Configs() {}

  /** Of an operator whose backups are sealed by this key; null: they are not. */
  public static Config sealedBy(Config of, @Nullable SecretKey key) {
    return with(of, new BackupSettings(null, null, null, "", null, key, null, null));
  }

  /** With its backups elsewhere. */
  public static Config with(Config of, BackupSettings backup) {
    return with(of, of.datasource(), of.secret(), backup);
  }

  public static Config onDatabase(Config of, Config.Datasource database) {
    return of.on(database);
  }

  public static Config withSecret(Config of, String secret) {
    return with(of, of.datasource(), List.of(secret), of.backup());
  }

  private static Config with(
      Config of,
      Config.@Nullable Datasource database,
      List<String> secrets,
      BackupSettings backup) {
    return new Config(
        of.home(),
        database,
        of.mail(),
        of.mailFrom(),
        of.inDoubt(),
        of.sending(),
        of.feedback(),
        of.templates(),
        of.baseUrl(),
        secrets,
        of.fetch(),
        of.presets(),
        backup,
        of.logFormat());
  }
}
