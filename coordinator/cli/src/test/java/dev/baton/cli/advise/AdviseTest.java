package dev.baton.cli.advise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.Handoff;
import dev.baton.advise.ExecutionModel;
import dev.baton.advise.Forecast;
import dev.baton.advise.Recommendation;
import dev.baton.advise.Setup;
import dev.baton.cli.CapturedConsole;
import dev.baton.cli.command.SuggestedCommand;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdviseTest {

  private final CapturedConsole console = new CapturedConsole();

  private static Forecast forecast(Setup setup, long ms) {
    return new Forecast(setup, Duration.ofMillis(ms), Forecast.Bound.CORES);
  }

  @Test
  void unknownJobIsToldWithASuggestion() {
    assertThat(console.baton("advise", "smu", "--to", "5")).isEqualTo(2);

    assertThat(console.err()).startsWith("baton: Unknown job 'smu'. Did you mean sum?");
    assertThat(console.out()).isEmpty();
  }

  @Test
  void unknownOptionIsToldWithASuggestion() {
    assertThat(console.baton("advise", "sleep", "--tsaks", "5")).isEqualTo(2);

    assertThat(console.err())
        .startsWith(
            "baton: Unknown option '--tsaks' for 'baton advise sleep'. Did you mean --tasks?");
  }

  @Test
  void missingOptionOfTheJobPointsToTheHelp() {
    assertThat(console.baton("advise", "sum")).isEqualTo(2);

    assertThat(console.err()).contains("--to", "See 'baton advise --help sum'.");
  }

  @Test
  void withoutAJobTheJobsAreListed() {
    assertThat(console.baton("advise")).isEqualTo(2);

    assertThat(console.err()).startsWith("Usage: baton advise").contains("wordcount");
  }

  @Test
  void helpShowsTheOptionsOfBoth() {
    assertThat(console.baton("advise", "--help", "sum")).isZero();

    assertThat(console.out()).contains("--to=N", "--check-limit=TIME");
  }

  @Test
  void readyCommandHasTheJobsOptionsAndNotThoseOfAdvice() {
    List<String> typed =
        List.of("--check", "wordcount", "--json", "x", "--check-limit=5s", "--top", "3", "a b'c");
    Recommendation pool =
        new Recommendation(
            forecast(Setup.pool(2, 8, Handoff.SHARED), 1),
            List.of(new Recommendation.Choice("handoff", "shared", "Because.")));

    assertThat(SuggestedCommand.run(pool, SuggestedCommand.withoutOwnOptions(typed)))
        .isEqualTo(
            "baton run --workers=2 --slots=8 --handoff=shared wordcount --top 3 'a b'\\''c'");
  }

  @Test
  void readyCommandLeavesAutomaticHandoffOut() {
    Recommendation pool =
        new Recommendation(
            forecast(Setup.pool(2, 1, Handoff.KRYO), 1),
            List.of(new Recommendation.Choice("handoff", "auto", "Because.")));

    assertThat(SuggestedCommand.run(pool, List.of("sum", "--to", "5")))
        .isEqualTo("baton run --workers=2 --slots=1 sum --to 5");
  }

  @ParameterizedTest
  @CsvSource({
    "1000, 5000,  1200, 4000, RIGHT",
    "1000, 5000,  4500, 4400, SAME",
    "1000, 5000,  5000, 4000, WRONG",
    "  10,   30,    25,   12, SAME",
  })
  void verdictIsOnWhoIsFaster(
      long predicted,
      long predictedOther,
      long wall,
      long wallOther,
      CheckedRuns.Accuracy expected) {
    Setup threads = Setup.here(ExecutionModel.THREAD_POOL, 2);
    CheckedRuns checked =
        new CheckedRuns(
            1,
            1,
            List.of(
                new CheckedRuns.Run(forecast(threads, predicted), Duration.ofMillis(wall), true),
                new CheckedRuns.Run(
                    forecast(Setup.serial(), predictedOther), Duration.ofMillis(wallOther), true)));

    assertThat(checked.accuracy()).isEqualTo(expected);
  }
}
