package dev.baton.advise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.process.ChildProcess;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtherUseTest {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final String BUSY = "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done";

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
    assertThat(OtherUse.isOfTheJvm(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"main", "java", "pool-1-thread-1", "ForkJoinPool.co", "My VM Thread", ""})
  void allOthersAreNot(String name) {
    assertThat(OtherUse.isOfTheJvm(name)).isFalse();
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
    assertThat(names).anyMatch(OtherUse::isOfTheJvm).anyMatch(name -> !OtherUse.isOfTheJvm(name));
  }

  /** By its own account, which the process' must not be behind of, but for a step of 10 ms. */
  @Test
  void theMachineTellsWhatAnotherThreadHasComputed() throws Exception {
    double before = OtherUse.soFar().threadsNs();
    Thread.ofPlatform().start(() -> compute(50_000_000)).join();

    assertThat(OtherUse.soFar().threadsNs() - before).isGreaterThan(25_000_000);
  }

  private static void compute(long ns) {
    long endNs = THREADS.getCurrentThreadCpuTime() + ns;
    while (THREADS.getCurrentThreadCpuTime() < endNs) {
      Thread.onSpinWait();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whatAnEndedProcessHasComputedIsCounted() throws IOException, InterruptedException {
    OtherUse before = OtherUse.soFar();

    assertThat(new ProcessBuilder("sh", "-c", BUSY).start().waitFor()).isZero();

    assertThat(OtherUse.soFar().since(before).processesNs().orElseThrow()).isPositive();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whatAProcessComputesThatLivesIsCounted() throws IOException, InterruptedException {
    OtherUse before = OtherUse.soFar();
    Process process = new ProcessBuilder("sh", "-c", BUSY + "; echo; read line").start();

    assertThat(process.getInputStream().read()).isEqualTo('\n');

    assertThat(OtherUse.soFar().since(before).processesNs().orElseThrow()).isPositive();
    process.getOutputStream().close();
    process.waitFor();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whatProcessesOfBatonComputeIsNotCounted() throws IOException {
    Process process = new ProcessBuilder("sh", "-c", BUSY + "; echo x; read line").start();
    CompletableFuture<String> computed = new CompletableFuture<>();
    try (ChildProcess worker = ChildProcess.of("worker", process, computed::complete)) {
      OtherUse before = OtherUse.soFar();

      assertThat(computed.orTimeout(1, TimeUnit.MINUTES).join()).isEqualTo("x");

      OtherUse meanwhile = OtherUse.soFar().since(before);
      assertThat(meanwhile.processesNs()).hasValue(0);
      worker.requestStop();
      worker.onExit().orTimeout(1, TimeUnit.MINUTES).join();
      assertThat(OtherUse.soFar().since(before).processesNs())
          .as("its time is now among that of all processes that have ended")
          .isEmpty();
    }
  }

  @Test
  void aNameMayHoldAnything() {
    String stat = "7 (a) b (c) S 1 7 7 0 -1 4194560 1 2 0 0 11 22 33 44 20 0 1 0 5 6";

    assertThat(OtherUse.ticks(stat, 11)).isEqualTo(33);
    assertThat(OtherUse.ticks(stat, 13)).isEqualTo(77);
    assertThat(OtherUse.ticks("", 11)).isZero();
  }

  @Test
  void theMeanLeavesTheFirstTaskOutUnlessItIsAlone() {
    assertThat(OtherUse.mean(List.of(threads(70), threads(20), threads(40))).threadsNs())
        .isEqualTo(30);
    assertThat(OtherUse.mean(List.of(threads(70))).threadsNs()).isEqualTo(70);
    assertThat(OtherUse.mean(List.of()).threadsNs()).isZero();
  }

  @Test
  void accountsThatRunBackwardsGiveNothing() {
    OtherUse mean =
        OtherUse.mean(
            List.of(new OtherUse(-10, OptionalDouble.of(-10), OptionalDouble.empty(), 0)));

    assertThat(mean).isEqualTo(new OtherUse(0, OptionalDouble.of(0), OptionalDouble.empty(), 0));
  }

  private static OtherUse threads(double ns) {
    return new OtherUse(ns, OptionalDouble.empty(), OptionalDouble.empty(), 0);
  }
}
