package dev.baton.advise;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class HelperCpuTimeTest {

  private static final long ENOUGH_NS = 300_000_000;
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final HelperCpuTime helpers = new HelperCpuTime();

  private static void until(long ns, LongSupplier cpuTime, Runnable work) {
    long endNs = cpuTime.getAsLong() + ns;
    while (cpuTime.getAsLong() < endNs) {
      work.run();
    }
  }

  /** By its own time, as a compiler may compute beside it. */
  private void haveAnotherThreadCompute() throws InterruptedException {
    helpers.start();
    Thread.ofPlatform()
        .start(() -> until(ENOUGH_NS, THREADS::getCurrentThreadCpuTime, Thread::onSpinWait))
        .join();
    helpers.stop();
  }

  private void haveThisThread(Runnable work) {
    helpers.start();
    until(ENOUGH_NS, SYSTEM::getProcessCpuTime, work);
    helpers.stop();
  }

  @Test
  void whatOtherThreadsComputeCounts() throws Exception {
    haveAnotherThreadCompute();

    assertThat(helpers.meanNs()).isGreaterThan(0.5 * ENOUGH_NS);
  }

  @Test
  void whatTheCallerComputesDoesNot() {
    haveThisThread(Thread::onSpinWait);

    assertThat(helpers.meanNs()).isLessThan(0.5 * ENOUGH_NS);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whatTheJvmItselfComputesDoesNot() {
    haveThisThread(System::gc);

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
