package dev.baton.advise;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class HelpersTest {

  private static final long ENOUGH_NS = 300_000_000;
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final Helpers helpers = new Helpers();

  private static void until(long cpuNs, Runnable work) {
    while (SYSTEM.getProcessCpuTime() < cpuNs) {
      work.run();
    }
  }

  private void haveAnotherThreadCompute() throws InterruptedException {
    long before = SYSTEM.getProcessCpuTime();
    helpers.start();
    Thread.ofPlatform().start(() -> until(before + ENOUGH_NS, Thread::onSpinWait)).join();
    helpers.stop();
  }

  @Test
  void whatOtherThreadsComputeCounts() throws Exception {
    haveAnotherThreadCompute();

    assertThat(helpers.meanNs()).isGreaterThan(0.5 * ENOUGH_NS);
  }

  @Test
  void whatTheCallerComputesDoesNot() {
    long before = SYSTEM.getProcessCpuTime();
    helpers.start();
    until(before + ENOUGH_NS, Thread::onSpinWait);
    helpers.stop();

    assertThat(helpers.meanNs()).isLessThan(0.5 * ENOUGH_NS);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whatTheJvmItselfComputesDoesNot() {
    long before = SYSTEM.getProcessCpuTime();
    helpers.start();
    until(before + ENOUGH_NS, System::gc);
    helpers.stop();

    assertThat(helpers.meanNs()).isLessThan(0.5 * ENOUGH_NS);
  }

  @Test
  void theFirstTaskIsLeftOutIfThereAreOthers() throws Exception {
    haveAnotherThreadCompute();
    helpers.start();
    helpers.stop();

    assertThat(helpers.meanNs()).isLessThan(0.5 * ENOUGH_NS);
  }
}
