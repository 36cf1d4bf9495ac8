package io.earlybrd.backup;

import static io.earlybrd.scene.SamplePosting.posting;
import static io.earlybrd.scene.Scene.minute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earlybrd.platform.Config;
import io.earlybrd.platform.UserError;
import io.earlybrd.platform.pg.TestDatabases;
import io.earlybrd.scene.Configs;
import io.earlybrd.scene.Contents;
import io.earlybrd.scene.Scene;
import io.earlybrd.storage.S3Server;
import java.util.Arrays;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The server is gone, and what is left lies sealed in a bucket. */
class RestoreFromBucketTest {
  private static final S3Server S3 = new S3Server();
  private static final SecretKey KEY = new SecretKeySpec(new byte[32], "AES");
  private static final SecretKey OTHER =
      new SecretKeySpec(Arrays.copyOf(new byte[] {1}, 32), "AES");
  private static final String ANN = "ann@example.org";
  private static final long MEGABYTES = 10;

  @RegisterExtension static final Scene scene = new Scene();

  private final Config.Datasource target = TestDatabases.empty();

  /** A backup, and a mail after it that the journal tells of. */
  @BeforeEach
  void backUp() {
    S3.empty();
    FaultTable.fill(scene.db().jdbc(), MEGABYTES);
    var board = scene.newsFor(ANN);
    scene.endProcess();
    try (var process = BackupProcess.of(scene, S3.settings(KEY))) {
      assertThat(process.run().status()).isEqualTo("DONE");
      board.adds(posting("2", "Java tester"));
      assertThat(process.runner().run("alerts", minute(10)).status()).isEqualTo("DONE");
      assertThat(scene.mails()).hasSize(1);
      scene
          .db()
          .sql(
              """
              UPDATE setting
              SET changed_at = changed_at - interval '4 minutes',
                  value = (value::timestamptz - interval '10 seconds')::text
              WHERE key = 'journal_to'
              """);
      scene.db().sql("UPDATE mail SET sent_at = sent_at - interval '3 seconds'");
      assertThat(process.runner().run("send", minute(15)).status()).isEqualTo("DONE");
    }
  }

  @AfterEach
  void drop() {
    TestDatabases.drop(target);
  }

  @AfterAll
  static void close() {
    S3.close();
  }

  @Test
  void it_comes_back_over_a_line_that_breaks_off_and_knows_what_left_since() throws Exception {
    S3.line().answer500(1);

    var restored = restore(KEY);

    assertThat(restored.told().pieces()).isNotEmpty();
    assertThat(restored.replayed().mails()).isEqualTo(1);
    var back = JdbcClient.create(source());
    assertThat(back.sql("SELECT count(*) FROM mail_event").query(Long.class).single())
        .isEqualTo(MEGABYTES);
    assertThat(
            back.sql("SELECT value FROM setting WHERE key = 'sending'")
                .query(String.class)
                .single())
        .isEqualTo("off");
  }

  @Test
  void a_line_that_stays_cut_writes_nothing() {
    S3.line().cutAfterDown(1 << 20, 100);

    assertThatThrownBy(() -> restore(KEY)).isInstanceOf(UserError.class);

    S3.line().mend();
    assertThat(Contents.of(target)).isEmpty();
  }

  @Test
  void another_key_is_named_before_anything_is_written() {
    assertThatThrownBy(() -> restore(OTHER))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("EARLYBRD_BACKUP_KEY");
    assertThat(Contents.of(target)).isEmpty();
  }

  private Restore.Restored restore(SecretKey key) throws Restore.Failed {
    var config = Configs.with(scene.config(), S3.settings(key)).on(target);
    return new Restore(config, line -> {}).run("latest");
  }

  private DriverManagerDataSource source() {
    return new DriverManagerDataSource(
        target.url(), String.valueOf(target.username()), String.valueOf(target.password()));
  }
}
