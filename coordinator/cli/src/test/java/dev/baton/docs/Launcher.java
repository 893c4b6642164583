package dev.baton.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.cli.PackedBaton;
import dev.baton.distribution.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The launcher of this source tree as it was built, in a directory of its own with its own state.
 */
final class Launcher {

  private static final long LIMIT_SECONDS = 120;

  private final Path directory;
  private final Path home;

  /**
   * Puts {@code baton} into a directory.
   *
   * @param directory where commands run
   */
  Launcher(Path directory) throws IOException {
    this.directory = directory;
    home = PackedBaton.home();
    Path launcher =
        Files.writeString(
            directory.resolve("baton"),
            "#!/bin/sh\nexec '" + SourceTree.ROOT.resolve("baton") + "' \"$@\"\n");
    if (!launcher.toFile().setExecutable(true)) {
      throw new IOException("Cannot make " + launcher + " executable");
    }
  }

  /** What a script prints on standard output; each of its commands must end well. */
  String outputOf(String script) throws IOException, InterruptedException {
    Path output = Files.createTempFile(directory, "output", ".txt");
    Path errors = Files.createTempFile(directory, "errors", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-euo", "pipefail", "-c", script)
            .directory(directory.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    String jdk = System.getProperty("java.home");
    Map<String, String> environment = builder.environment();
    environment.put("JAVA_HOME", jdk);
    environment.put("PATH", Path.of(jdk, "bin") + ":" + environment.get("PATH"));
    environment.put("BATON_NO_BUILD", "1");
    environment.put("BATON_HOME", home.toString());
    environment.put("XDG_STATE_HOME", directory.resolve("state").toString());
    environment.put("XDG_CACHE_HOME", directory.resolve("cache").toString());
    Process process = builder.start();
    try {
      boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
      assertThat(ended).as("%s ended; it printed %s", script, Files.readString(errors)).isTrue();
      assertThat(process.exitValue())
          .as("%s: %s%s", script, Files.readString(errors), Files.readString(output))
          .isZero();
      return Files.readString(output);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** What a command says of itself. */
  String help(List<String> command) throws IOException, InterruptedException {
    return outputOf("./baton " + String.join(" ", command) + " --help");
  }
}
