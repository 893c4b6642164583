package dev.baton.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.cli.CapturedConsole;
import org.junit.jupiter.api.Test;

class DoctorTest {

  private final CapturedConsole console = new CapturedConsole();

  @Test
  void machineThatRunsTheTestsIsFit() {
    assertThat(console.baton("doctor")).isZero();

    assertThat(console.out()).contains("ok    java").contains("cores", "memory", "ports");
    assertThat(console.out()).doesNotContain("fail");
  }

  @Test
  void thresholdOfAutoIsTold() {
    assertThat(console.baton("doctor")).isZero();

    assertThat(console.out())
        .contains("ok    handoff        'auto' is by reference from 64 KiB on");
  }

  @Test
  void findingIsOneAlignedLine() {
    assertThat(Check.Finding.warn("cores", "1 usable", "Get more.").line(false))
        .isEqualTo("warn  cores          1 usable");
    assertThat(Check.Finding.fail("java", "17", "").line(true)).startsWith("\033[31mfail\033[0m");
  }

  @Test
  void flagsArePrintedOneALine() {
    assertThat(console.baton("doctor", "--jvm-flags")).isZero();

    assertThat(console.out().lines()).contains("--enable-native-access=ALL-UNNAMED");
    assertThat(console.out().lines()).allMatch(line -> line.startsWith("-"));
  }
}
