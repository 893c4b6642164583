package dev.baton.cli.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.logging.Level;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A page in a real browser. Without Chromium and its driver, and not in CI, a test that asks for it
 * is left out.
 */
public final class Chromium implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final String DRAWN_TWICE =
      "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(done));";

  private final ChromeDriver driver;

  private Chromium(ChromeDriver driver) {
    this.driver = driver;
  }

  /**
   * Opens a page, which has been drawn then.
   *
   * @param folder for the browser's files
   * @param options of the browser
   */
  public static Chromium open(Path folder, URI address, String... options) {
    ChromeOptions settings = new ChromeOptions();
    settings.setBinary(program("chromium", "chromium-browser", "google-chrome").toFile());
    settings.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--user-data-dir=" + folder.resolve("profile"),
        "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1");
    settings.addArguments(options);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    settings.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(program("chromedriver").toFile())
            .usingAnyFreePort()
            .build();
    Chromium browser = new Chromium(new ChromeDriver(service, settings));
    try {
      browser.driver.manage().timeouts().scriptTimeout(LIMIT).pageLoadTimeout(LIMIT);
      browser.driver.get(address.toString());
      browser.driver.executeAsyncScript(DRAWN_TWICE);
      return browser;
    } catch (Throwable e) {
      browser.close();
      throw e;
    }
  }

  /** What looks into the page and uses it. */
  public WebDriver driver() {
    return driver;
  }

  /** What a script returns. */
  public Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** Waits until the page has a text in it. */
  public void await(String text) {
    new WebDriverWait(driver, LIMIT).until(_ -> dom().contains(text));
  }

  /** What the page has become. */
  public String dom() {
    return driver.getPageSource();
  }

  /** How often something is in it. */
  public long count(String pattern) {
    return Pattern.compile(pattern).matcher(dom()).results().count();
  }

  /** Nothing failed, and nothing was refused. */
  public void assertQuiet() {
    assertThat(driver.manage().logs().get(LogType.BROWSER)).as("the console").isEmpty();
  }

  @Override
  public void close() {
    driver.quit();
  }

  private static Path program(String... names) {
    Optional<Path> found =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .flatMap(place -> Stream.of(names).map(Path.of(place)::resolve))
            .filter(Files::isExecutable)
            .findFirst();
    if (System.getenv("CI") == null) {
      assumeThat(found).as(names[0] + " is installed").isPresent();
    }
    return found.orElseThrow();
  }
}
