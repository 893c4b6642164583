package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is configured, as commands take it. */
class ConfiguredOptionsTest {

  private static final Map<String, String> DRY = Map.of("BATON_OPTION_DRY_RUN", "true");

  private final CapturedConsole console = new CapturedConsole();

  @Test
  void anOptionThatIsNotTypedHasTheConfiguredValue() {
    assertThat(console.baton(DRY, "exec", "echo", "{}", ":::", "a")).isZero();
    assertThat(console.out()).isEqualTo("echo a\n");
  }

  @Test
  void aFileBeforeTheCommandIsTaken(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("my.properties"), "exec.dry-run = true\n");

    assertThat(console.baton("--config", file.toString(), "exec", "echo", ":::", "a")).isZero();
    assertThat(console.baton("--config=" + file, "exec", "echo", ":::", "b")).isZero();
    assertThat(console.out()).isEqualTo("echo a\necho b\n");
  }

  @Test
  void whatIsTypedCountsMore() {
    Map<String, String> environment =
        Map.of("BATON_OPTION_DRY_RUN", "true", "BATON_OPTION_HALT", "nonsense");

    assertThat(console.baton(environment, "exec", "--halt=never", "echo", ":::", "a")).isZero();
    assertThat(console.out()).isEqualTo("echo a\n");
  }

  @Test
  void withAClusterThatIsTypedOnlyWhatGoesWithItCounts() {
    Map<String, String> environment =
        Map.of(
            "BATON_OPTION_DRY_RUN", "true",
            "BATON_OPTION_WORKERS", "4",
            "BATON_OPTION_DATA_DIR", "/nowhere",
            "BATON_OPTION_JOIN_FILE", "/nowhere");

    assertThat(console.baton(environment, "exec", "--bootstrap=nowhere:1", "echo", ":::", "a"))
        .as(console.err())
        .isZero();
    assertThat(console.out()).isEqualTo("echo a\n");
  }

  @Test
  void aSwitchThatIsTypedAndConfiguredIsOn() {
    assertThat(console.baton(DRY, "exec", "--dry-run", "echo", ":::", "a")).isZero();
    assertThat(console.out()).isEqualTo("echo a\n");
  }

  @Test
  void aSwitchThatIsConfiguredCanBeTypedOff() {
    Map<String, String> environment =
        Map.of("BATON_OPTION_DRY_RUN", "true", "BATON_OPTION_SHELL", "true");

    assertThat(console.baton(environment, "exec", "--shell=false", "echo", "$HOME", ":::", "a"))
        .isZero();
    assertThat(console.out()).isEqualTo("echo '$HOME' a\n");
  }

  @Test
  void aWrongValueIsAnErrorThatSaysWhereItIsSet() {
    assertThat(console.baton(Map.of("BATON_OPTION_WORKERS", "many"), "run", "sum")).isEqualTo(2);
    assertThat(console.err())
        .contains("--workers", "'many'", " (--workers is set in BATON_OPTION_WORKERS.)");

    assertThat(console.baton(Map.of("BATON_OPTION_DRY_RUN", "yes"), "exec", "a")).isEqualTo(2);
    assertThat(console.err())
        .contains("BATON_OPTION_DRY_RUN: 'yes' is not true or false (--dry-run)");
  }

  @Test
  void aValueThatDoesNotGoWithOthersIsAnErrorThatSaysWhereItIsSet() {
    assertThat(console.baton(Map.of("BATON_OPTION_ADVERTISE", "here"), "broker")).isEqualTo(2);
    assertThat(console.err())
        .isEqualTo(
            "baton: --advertise and --no-tls are for a broker with --listen."
                + " (--advertise is set in BATON_OPTION_ADVERTISE.)\n");
  }

  @Test
  void anOptionThatAJobOfOthersDoesNotHaveIsAnErrorWhenItRuns() {
    assertThat(console.baton(Map.of("BATON_OPTION_RUN__SUM__TOO", "5"), "run", "sum")).isEqualTo(2);
    assertThat(console.err())
        .isEqualTo(
            "baton: BATON_OPTION_RUN__SUM__TOO: 'baton run sum' has no option 'too'."
                + " Did you mean to?\n");
  }
}
