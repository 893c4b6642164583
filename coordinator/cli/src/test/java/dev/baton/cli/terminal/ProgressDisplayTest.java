package dev.baton.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.cli.CapturedConsole;
import dev.baton.cli.terminal.ProgressDisplay.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ProgressDisplayTest {

  @Test
  void neverMeansNothingButWhatMustBeSaid() {
    CapturedConsole terminal = new CapturedConsole(true);

    try (ProgressDisplay display = ProgressDisplay.of(Mode.NEVER, "sum", terminal.console())) {
      display.update(1, 2);
      display.println("a remark");
    }

    assertThat(terminal.err()).isEqualToIgnoringNewLines("a remark");
  }

  @Test
  void shortJobSaysNothingToAFile() {
    CapturedConsole file = new CapturedConsole();

    try (ProgressDisplay display = ProgressDisplay.of(Mode.AUTO, "sum", file.console())) {
      display.update(1, 2);
      display.update(2, 2);
    }

    assertThat(file.err()).isEmpty();
  }

  @Test
  void alwaysHasALastLine() {
    CapturedConsole file = new CapturedConsole();

    try (ProgressDisplay display = ProgressDisplay.of(Mode.ALWAYS, "sum", file.console())) {
      display.update(0, 16);
      display.update(16, 16);
    }

    assertThat(file.err()).startsWith("sum: 16 of 16 tasks (100 %), ").endsWith("\n");
    assertThat(file.err().lines()).hasSize(1);
  }

  @Test
  void linesComeWhileTheJobRuns() {
    CapturedConsole file = new CapturedConsole();

    try (ProgressDisplay display = ProgressDisplay.of(Mode.ALWAYS, "sum", file.console())) {
      display.update(4, 16);

      await().until(() -> file.err().contains("sum: 4 of 16 tasks (25 %)"));
      assertThat(file.err()).contains(" left");
    }
  }

  @Test
  void unknownTotalIsNotInvented() {
    CapturedConsole file = new CapturedConsole();

    try (ProgressDisplay display = ProgressDisplay.of(Mode.ALWAYS, "sum", file.console())) {
      display.update(4, -1);
    }

    assertThat(file.err()).startsWith("sum: 4 tasks, ").doesNotContain("%");
  }

  @Test
  void barIsDrawnOnATerminalAndGoneAtTheEnd() {
    CapturedConsole terminal = new CapturedConsole(true);

    try (ProgressDisplay display = ProgressDisplay.of(Mode.AUTO, "sum", terminal.console())) {
      display.update(4, 16);
      await().until(() -> terminal.err().contains("25%"));
    }

    assertThat(terminal.err()).contains("sum", "4/16").endsWith("\r\033[2K");
    assertThat(terminal.out()).isEmpty();
  }
}
