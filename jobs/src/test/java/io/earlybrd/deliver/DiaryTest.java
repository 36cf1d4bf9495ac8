package io.earlybrd.deliver;

import static io.earlybrd.scene.Scene.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.journal.WriteJournal;
import io.earlybrd.run.CurrentRun;
import io.earlybrd.run.CurrentRuns;
import io.earlybrd.run.Guard;
import io.earlybrd.run.SkippedItems;
import io.earlybrd.run.StopSignal;
import io.earlybrd.scene.Scene;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** That the journal keeps up with a sending that takes long. */
class DiaryTest {
  private static final String ANN = "ann@example.org";

  @RegisterExtension static final Scene scene = new Scene();

  /** A mail left after the last piece, which is a while ago. */
  @BeforeEach
  void leave() {
    scene.newsFor(ANN);
    scene.run("alerts", minute(0));
    scene
        .db()
        .sql(
            """
            UPDATE setting
            SET value = (clock_timestamp() - interval '1 hour')::text,
                changed_at = clock_timestamp() - interval '1 hour'
            WHERE key = 'journal_to'
            """);
    scene.db().sql("UPDATE mail SET sent_at = clock_timestamp() - interval '10 minutes'");
    scene.db().sql("UPDATE setting SET changed_at = 'yesterday' WHERE key = 'mail_left'");
  }

  @Test
  void job_send_writes_pieces_itself_while_it_sends() {
    var diary = diary("send", Duration.ZERO);
    diary.begin(true);

    diary.note(true);

    assertThat(scene.db().column("SELECT mails::text FROM journal_piece")).containsExactly("1");
  }

  @Test
  void other_jobs_say_that_mails_leave_and_leave_the_pieces_to_job_send() {
    var diary = diary("digest", Duration.ZERO);
    diary.begin(true);
    scene.db().sql("UPDATE setting SET changed_at = 'yesterday' WHERE key = 'mail_left'");

    diary.note(true);

    assertThat(saidJustNow()).isTrue();
    assertThat(scene.db().count("journal_piece")).isZero();
  }

  @Test
  void it_is_not_said_for_each_look() {
    var diary = diary("send", Duration.ofHours(1));
    diary.begin(true);
    scene.db().sql("UPDATE setting SET changed_at = 'yesterday' WHERE key = 'mail_left'");

    diary.note(true);

    assertThat(saidJustNow()).isFalse();
    assertThat(scene.db().count("journal_piece")).isZero();
  }

  @Test
  void where_nothing_leaves_nothing_is_said() {
    var diary = diary("send", Duration.ZERO);

    diary.begin(false);
    diary.note(false);
    diary.end(false);

    assertThat(saidJustNow()).isFalse();
  }

  private static boolean saidJustNow() {
    return scene
            .db()
            .count(
                "setting WHERE key = 'mail_left' AND changed_at > clock_timestamp() - interval '1"
                    + " minute'")
        == 1;
  }

  private static Diary diary(String job, Duration every) {
    var jdbc = scene.db().jdbc();
    CurrentRun run = CurrentRuns.of(job, minute(5));
    var journal =
        WriteJournal.of(
            jdbc,
            scene.db().transaction(),
            scene.config(),
            new Guard(jdbc, 1, code -> {}),
            new SkippedItems(jdbc, run),
            new StopSignal());
    return new Diary(jdbc, run, journal, every);
  }
}
