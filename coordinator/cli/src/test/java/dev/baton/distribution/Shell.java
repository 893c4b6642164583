package dev.baton.distribution;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Runs programs with an environment of the test's own: nothing of the machine's is passed on. */
final class Shell {

  /** What a program left behind. */
  record Outcome(int exitCode, String out, String err) {}

  private final Path directory;
  private final Map<String, String> environment = new TreeMap<>();

  /**
   * A shell without a JDK, Maven or home directory.
   *
   * @param directory where programs start and their output is kept
   */
  Shell(Path directory) {
    this.directory = directory;
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("HOME", directory.resolve("no-home").toString());
  }

  Shell with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Shell withFirstOnPath(Path programs) {
    return with("PATH", programs + ":" + environment.get("PATH"));
  }

  Outcome run(Object... words) throws IOException, InterruptedException {
    Started started = start(words);
    return started.await();
  }

  Started start(Object... words) throws IOException {
    Path out = Files.createTempFile(directory, "out", ".txt");
    Path err = Files.createTempFile(directory, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(List.of(words).stream().map(Object::toString).toList())
            .directory(directory.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return new Started(builder.start(), out, err);
  }

  /** A program that may still run. */
  record Started(Process process, Path out, Path err) {

    Outcome await() throws IOException, InterruptedException {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("still running after 60 s: " + process.info());
      }
      return new Outcome(
          process.exitValue(),
          Files.readString(out, StandardCharsets.UTF_8),
          Files.readString(err, StandardCharsets.UTF_8));
    }
  }
}
