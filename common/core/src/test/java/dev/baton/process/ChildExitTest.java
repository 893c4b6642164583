package dev.baton.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChildExitTest {

  @Test
  void signalsAreNamed() {
    assertThat(exit(137).describe()).isEqualTo("signal 9 (killed)");
    assertThat(exit(139).describe()).isEqualTo("signal 11 (segmentation fault)");
    assertThat(exit(128 + 31).describe()).isEqualTo("signal 31");
  }

  @Test
  void exitCodesStayNumbers() {
    assertThat(exit(0).describe()).isEqualTo("exit code 0");
    assertThat(exit(3).describe()).isEqualTo("exit code 3");
    assertThat(exit(255).describe()).isEqualTo("exit code 255");
  }

  private static ChildExit exit(int code) {
    return new ChildExit(1, code, false, List.of());
  }
}
