package dev.baton.job.builtin.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.UsageException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random command lines in real shells, with values that make a file if a shell runs them. */
class ShellQuotesTest {

  private static final int LINES = 4_000;
  private static final int MOST_RUNS = 400;
  private static final long SEED = 20_261_201;

  private static final String[] PARTS = {
    "\"",
    "\"",
    "'",
    "`",
    "$(",
    "$((",
    "((",
    "(",
    ")",
    "))",
    "${x:-",
    "}",
    "#",
    " ",
    " ",
    "\n",
    ";",
    "\\",
    "echo ",
    "a",
    "$",
    "case x in x) ",
    ";; esac",
    "{}",
    "{}",
    "{}"
  };

  @TempDir private Path folder;

  @Test
  void noShellRunsWhatIsFilledIn() throws Exception {
    Random random = new Random(SEED);
    Path ran = folder.resolve("ran");
    List<String> values =
        List.of(
            "$(: >" + ran + ")",
            "';: >" + ran + ";'",
            "\";: >" + ran + ";\"",
            "`: >" + ran + "`",
            "\n: >" + ran + "\n",
            "\\';: >" + ran + ";#",
            "a[$(: >" + ran + ")]");
    List<String> shells =
        Stream.of("/bin/sh", "/bin/bash").filter(shell -> new File(shell).canExecute()).toList();
    int runs = 0;
    for (int i = 0; i < LINES && runs < MOST_RUNS; i++) {
      String line = line(random);
      if (!isAccepted(line)) {
        continue;
      }
      String value = values.get(random.nextInt(values.size()));
      String filled =
          CommandTemplate.of(List.of(line), true, 1)
              .argv(new CommandInput(1, List.of(value), List.of()))
              .getLast();
      for (String shell : shells) {
        run(shell, filled);
        assertThat(ran).as("%s runs what is filled in: %s", shell, filled).doesNotExist();
        runs++;
      }
    }
    assertThat(runs).as("there are lines that are accepted").isGreaterThan(MOST_RUNS / 4);
  }

  private static String line(Random random) {
    StringBuilder line = new StringBuilder("echo ");
    for (int length = 2 + random.nextInt(10); length > 0; length--) {
      line.append(PARTS[random.nextInt(PARTS.length)]);
    }
    return line.toString();
  }

  private static boolean isAccepted(String line) {
    if (!line.contains("{}")) {
      return false;
    }
    try {
      ShellQuotes.rejectPlaceholdersWithin(line);
      return true;
    } catch (UsageException e) {
      return false;
    }
  }

  private void run(String shell, String line) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(shell, "-c", line)
            .directory(Files.createDirectories(folder.resolve("cwd")).toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
  }
}
