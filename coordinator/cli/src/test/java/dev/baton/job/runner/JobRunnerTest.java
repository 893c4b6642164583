package dev.baton.job.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.EnvironmentException;
import dev.baton.TaskFailedException;
import dev.baton.TaskFunction;
import dev.baton.job.Job;
import dev.baton.job.JobFailedException;
import dev.baton.job.Splits;
import dev.baton.pool.MapResult;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class JobRunnerTest {

  private static final PrintStream OUT =
      new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

  private final List<String> progress = new ArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Squares numbers and keeps what it is given. */
  private static class Squares implements Job<Integer, Integer> {
    final List<Integer> folded = new ArrayList<>();
    final int count;

    Squares(int count) {
      this.count = count;
    }

    @Override
    public Splits<Integer> split() {
      return new Splits<>(IntStream.range(0, count).boxed(), Splits.UNKNOWN);
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
    public String describe(Integer split) {
      return "number " + split;
    }
  }

  private JobRunner<Integer, Integer> runner(Squares job) {
    return new JobRunner<>(
        job, this::mapHere, (folded, total) -> progress.add(folded + "/" + total));
  }

  private Stream<MapResult<Integer, Integer>> mapHere(
      TaskFunction<Integer, Integer> function, Iterator<Integer> inputs, boolean ordered) {
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(inputs, Spliterator.ORDERED), false)
        .<MapResult<Integer, Integer>>map(
            input -> {
              try {
                return new MapResult<>(input, function.apply(input), null);
              } catch (Exception e) {
                return new MapResult<>(input, null, e);
              }
            })
        .onClose(() -> closed.set(true));
  }

  @Test
  void everySplitIsFoldedOnce() throws Exception {
    Squares job = new Squares(1_000);

    assertThat(runner(job).run(job.split(), OUT)).isEqualTo(1_000);

    assertThat(job.folded).isEqualTo(IntStream.range(0, 1_000).boxed().toList());
  }

  @Test
  void progressEndsWithTheTotalThatNobodyKnew() throws Exception {
    Squares job = new Squares(3);

    runner(job).run(job.split(), OUT);

    assertThat(progress).containsExactly("0/-1", "1/-1", "2/-1", "3/-1", "3/3");
  }

  @Test
  void aJobThatHasEnoughGetsNoMore() throws Exception {
    Squares job =
        new Squares(1_000) {
          @Override
          public boolean hasEnough() {
            return folded.size() == 2;
          }
        };

    assertThat(runner(job).run(job.split(), OUT)).isEqualTo(2);

    assertThat(job.folded).containsExactly(0, 1);
    assertThat(closed).as("what is under way is cancelled").isTrue();
    assertThat(progress).as("the total").containsExactly("0/-1", "1/-1", "2/-1");
  }

  @Test
  void noSplitsMeanNoTasks() throws Exception {
    Squares job = new Squares(0);

    assertThat(runner(job).run(job.split(), OUT)).isZero();
  }

  @Test
  void failureNamesTheSplitKeepsTheCauseAndCancelsTheRest() {
    Squares job = failingWith(new IllegalStateException("seven"));

    assertThatExceptionOfType(TaskFailedException.class)
        .isThrownBy(() -> runner(job).run(job.split(), OUT))
        .withMessage("The task for number 7 failed")
        .withCauseInstanceOf(IllegalStateException.class);
    assertThat(job.folded).hasSize(7);
    assertThat(closed).isTrue();
  }

  @Test
  void whoKeepsGoingGetsTheRestAndIsToldWhatIsMissing() throws Exception {
    Squares job = failingWith(new IllegalStateException("seven"));
    JobRunner<Integer, Integer> runner = runner(job).keepGoing(true);

    assertThat(runner.run(job.split(), OUT)).isEqualTo(10);

    assertThat(job.folded).hasSize(9).doesNotContain(7);
    assertThat(runner.shortfall().orElseThrow().getMessage())
        .startsWith("1 of 10 tasks failed; the result is without them:")
        .contains("The task for number 7 failed", "seven");
    assertThat(progress).as("what has failed is not done").contains("9/10").doesNotContain("10/10");
  }

  @Test
  void aJobThatIsOfNoUseInPartHasNoResultThen() {
    Squares job =
        new Squares(10) {
          @Override
          public TaskFunction<Integer, Integer> task() {
            return failingAtSeven(new IllegalStateException("seven"));
          }

          @Override
          public boolean isOfUseInPart() {
            return false;
          }
        };

    assertThatExceptionOfType(JobFailedException.class)
        .isThrownBy(() -> runner(job).keepGoing(true).run(job.split(), OUT))
        .withMessageStartingWith("1 of 10 tasks failed; there is no whole result:")
        .withMessageContaining("The task for number 7 failed");
    assertThat(job.folded).as("nothing is made of results that will be no whole").hasSize(7);
    assertThat(progress).contains("9/-1");
  }

  @Test
  void whereNoTaskHasAResultThereIsNothingToPrint() {
    Squares job =
        new Squares(2) {
          @Override
          public TaskFunction<Integer, Integer> task() {
            return _ -> {
              throw new IllegalStateException("none");
            };
          }
        };

    assertThatExceptionOfType(JobFailedException.class)
        .isThrownBy(() -> runner(job).keepGoing(true).run(job.split(), OUT))
        .withMessageStartingWith("2 of 2 tasks failed; there is no whole result:");
  }

  @Test
  void poolThatCannotGoOnIsNoFaultOfTheTask() {
    Squares job = failingWith(new EnvironmentException("The broker ended."));

    assertThatExceptionOfType(EnvironmentException.class)
        .isThrownBy(() -> runner(job).run(job.split(), OUT))
        .withMessage("The broker ended.");
  }

  private static Squares failingWith(RuntimeException failure) {
    return new Squares(10) {
      @Override
      public TaskFunction<Integer, Integer> task() {
        return failingAtSeven(failure);
      }
    };
  }

  private static TaskFunction<Integer, Integer> failingAtSeven(RuntimeException failure) {
    return number -> {
      if (number == 7) {
        throw failure;
      }
      return number * number;
    };
  }

  @Test
  void aFailureIsToldOfASplitThatCannotBeDescribed() {
    Squares job =
        new Squares(1) {
          @Override
          public TaskFunction<Integer, Integer> task() {
            return _ -> {
              throw new IllegalStateException("the true failure");
            };
          }

          @Override
          public String describe(Integer split) {
            throw new AssertionError("no words");
          }
        };

    assertThatExceptionOfType(TaskFailedException.class)
        .isThrownBy(() -> runner(job).run(job.split(), OUT))
        .withMessage("The task for 0 failed")
        .havingCause()
        .withMessage("the true failure");
  }
}
