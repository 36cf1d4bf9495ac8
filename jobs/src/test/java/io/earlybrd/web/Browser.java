package io.earlybrd.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/**
 * The system's Chromium without a window. Starting it takes seconds: one for a class. Where there
 * is none, the test is skipped and says so loudly.
 */
public final class Browser implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  private static final String ARRIVED =
      "return document.readyState === 'complete' && !document.documentElement.dataset.left";

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Aborts the test where Chromium or its driver is missing. */
  public static Browser open() {
    if (!Files.isExecutable(CHROMIUM) || !Files.isExecutable(DRIVER)) {
      System.err.println(
          """
          **********************************************************************
          SKIPPED: what needs a browser. Install chromium and chromium-driver.
          **********************************************************************\
          """);
      Assumptions.abort("no chromium");
    }
    var options = new ChromeOptions();
    options.setBinary(CHROMIUM.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--no-first-run",
        "--hide-scrollbars",
        "--disable-background-networking",
        "--disable-extensions",
        "--force-device-scale-factor=1");
    var service = new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build();
    return new Browser(new ChromeDriver(service, options));
  }

  /** How a page looks from now on. */
  public Browser looking(int width, boolean dark) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    return this;
  }

  public Browser visit(String address) {
    driver.get(address);
    return this;
  }

  /** Clicks the button that says so, and waits for the page that it leads to. */
  public Browser click(String label) {
    driver.executeScript("document.documentElement.dataset.left = 'yes'");
    button(label).click();
    for (int i = 0; i < 400; i++) {
      if (Boolean.TRUE.equals(driver.executeScript(ARRIVED))) {
        return this;
      }
      try {
        Thread.sleep(25);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    throw new AssertionError("“" + label + "” leads nowhere: " + text());
  }

  private WebElement button(String label) {
    return driver.findElements(By.tagName("button")).stream()
        .filter(button -> button.getText().equals(label) || accessibleName(button).equals(label))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no button “" + label + "” in: " + text()));
  }

  private static String accessibleName(WebElement element) {
    return Objects.requireNonNullElse(element.getAccessibleName(), "");
  }

  /** What a person reads. */
  public String text() {
    return driver.findElement(By.tagName("body")).getText();
  }

  /** How much wider the page is than the window. */
  public long overflow() {
    var overflow =
        driver.executeScript(
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
    return overflow instanceof Number number ? number.longValue() : -1;
  }

  /** What the accessibility rules (WCAG 2.2 A and AA, and best practice) find, a line each. */
  public List<?> violations() {
    driver.executeScript(axe());
    var found =
        driver.executeAsyncScript(
            """
            const done = arguments[arguments.length - 1];
            axe.run(document).then(
              result => done(result.violations.map(
                v => v.id + ': ' + v.help + ': ' + v.nodes.map(n => n.html).join(' | '))),
              error => done(['axe: ' + error]));
            """);
    return found instanceof List<?> list ? list : List.of(String.valueOf(found));
  }

  private static String axe() {
    try (var script = Browser.class.getResourceAsStream("/axe.min.js")) {
      return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The whole page into {@code target/NAME.png}. */
  public Path picture(String name) {
    var size =
        driver.executeScript("return [window.innerWidth, document.documentElement.scrollHeight]");
    if (size instanceof List<?> both) {
      driver.executeCdpCommand(
          "Emulation.setDeviceMetricsOverride",
          Map.of(
              "width",
              both.get(0),
              "height",
              both.get(1),
              "deviceScaleFactor",
              1,
              "mobile",
              false));
    }
    try {
      var file = Path.of("target", name + ".png");
      Files.createDirectories(file.getParent());
      return Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
