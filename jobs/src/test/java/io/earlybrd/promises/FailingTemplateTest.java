package io.earlybrd.promises;

import static io.earlybrd.scene.SamplePosting.posting;
import static io.earlybrd.scene.Scene.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.scene.Person;
import io.earlybrd.scene.Scene;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code EARLYBRD_TEMPLATES}, with a template that fails for one posting. */
class FailingTemplateTest {
  @RegisterExtension static final Scene scene = new Scene(templates());

  private static Path templates() {
    try {
      var folder = Files.createTempDirectory("earlybrd-templates");
      Files.writeString(
          folder.resolve("posting.txt"),
          "Ours: [(${posting.title.text()})] [(${posting.title.text() == 'Cook' ? posting.nothing"
              + " : ''})]\n");
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void a_template_that_fails_for_one_posting_keeps_back_the_mails_with_it_alone() {
    var board = scene.knownBoard("a");
    scene.importSubscribers(
        Person.instant("ann@example.org", "java"), Person.instant("bob@example.org", "cook"));
    board.shows(posting("1", "Java developer"), posting("2", "Cook"));

    assertThat(scene.run("alerts", minute(0)).exit()).isZero();

    assertThat(scene.mails()).hasSize(1);
    assertThat(scene.mails().getFirst().text()).contains("Ours: Java developer");
    assertThat(scene.db().column("SELECT reason FROM skipped_item"))
        .singleElement()
        .asString()
        .contains("cannot be rendered", "posting.txt", "nothing");
    assertThat(scene.db().value("SELECT state || error FROM mail WHERE recipient LIKE 'bob%'"))
        .startsWith("PENDING")
        .contains("posting.txt");
  }
}
