package dev.baton.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.EnvironmentException;
import dev.baton.SharedCounter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counters between real processes, in JVMs without flags. */
class MappedCountersIT {

  @TempDir private Path directory;
  private MappedCounters counters;
  private final List<ChildJvm> children = new ArrayList<>();

  @BeforeEach
  void createCounters() {
    counters = MappedCounters.create(directory);
  }

  @AfterEach
  void endAll() {
    children.forEach(ChildJvm::close);
    counters.close();
  }

  @Test
  void whatFourProcessesAddIsAllThere() throws Exception {
    int each = 100_000;
    for (int i = 0; i < 4; i++) {
      children.add(ChildJvm.startExactly(List.of(), CounterUser.class, directory, each));
    }
    for (ChildJvm child : children) {
      child.awaitLine("opened");
    }
    for (ChildJvm child : children) {
      child.go();
    }
    for (ChildJvm child : children) {
      assertThat(child.exitCode()).isZero();
    }

    assertThat(counters.counter(0, "added").get()).isEqualTo(4L * each);
    assertThat(counters.counter(1, "swapped").get()).isEqualTo(4L * each);
    assertThat(counters.counter(255, "lowered").get()).isEqualTo(-12L * each);
  }

  @Test
  void aCounterDoesWhatItSays() {
    SharedCounter counter = counters.counter(7, "hits");

    assertThat(counter.name()).isEqualTo("hits");
    assertThat(counter.get()).isZero();
    assertThat(counter.increment()).isEqualTo(1);
    assertThat(counter.add(-5)).isEqualTo(-4);
    counter.set(Long.MAX_VALUE);
    assertThat(counter.add(1)).isEqualTo(Long.MIN_VALUE);
    assertThat(counter.compareAndSet(3, 4)).isFalse();
    assertThat(counter.compareAndSet(Long.MIN_VALUE, 4)).isTrue();
    assertThat(counters.counter(7, "the same").get()).isEqualTo(4);
    assertThat(counters.counter(6, "neighbour").get()).isZero();
    assertThat(counters.counter(8, "neighbour").get()).isZero();
    assertThat(counter).hasToString("hits=4");
  }

  @Test
  void thereAreSoManyCountersAndNoMore() {
    counters.counter(MappedCounters.MOST - 1, "last").increment();

    assertThatThrownBy(() -> counters.counter(MappedCounters.MOST, "one more"))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> counters.counter(-1, "one less"))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void useAfterClosingIsAnException() {
    SharedCounter counter = counters.counter(0, "hits");
    counters.close();

    assertThatThrownBy(counter::increment)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed in this process");
  }

  @Test
  void openingWhereNoneAreSaysSo() {
    assertThatThrownBy(() -> MappedCounters.open(directory.resolve("nothing")))
        .isInstanceOf(EnvironmentException.class);
  }

  @Test
  void whoCountsLoadsNothingOfChronicle() throws Exception {
    try (ChildJvm child =
        ChildJvm.startExactly(
            List.of("-Xlog:class+load:stderr"), CounterUser.class, directory, 1)) {
      child.awaitLine("opened");
      child.go();

      assertThat(child.exitCode()).isZero();
      assertThat(child.errors())
          .contains(MappedCounters.class.getName())
          .doesNotContain("net.openhft.");
    }
  }
}
