package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.baton.cli.manual.ManualPages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ManualPagesTest {

  private static final int LIMIT_SECONDS = 60;

  private final CommandLine program = CommandTree.read();
  private final SortedMap<String, String> pages = ManualPages.of(program, "1.2", "2026-01-01");

  ManualPagesTest() throws Exception {}

  @Test
  void everyCommandHasAPage() {
    assertThat(pages).containsKey("baton.1");
    assertThat(Subcommand.words())
        .allSatisfy(
            word -> {
              assertThat(pages).containsKey("baton-" + word + ".1");
              assertThat(pages.get("baton.1")).contains("\\fBbaton\\-" + word + "\\fR(1)");
            });
    assertThat(pages)
        .containsKeys("baton-run-wordcount.1", "baton-measure-all.1", "baton-quarantine-list.1");
  }

  @Test
  void everyOptionOfACommandIsOnItsPage() {
    for (Map.Entry<String, CommandLine> command : program.getSubcommands().entrySet()) {
      String page = pages.get("baton-" + command.getKey() + ".1");
      assertThat(command.getValue().getCommandSpec().options())
          .filteredOn(option -> !option.hidden())
          .allSatisfy(
              option ->
                  assertThat(page)
                      .contains("\\fB" + option.longestName().replace("-", "\\-") + "\\fR"));
    }
  }

  @Test
  void aJobHasItsOwnOptionsAndPointsToTheRest() {
    assertThat(pages.get("baton-run-wordcount.1"))
        .contains("\\fB\\-\\-top\\fR=\\fIN\\fR")
        .contains("The options of \\fBbaton\\-run\\fR(1) can be given, too.")
        .doesNotContain("\\fB\\-\\-bootstrap\\fR");
  }

  @Test
  void groupsOfOptionsHaveTheirHeadings() {
    assertThat(pages.get("baton-run.1")).contains(".SS \"What it does about faults\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mandoc -Tlint -Wwarning", "groff -man -ww -Tutf8 -z"})
  void programsThatFormatPagesHaveNoWarning(String formatter, @TempDir Path directory)
      throws Exception {
    List<String> words = new ArrayList<>(List.of(formatter.split(" ", -1)));
    assumeTrue(isInstalled(words.getFirst()), () -> words.getFirst() + " is not installed");
    for (Map.Entry<String, String> page : pages.entrySet()) {
      words.add(Files.writeString(directory.resolve(page.getKey()), page.getValue()).toString());
    }
    Path output = directory.resolve("output");

    Process process =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile()).start();

    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(output).isEmptyFile();
    assertThat(process.exitValue()).isZero();
  }

  private static boolean isInstalled(String formatter) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, formatter)));
  }
}
