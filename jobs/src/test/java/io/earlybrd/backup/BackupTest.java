package io.earlybrd.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.platform.BackupSettings;
import io.earlybrd.scene.Scene;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BackupTest {
  @RegisterExtension static final Scene scene = new Scene();

  @Test
  void a_backup_is_taken_restored_compared_and_recorded() {
    scene.newsFor("ada@example.com", "bob@example.com");
    scene.run("scan", Scene.minute(1));
    try (var process = BackupProcess.of(scene, BackupSettings.NONE)) {
      var launch = process.run();

      assertThat(process.error(launch)).isEmpty();
      assertThat(launch.status()).isEqualTo("DONE");
      assertThat(process.steps(launch))
          .containsExactly(
              "dump COMPLETED",
              "upload COMPLETED",
              "fetch COMPLETED",
              "restore COMPLETED",
              "compare COMPLETED",
              "record COMPLETED",
              "prune COMPLETED");
      assertThat(process.leftovers()).isEmpty();
      assertThat(process.manifests()).hasSize(1);
      System.out.println(process.manifests());
    }
  }
}
