package io.earlybrd.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Mails in a real browser. The pictures in {@code docs} are made here: {@code mvn test
 * -Dtest=MailLooksTest -Dearlybrd.pictures=write}.
 */
class MailLooksTest {
  /** Rules of whole pages: a mail is shown inside the mail program's own, which has landmarks. */
  private static final List<String> OF_PAGES = List.of("region", "landmark-one-main");

  private static @Nullable Browser browser;

  @TempDir private Path folder;

  @BeforeAll
  static void open() {
    if (!Browser.isInstalled()) {
      System.err.println("SKIPPED: how mails look, since chromium and chromedriver are missing");
    }
    assumeTrue(Browser.isInstalled(), "chromium and chromedriver are missing");
    browser = Browser.open();
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"digest, false", "digest, true", "instant, false", "instant, true"})
  void no_rule_of_accessibility_is_broken_in_light_or_dark(String kind, boolean dark)
      throws IOException {
    var shown = shown(kind, 600, dark);

    assertThat(shown.accessibility(OF_PAGES)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 360, 600, 1200})
  void no_width_needs_scrolling_sideways(int width) throws IOException {
    assertThat(shown("digest", width, false).overflow()).isLessThanOrEqualTo(0);
    assertThat(shown("long", width, false).overflow()).isLessThanOrEqualTo(0);
  }

  @Test
  void the_pictures_in_docs_can_be_made() throws IOException {
    for (var kind : List.of("digest", "instant")) {
      picture(kind, "light", 720, false);
      picture(kind, "dark", 720, true);
      picture(kind, "360", 360, false);
    }
  }

  private void picture(String kind, String name, int width, boolean dark) throws IOException {
    var png = shown(kind, width, dark).picture(width);

    assertThat(png).hasSizeBetween(10_000, 200_000);
    if ("write".equals(System.getProperty("earlybrd.pictures"))) {
      Files.write(Path.of("docs", kind + "-" + name + ".png"), png);
    }
  }

  private Browser shown(String kind, int width, boolean dark) throws IOException {
    var content =
        switch (kind) {
          case "digest" -> Morning.digest();
          case "instant" -> Morning.instant();
          default ->
              Mails.instant(Mails.entry("W".repeat(150), "y".repeat(200), "https://w.example/"));
        };
    var file = Files.writeString(folder.resolve(kind + ".html"), Mails.rendered(content).html());
    var shown = java.util.Objects.requireNonNull(browser);
    shown.show(file, width, dark);
    return shown;
  }
}
