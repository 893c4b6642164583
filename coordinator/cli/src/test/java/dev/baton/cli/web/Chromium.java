package dev.baton.cli.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A real browser. Without Chromium, and not in CI, a test that asks for it is left out. */
public final class Chromium {

  private static final int LIMIT_S = 90;

  private Chromium() {}

  /**
   * A page as it is when all that was to come has come, and its scripts have nothing more to do.
   *
   * @param dom what it has become
   * @param console what the browser had to say
   */
  public record Page(String dom, String console) {

    /** How often something is in it. */
    public long count(String pattern) {
      return Pattern.compile(pattern).matcher(dom).results().count();
    }

    /** Nothing failed, and nothing was refused. */
    public void assertQuiet() {
      assertThat(console).doesNotContain("CONSOLE").doesNotContain("Refused");
    }
  }

  /**
   * Opens a page.
   *
   * @param folder for the browser's files
   * @param options of the browser
   */
  public static Page open(Path folder, URI address, String... options) throws Exception {
    Path dom = folder.resolve("dom.html");
    Path console = folder.resolve("console.txt");
    List<String> words = new ArrayList<>();
    words.add(program());
    words.addAll(
        List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--user-data-dir=" + folder.resolve("profile"),
            "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
            "--enable-logging=stderr",
            "--virtual-time-budget=5000",
            "--dump-dom"));
    words.addAll(List.of(options));
    words.add(address.toString());
    Process browser =
        new ProcessBuilder(words)
            .redirectOutput(dom.toFile())
            .redirectError(console.toFile())
            .start();
    try {
      assertThat(browser.waitFor(LIMIT_S, TimeUnit.SECONDS)).as("Chromium ends").isTrue();
    } finally {
      browser.descendants().forEach(ProcessHandle::destroyForcibly);
      browser.destroyForcibly().waitFor();
    }
    return new Page(Files.readString(dom), Files.readString(console));
  }

  private static String program() {
    Optional<Path> found =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .flatMap(
                place ->
                    Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(Path.of(place)::resolve))
            .filter(Files::isExecutable)
            .findFirst();
    if (System.getenv("CI") == null) {
      assumeThat(found).as("Chromium is installed").isPresent();
    }
    return found.orElseThrow().toString();
  }
}
