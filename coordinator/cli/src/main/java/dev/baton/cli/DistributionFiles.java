package dev.baton.cli;

import dev.baton.cli.completion.CompletionShell;
import dev.baton.cli.manual.ManualPages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;

/** Writes what the distribution has in {@code share}; called by the build. */
final class DistributionFiles {

  private static final String PROGRAM = "baton";

  private DistributionFiles() {}

  /**
   * Writes the files.
   *
   * @param arguments the directory {@code share}, Baton's version, and its date as {@code
   *     yyyy-mm-dd…}
   */
  public static void main(String[] arguments) throws Exception {
    Path share = Path.of(arguments[0]);
    CommandLine program = CommandTree.read();
    for (CompletionShell shell : CompletionShell.values()) {
      write(share.resolve(shell.file(PROGRAM)), shell.script(program));
    }
    String date = arguments[2].replaceFirst("T.*", "");
    Map<String, String> pages = ManualPages.of(program, arguments[1], date);
    for (Map.Entry<String, String> page : pages.entrySet()) {
      write(share.resolve("man/man1").resolve(page.getKey()), page.getValue());
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
