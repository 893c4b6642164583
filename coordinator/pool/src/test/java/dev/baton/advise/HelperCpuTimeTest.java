package dev.baton.advise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelperCpuTimeTest {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "C1 CompilerThre",
        "C2 CompilerThre",
        "JVMCI CompilerT",
        "VM Thread",
        "GC Thread#0",
        "G1 Conc#0",
        "G1 Main Marker",
        "ZWorkerYoung#0",
        "Shenandoah GC T"
      })
  void threadsThatCompileOrCollectGarbageAreOfTheJvm(String name) {
    assertThat(HelperCpuTime.isOfTheJvm(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"main", "java", "pool-1-thread-1", "ForkJoinPool.co", "My VM Thread", ""})
  void allOthersAreNot(String name) {
    assertThat(HelperCpuTime.isOfTheJvm(name)).isFalse();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void thisJvmHasThreadsOfItsOwnUnderTheseNames() throws IOException {
    List<String> names = new ArrayList<>();
    try (var threads = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
      for (Path thread : threads) {
        names.add(Files.readString(thread.resolve("comm")).strip());
      }
    }

    assertThat(names).contains("VM Thread").anyMatch(name -> name.matches("C[12] CompilerThre"));
    assertThat(names)
        .anyMatch(HelperCpuTime::isOfTheJvm)
        .anyMatch(name -> !HelperCpuTime.isOfTheJvm(name));
  }

  /** By its own account, which the process' must not be behind of, but for a step of 10 ms. */
  @Test
  void theMachineTellsWhatAnotherThreadHasComputed() throws Exception {
    long before = HelperCpuTime.cpuNs();
    Thread.ofPlatform().start(() -> compute(50_000_000)).join();

    assertThat(HelperCpuTime.cpuNs() - before).isGreaterThan(25_000_000);
  }

  private static void compute(long ns) {
    long endNs = THREADS.getCurrentThreadCpuTime() + ns;
    while (THREADS.getCurrentThreadCpuTime() < endNs) {
      Thread.onSpinWait();
    }
  }
}
