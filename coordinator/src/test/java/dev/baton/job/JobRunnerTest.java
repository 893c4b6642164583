package dev.baton.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.TaskFunction;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class JobRunnerTest {

  private static final PrintStream OUT =
      new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

  private final ExecutorService elsewhere = Executors.newFixedThreadPool(4);
  private final List<String> progress = new ArrayList<>();

  @AfterEach
  void end() {
    elsewhere.shutdownNow();
  }

  /** Squares numbers and keeps what it is given. */
  private static class Squares implements Job<Integer, Integer> {
    final List<Integer> folded = new ArrayList<>();
    final boolean ordered;
    final Stream<Integer> numbers;

    Squares(boolean ordered, int count) {
      this(ordered, IntStream.range(0, count).boxed());
    }

    Squares(boolean ordered, Stream<Integer> numbers) {
      this.ordered = ordered;
      this.numbers = numbers;
    }

    @Override
    public Splits<Integer> split() {
      return new Splits<>(numbers, Splits.UNKNOWN);
    }

    @Override
    public TaskFunction<Integer, Integer> task() {
      return number -> number * number;
    }

    @Override
    public void fold(Integer split, Integer result) {
      assertThat(result).isEqualTo(split * split);
      folded.add(split);
    }

    @Override
    public void write(PrintStream out, PrintStream notes) {}

    @Override
    public boolean ordered() {
      return ordered;
    }

    @Override
    public String describe(Integer split) {
      return "number " + split;
    }
  }

  private JobRunner<Integer, Integer> runner(Squares job, int window) {
    TaskFunction<Integer, Integer> task = job.task();
    return new JobRunner<>(
        job,
        (split, outcome) ->
            elsewhere.execute(
                () -> {
                  try {
                    outcome.ended(task.apply(split), null);
                  } catch (Exception e) {
                    outcome.ended(null, e);
                  }
                }),
        window,
        (folded, total) -> progress.add(folded + "/" + total));
  }

  @Test
  void everySplitIsFoldedOnce() throws Exception {
    Squares job = new Squares(false, 10_000);

    assertThat(runner(job, 100).run(job.split(), OUT)).isEqualTo(10_000);

    Collections.sort(job.folded);
    assertThat(job.folded).isEqualTo(IntStream.range(0, 10_000).boxed().toList());
  }

  @Test
  void orderedJobGetsResultsInTheOrderOfTheSplits() throws Exception {
    Squares job = new Squares(true, 10_000);

    runner(job, 64).run(job.split(), OUT);

    assertThat(job.folded).isEqualTo(IntStream.range(0, 10_000).boxed().toList());
  }

  @Test
  void noMoreThanTheWindowIsTakenFromTheSplits() throws Exception {
    List<Integer> taken = new ArrayList<>();
    Squares job =
        new Squares(true, IntStream.range(0, 1_000).boxed().peek(taken::add)) {
          @Override
          public void fold(Integer split, Integer result) {
            // The runner looks one ahead to know the total.
            assertThat(taken.size()).isLessThanOrEqualTo(folded.size() + 8 + 1);
            super.fold(split, result);
          }
        };

    runner(job, 8).run(job.split(), OUT);

    assertThat(job.folded).hasSize(1_000);
  }

  @Test
  void progressEndsWithTheTotalThatNobodyKnew() throws Exception {
    Squares job = new Squares(false, 3);

    runner(job, 1).run(job.split(), OUT);

    assertThat(progress).startsWith("0/-1", "1/-1").endsWith("3/3");
  }

  @Test
  void noSplitsMeanNoTasks() throws Exception {
    Squares job = new Squares(true, 0);

    assertThat(runner(job, 10).run(job.split(), OUT)).isZero();
  }

  @Test
  void failureNamesTheSplitAndKeepsTheCause() {
    Squares job =
        new Squares(false, 10) {
          @Override
          public TaskFunction<Integer, Integer> task() {
            return number -> {
              if (number == 7) {
                throw new IllegalStateException("seven");
              }
              return number * number;
            };
          }
        };

    assertThatExceptionOfType(TaskFailedException.class)
        .isThrownBy(() -> runner(job, 4).run(job.split(), OUT))
        .withMessage("The task for number 7 failed")
        .withCauseInstanceOf(IllegalStateException.class);
  }
}
