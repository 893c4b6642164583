package dev.baton.measure.throughput;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.measure.Case;
import dev.baton.measure.Spread;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThroughputSectionTest {

  @Test
  void workersAreComparedWithThreads() {
    assertThat(
            ThroughputSection.of(
                    List.of(
                        of(CpuBound.THREADS, 0, 0),
                        of(CpuBound.FIRST, 0.91, 1.09),
                        of(CpuBound.LATER, 0.98, 1.01)))
                .findings())
        .singleElement()
        .isEqualTo(
            "Of tasks that compute, 2 workers do 0.910 (0.900 to 0.920) times what as many threads"
                + " of one JVM do, over sockets: in the first 100 tasks of a new pool; in the next"
                + " 0.980 (0.970 to 0.990). All processes together use 1.09 and 1.01 times the"
                + " threads' CPU time.");
  }

  @Test
  void whatWasNotMeasuredIsNotSpokenOf() {
    assertThat(ThroughputSection.of(List.of(of(CpuBound.FIRST, 0.9, 1))).findings()).isEmpty();
  }

  private static Case of(String name, double ofThreads, double cpu) {
    return Case.of(ThroughputMeasurement.NAME, name, "tasks/s", Spread.of(36))
        .with("workers", 2)
        .with("tasks", 100)
        .detail(CpuBound.OF_THREADS, ofThreads)
        .detail(CpuBound.OF_THREADS_LEAST, ofThreads - 0.01)
        .detail(CpuBound.OF_THREADS_MOST, ofThreads + 0.01)
        .detail(CpuBound.CPU_OF_THREADS, cpu);
  }
}
