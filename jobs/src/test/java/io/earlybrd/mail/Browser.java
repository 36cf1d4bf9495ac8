package io.earlybrd.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** The system's Chromium, shown one mail at a time. */
final class Browser implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  static boolean isInstalled() {
    return Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
  }

  static Browser open() {
    var options = new ChromeOptions();
    options.setBinary(CHROMIUM.toString());
    options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars");
    var service = new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build();
    return new Browser(new ChromeDriver(service, options));
  }

  void show(Path html, int width, boolean dark) {
    var scheme = Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(scheme)));
    resize(width, 900);
    driver.get(html.toUri().toString());
  }

  /** Pixels that the page is wider than its window. */
  long overflow() {
    return number("return document.documentElement.scrollWidth - window.innerWidth");
  }

  /** The rules that are broken, each with where. */
  @SuppressWarnings("unchecked")
  List<String> accessibility(List<String> without) {
    driver.executeScript(axe());
    return (List<String>)
        driver.executeAsyncScript(
            """
            const done = arguments[arguments.length - 1];
            const off = Object.fromEntries(arguments[0].map(id => [id, {enabled: false}]));
            axe.run({rules: {...off, 'target-size': {enabled: true}}}).then(
                found => done(found.violations.flatMap(
                    rule => rule.nodes.map(
                        node => rule.id + ': ' + node.failureSummary + ' ' + node.html))));
            """,
            without);
  }

  /** The whole page as PNG. */
  byte[] picture(int width) {
    resize(width, (int) number("return document.documentElement.scrollHeight"));
    var shot = driver.executeCdpCommand("Page.captureScreenshot", Map.of("format", "png"));
    return Base64.getDecoder().decode((String) shot.get("data"));
  }

  private void resize(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1.25, "mobile", false));
  }

  private long number(String script) {
    return ((Number) java.util.Objects.requireNonNull(driver.executeScript(script))).longValue();
  }

  private static String axe() {
    try (var script = Browser.class.getResourceAsStream("/axe.min.js")) {
      return new String(
          java.util.Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
