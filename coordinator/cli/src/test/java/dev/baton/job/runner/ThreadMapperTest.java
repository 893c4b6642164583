package dev.baton.job.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.TaskContext;
import dev.baton.TaskFunction;
import dev.baton.pool.MapResult;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ThreadMapperTest {

  private static List<MapResult<Integer, Integer>> map(
      ThreadMapper<Integer, Integer> mapper, TaskFunction<Integer, Integer> task, boolean ordered) {
    try (Stream<MapResult<Integer, Integer>> results =
        mapper.map(task, IntStream.range(0, 100).iterator(), ordered)) {
      return results.toList();
    }
  }

  @Test
  void allTasksRunInEachWay() {
    for (ThreadMapper<Integer, Integer> mapper :
        List.<ThreadMapper<Integer, Integer>>of(
            ThreadMapper.serial(), ThreadMapper.platform(3), ThreadMapper.virtual(7))) {
      assertThat(map(mapper, i -> i * i, false))
          .allSatisfy(each -> assertThat(each.result()).isEqualTo(each.input() * each.input()))
          .extracting(MapResult::input)
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 100).boxed().toList());
    }
  }

  @Test
  void resultsComeInOrderIfThatIsWanted() {
    assertThat(map(ThreadMapper.platform(3), i -> i, true)).extracting(MapResult::input).isSorted();
  }

  @Test
  void soManyRunAtATime() {
    CyclicBarrier four = new CyclicBarrier(4);

    assertThat(
            map(ThreadMapper.platform(4), _ -> four.await(20, TimeUnit.SECONDS) >= 0 ? 1 : 0, true))
        .extracting(MapResult::result)
        .containsOnly(1);
  }

  @Test
  void aFailureIsAResult() {
    assertThat(
            map(
                ThreadMapper.virtual(4),
                i -> {
                  throw new IllegalStateException("no " + i);
                },
                false))
        .allSatisfy(each -> assertThat(each.failure()).hasMessage("no " + each.input()));
  }

  @Test
  void tasksHaveAContext() {
    assertThat(map(ThreadMapper.serial(), _ -> TaskContext.current().attempt(), false))
        .extracting(MapResult::result)
        .containsOnly(1);
  }

  @Test
  void closingTheStreamInterruptsWhatRuns() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    TaskFunction<Integer, Integer> waits =
        i -> {
          if (i == 0) {
            return i;
          }
          running.countDown();
          try {
            TimeUnit.MINUTES.sleep(1);
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
          return i;
        };
    try (Stream<MapResult<Integer, Integer>> results =
        ThreadMapper.<Integer, Integer>platform(2)
            .map(waits, IntStream.range(0, 10).iterator(), true)) {
      assertThat(results.iterator().next().result()).isZero();
      running.await();
    }

    assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
  }
}
