package dev.baton.measure.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.measure.work.Work;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The models that run in this process; the others have real processes, and their own test. */
class ModelKindTest {

  private static final long[] DATA = Work.data(10_000);

  @AfterEach
  void forgetInterrupt() {
    var _ = Thread.interrupted();
  }

  @ParameterizedTest
  @EnumSource(names = {"SERIAL", "THREAD", "THREAD_POOL", "ASYNC", "VIRTUAL"})
  void allTasksAreRunAndAnswered(ModelKind kind) throws Exception {
    Load load = Load.of(new Work(1, 1, 1_000, 1_000), 10, DATA);
    try (Model model = kind.start(3)) {
      assertThat(model.run(load)).isEqualTo(load.answers()).doesNotHaveDuplicates();
      assertThat(model.run(load)).isEqualTo(load.answers());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SERIAL", "THREAD", "THREAD_POOL", "ASYNC", "VIRTUAL"})
  void anInterruptEndsTheRun(ModelKind kind) throws Exception {
    Load load = Load.of(new Work(1, 3_600_000, 1, 0), 10, new long[0]);
    try (Model model = kind.start(2)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> model.run(load)).isInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void aFailedTaskFailsTheRun() throws Exception {
    Load load =
        new Load(Load.of(new Work(1, 0, 0, 1_000), 4, DATA).works(), new long[0], List.of());
    try (Model model = ModelKind.THREAD_POOL.start(2)) {
      assertThatThrownBy(() -> model.run(load))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(IndexOutOfBoundsException.class);
    }
  }
}
