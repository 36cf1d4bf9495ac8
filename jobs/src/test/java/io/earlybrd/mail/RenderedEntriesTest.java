package io.earlybrd.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RenderedEntriesTest {
  private final RenderedEntries entries = new RenderedEntries(new Templates(null));

  @Test
  void an_entry_that_another_mail_shows_is_not_rendered_again() {
    var first = entries.of(Mails.titled("Engineer"), Mails.DATE);

    assertThat(entries.of(Mails.titled("Engineer"), Mails.DATE.plusSeconds(1))).isSameAs(first);
  }

  @Test
  void one_that_has_grown_older_is() {
    var first = entries.of(Mails.titled("Engineer"), Mails.DATE);

    assertThat(entries.of(Mails.titled("Engineer"), Mails.DATE.plusSeconds(7_200)).view().origin())
        .isNotEqualTo(first.view().origin());
  }

  @Test
  void one_that_no_mail_showed_for_long_is_forgotten() {
    var first = entries.of(Mails.titled("Engineer"), Mails.DATE);

    IntStream.range(0, 40_000).forEach(i -> entries.of(Mails.titled("Other " + i), Mails.DATE));

    assertThat(entries.of(Mails.titled("Engineer"), Mails.DATE)).isNotSameAs(first);
  }

  @Test
  void threads_that_share_a_renderer_make_the_same_mails() {
    var renderer = new MailRenderer();
    var content = Mails.digest(50, Mails.section("java", 50));

    var mails = IntStream.range(0, 40).parallel().mapToObj(_ -> renderer.render(content)).toList();

    assertThat(mails.stream().map(RenderedMail::html).distinct()).hasSize(1);
    assertThat(List.of(mails.getFirst().html())).containsExactly(Mails.rendered(content).html());
  }
}
