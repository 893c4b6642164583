package dev.baton.advise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ChildrenCpuTimeTest {

  private static final String BUSY = "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done";

  @Test
  @EnabledOnOs(OS.LINUX)
  void whatAnEndedProcessHasComputedIsCounted() throws IOException, InterruptedException {
    long before = ChildrenCpuTime.ns().orElseThrow();

    assertThat(new ProcessBuilder("sh", "-c", BUSY).start().waitFor()).isZero();

    assertThat(ChildrenCpuTime.ns().orElseThrow()).isGreaterThan(before);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whatAProcessComputesThatLivesIsCounted() throws IOException, InterruptedException {
    long before = ChildrenCpuTime.ns().orElseThrow();
    Process process = new ProcessBuilder("sh", "-c", BUSY + "; echo; read line").start();

    assertThat(process.getInputStream().read()).isEqualTo('\n');

    assertThat(ChildrenCpuTime.ns().orElseThrow()).isGreaterThan(before);
    process.getOutputStream().close();
    process.waitFor();
  }

  @Test
  void aNameMayHoldAnything() {
    String stat = "7 (a) b (c) S 1 7 7 0 -1 4194560 1 2 0 0 11 22 33 44 20 0 1 0 5 6";

    assertThat(ChildrenCpuTime.times(stat)).containsExactly(33, 77);
    assertThat(ChildrenCpuTime.times("")).isEmpty();
  }
}
