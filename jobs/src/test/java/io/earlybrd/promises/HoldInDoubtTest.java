package io.earlybrd.promises;

import static io.earlybrd.scene.SamplePosting.posting;
import static io.earlybrd.scene.Scene.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.mail.ScriptedSmtp;
import io.earlybrd.platform.Config;
import io.earlybrd.scene.Person;
import io.earlybrd.scene.Scene;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code EARLYBRD_MAIL_IN_DOUBT=hold}. */
class HoldInDoubtTest {
  @RegisterExtension static final Scene scene = new Scene(Config.InDoubt.HOLD);

  @Test
  void a_mail_in_doubt_is_held_and_others_go_on() {
    var board = scene.knownBoard("a");
    scene.importSubscribers(Person.instant("ann@example.org", "java"));
    board.shows(posting("1", "Java developer"));
    scene.mailServer().answer(".", ScriptedSmtp.CUT);
    scene.run("alerts", minute(0));

    assertThat(scene.run("send", minute(60)).status()).isEqualTo("NOTHING_DUE");
    board.adds(posting("2", "Java architect"));
    scene.run("alerts", minute(61));

    assertThat(scene.told("ann@example.org", "Java developer")).isEqualTo(1);
    assertThat(scene.told("ann@example.org", "Java architect")).isEqualTo(1);
    assertThat(scene.db().column("SELECT state FROM mail ORDER BY id"))
        .containsExactly("IN_DOUBT", "SENT");
  }
}
