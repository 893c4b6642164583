package dev.baton.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.Transport;
import dev.baton.cli.CapturedConsole;
import dev.baton.cli.run.RunOptions;
import dev.baton.config.HeapSize;
import dev.baton.config.PoolSettings;
import dev.baton.config.Setting;
import dev.baton.config.SettingTable;
import dev.baton.config.StoreSettings;
import dev.baton.config.TopicSettings;
import dev.baton.config.WorkerSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class SettingOptionsTest {

  private static final Set<Setting<?>> OF_WORKERS =
      Set.copyOf(
          Stream.of(WorkerSettings.SHAPE, WorkerSettings.LIMITS, StoreSettings.LIMITS)
              .flatMap(List::stream)
              .toList());

  @Command
  private static final class Run {
    @Mixin private final RunOptions options = new RunOptions();
  }

  static Stream<Setting<?>> settings() {
    return SettingTable.all().stream().filter(setting -> !setting.options().isEmpty());
  }

  static Stream<Setting<?>> settingsOfRun() {
    return settings().filter(setting -> commands(setting).contains("run"));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void theHelpShowsItAsTheTableHasIt(Setting<?> setting) {
    for (String command : commands(setting)) {
      CapturedConsole console = new CapturedConsole();

      assertThat(console.baton(command, "--help")).isZero();

      assertThat(console.out().replaceAll("\\s+", " "))
          .contains(
              String.join(", ", setting.options())
                  + (setting.label().isEmpty() ? "" : "=" + setting.label())
                  + " "
                  + setting.help());
    }
  }

  private static List<String> commands(Setting<?> setting) {
    if (TopicSettings.CREATION.contains(setting)) {
      return List.of("worker", "topics");
    }
    if (setting == WorkerSettings.HEALTH_FILE || setting == WorkerSettings.IDLE_TIMEOUT) {
      return List.of("worker");
    }
    return OF_WORKERS.contains(setting) ? List.of("run", "worker") : List.of("run");
  }

  @ParameterizedTest
  @MethodSource("settingsOfRun")
  <T> void whatIsTypedIsWhatTheTableReads(Setting<T> setting) {
    String text =
        switch (setting.initial()) {
          case Integer _ -> "7";
          case Long _ -> "64m";
          case Duration _ -> "1.5s";
          case Boolean _ -> "true";
          case HeapSize _ -> "64m..1g";
          case Transport _ -> "kafka";
          default -> "shared";
        };
    for (String option : setting.options()) {
      List<String> words = new ArrayList<>(List.of(option));
      if (!setting.label().isEmpty()) {
        words.add(text);
      }

      assertThat(parsed(words).settings().get(setting)).isEqualTo(setting.type().parse(text));
    }
  }

  @Test
  void whatIsNotTypedIsNotSet() {
    RunOptions options = parsed(List.of());

    assertThat(settings().filter(options.settings()::has)).isEmpty();
    assertThat(options.ofLocalWorkers()).isEmpty();
  }

  @Test
  void whatAsksForNothingNeedsNoLocalWorkers() {
    assertThat(parsed(List.of("--workers", "auto", "--spares", "0")).ofLocalWorkers()).isEmpty();
    assertThat(parsed(List.of("--spares", "2", "--slots", "1", "--pin")).ofLocalWorkers())
        .containsExactly("--slots", "--pin", "--spares");
  }

  @Test
  void noneOfTheSettingsOfAPoolStartsWorkers() {
    List<String> words = List.of("--timeout", "3s", "--handoff", "KRYO", "--speculate");

    assertThat(parsed(words).ofLocalWorkers()).isEmpty();
    assertThat(parsed(words).settings().get(PoolSettings.SPECULATE)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--spares|1025|'1025' is not a number from 0 to 1024.",
        "--deaths|0|'0' is not a number from 1 to 1000000.",
        "--slots|0|'0' is not a number from 1 to 100000.",
        "--retries|-1|'-1' is not a number from 0 to 2147483647.",
        "--max-tasks-per-worker|0|'0' is not never or a number from 1 to 2147483647.",
        "--heap|8m|'8m' is not auto or a size from 12m to 1024t.",
        "--hang-timeout|0s|'0s' is shorter than a millisecond."
      })
  void whatIsOutOfRangeIsToldByTheNameOfTheOption(String option, String text, String what) {
    CapturedConsole console = new CapturedConsole();

    assertThat(console.baton("run", "wordcount", option, text, "pom.xml")).isEqualTo(2);

    assertThat(console.err().strip())
        .isEqualTo("baton: Invalid value for option '" + option + "': " + what);
  }

  private static RunOptions parsed(List<String> words) {
    Run run = new Run();
    CommandLine line = Picocli.prepare(run, "run");
    line.parseArgs(words.toArray(String[]::new));
    return run.options;
  }
}
