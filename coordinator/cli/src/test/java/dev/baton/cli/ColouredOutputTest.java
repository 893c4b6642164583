package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.cli.terminal.Colours;
import dev.baton.cli.terminal.ProgressDisplay;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All that has colours has them where the user wants them, and only there. */
class ColouredOutputTest {

  private static final Pattern COLOUR = Pattern.compile("\033\\[[0-9;]*m");

  @ParameterizedTest
  @ValueSource(strings = {"--help", "", "run --help", "run --help sum", "doctor", "rnu"})
  void hasNoneOnATerminalIfTheUserWantsNone(String arguments) {
    CapturedConsole terminal = new CapturedConsole(true, Colours.NEVER);

    terminal.baton(words(arguments));

    assertThat(terminal.out() + terminal.err()).isNotBlank().doesNotContainPattern(COLOUR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "", "run --help", "run --help sum", "doctor", "rnu"})
  void hasThemInAFileIfTheUserForcesThem(String arguments) {
    CapturedConsole file = new CapturedConsole(false, Colours.ALWAYS);

    file.baton(words(arguments));

    assertThat(file.out() + file.err()).containsPattern(COLOUR);
  }

  @Test
  void theProgressBarHasNone() {
    CapturedConsole terminal = new CapturedConsole(true, Colours.ALWAYS);

    try (ProgressDisplay display =
        ProgressDisplay.of(ProgressDisplay.Mode.AUTO, "sum", terminal.console())) {
      display.update(4, 16);
    }

    assertThat(terminal.err()).contains("4/16").doesNotContainPattern(COLOUR);
  }

  private static String[] words(String arguments) {
    return arguments.isEmpty() ? new String[0] : arguments.split(" ");
  }
}
