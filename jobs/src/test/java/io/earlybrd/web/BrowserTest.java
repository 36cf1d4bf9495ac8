package io.earlybrd.web;

import static io.earlybrd.scene.SamplePosting.posting;
import static io.earlybrd.scene.Scene.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.scene.Person;
import io.earlybrd.scene.SamplePosting;
import io.earlybrd.scene.Scene;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages in a real browser, as people use them. */
class BrowserTest {
  private static final String ANN = "ann@example.org";

  @RegisterExtension
  @Order(1)
  static final Scene scene = new Scene();

  @RegisterExtension
  @Order(2)
  static final Served served = new Served(scene);

  private static @Nullable Browser opened;

  @BeforeAll
  static void open() {
    opened = Browser.open();
  }

  @AfterAll
  static void close() {
    if (opened != null) {
      opened.close();
    }
  }

  private static Browser browser() {
    return java.util.Objects.requireNonNull(opened);
  }

  private static Browser onHerPage() {
    scene.importSubscribers(
        Person.both(ANN, "java (remote:yes OR location:berlin)", "\"site reliability\""));
    return browser().looking(1000, false).visit(served.at(served.page(ANN)).toString());
  }

  @Test
  void people_unsubscribe_by_a_click_and_take_it_back_by_another() {
    var browser = onHerPage().click("Unsubscribe");
    assertThat(browser.text()).contains("Done. No more mails will come.", "You are unsubscribed");
    assertThat(scene.db().count("suppression")).isEqualTo(1);

    browser.click("Undo");
    assertThat(browser.text()).contains("You are subscribed again");
    assertThat(scene.db().count("suppression")).isZero();
  }

  @Test
  void people_pause_and_resume() {
    var browser = onHerPage().click("For 30 days");
    assertThat(browser.text()).contains("Your mails are paused");

    browser.click("Undo");
    assertThat(browser.text()).contains("Mails come again");
    assertThat(scene.db().count("subscriber WHERE paused_until IS NULL")).isEqualTo(1);
  }

  @Test
  void people_take_only_the_digest_and_go_back() {
    var browser = onHerPage().click("Only the daily digest");
    assertThat(browser.text()).contains("You get only the daily digest");

    browser.click("Undo");
    assertThat(scene.db().column("SELECT delivery FROM subscriber")).containsExactly("both");
  }

  @Test
  void people_stop_a_search_and_bring_it_back() {
    var before = scene.db().count("saved_search");
    var browser = onHerPage().click("Stop “\"site reliability\"”");
    assertThat(scene.db().count("saved_search")).isEqualTo(before + 1);
    assertThat(browser.text()).contains("is stopped", "It is your only one");

    browser.click("Undo");
    assertThat(scene.db().count("saved_search")).isEqualTo(before + 2);
  }

  @ParameterizedTest
  @CsvSource({"1000, false", "1000, true", "360, false", "360, true", "320, true"})
  void everybody_can_use_the_pages_in_any_light_and_at_any_width(int width, boolean dark) {
    onHerPage();
    scene
        .knownBoard("a")
        .shows(
            IntStream.range(0, 104)
                .mapToObj(n -> posting("p" + n, "Java developer " + n).in("Berlin"))
                .toArray(SamplePosting[]::new));
    scene.run("alerts", minute(0));
    scene.db().sql("UPDATE posting SET company = 'Kitewind Ltd', remote = true, pay = '€ 70,000'");
    var look = width + (dark ? "-dark" : "-light");

    assertUsable("subscriber", look, served.page(ANN), width, dark);
    assertUsable("mail", look, served.mail() + "?page=2", width, dark);
    assertUsable("notice", look, "/u/cut-off", width, dark);
    assertUsable("home", look, "/", width, dark);
    browser().visit(served.at(served.page(ANN)).toString()).click("For a week");
    assertUsable("paused", look, null, width, dark);
    browser().click("Unsubscribe");
    assertUsable("unsubscribed", look, null, width, dark);
  }

  /**
   * @param path null: where the browser is
   */
  private static void assertUsable(
      String name, String look, @Nullable String path, int width, boolean dark) {
    var browser = browser().looking(width, dark);
    if (path != null) {
      browser.visit(served.at(path).toString());
    }
    assertThat(browser.violations()).as(name + " " + look).isEqualTo(List.of());
    assertThat(browser.overflow()).as(name + " " + look).isZero();
    browser.picture("web-" + name + "-" + look);
  }
}
