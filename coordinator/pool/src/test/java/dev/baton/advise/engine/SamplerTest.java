package dev.baton.advise.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.TaskContext;
import dev.baton.TaskFailedException;
import dev.baton.TaskFunction;
import dev.baton.advise.Sampling;
import dev.baton.advise.TaskCost;
import dev.baton.advise.Workload;
import dev.baton.codec.AllowList;
import dev.baton.codec.Codec;
import dev.baton.codec.kryo.KryoCodec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplerTest {

  private static final Codec CODEC =
      new KryoCodec(AllowList.standard(), SamplerTest.class.getClassLoader());
  private static final double MS = 1e6;

  private final FakeMeter meter = new FakeMeter();

  private <R> Sampling sampled(TaskFunction<Integer, R> function) throws Exception {
    return sampled(function, (_, _) -> {});
  }

  private <R> Sampling sampled(TaskFunction<Integer, R> function, Sampler.Fold<Integer, R> fold)
      throws Exception {
    InputSample<Integer> inputs =
        InputSample.of(IntStream.range(0, 4).iterator(), 100, Sampler.MOST_SAMPLES, false);
    return new Sampler<>(function, fold, CODEC, number -> "number " + number, meter).sample(inputs);
  }

  private int compute(double ms) {
    meter.compute(ms);
    return 1;
  }

  private int await(double ms) {
    meter.await(ms);
    return 1;
  }

  @Test
  void computingIsToldFromWaiting() throws Exception {
    TaskCost computing = sampled(_ -> compute(20)).work().task();
    TaskCost waiting = sampled(_ -> compute(1) + await(30)).work().task();

    assertThat(computing.isMostlyWaiting()).isFalse();
    assertThat(computing.cpuNs()).isEqualTo(20 * MS);
    assertThat(computing.waitNs()).isZero();
    assertThat(waiting.isMostlyWaiting()).isTrue();
    assertThat(waiting.cpuNs()).isEqualTo(1 * MS);
    assertThat(waiting.waitNs()).isEqualTo(30 * MS);
  }

  @Test
  void aLittleWaitingIsNoise() throws Exception {
    assertThat(sampled(_ -> compute(100) + await(5)).work().task().waitNs()).isZero();
    assertThat(sampled(_ -> compute(0.01) + await(0.04)).work().task().waitNs()).isZero();
  }

  @Test
  void whatATaskHasOthersComputeIsNoWaiting() throws Exception {
    TaskCost helped =
        sampled(
                _ -> {
                  meter.haveOthersCompute(50);
                  return compute(10) + await(60);
                })
            .work()
            .task();

    assertThat(helped.isMostlyWaiting()).isFalse();
    assertThat(helped.cpuNs()).isEqualTo(60 * MS);
    assertThat(helped.waitNs()).isEqualTo(10 * MS);
  }

  @Test
  void whatATaskHasProcessesComputeIsNoWaiting() throws Exception {
    Sampling sampling =
        sampled(
            _ -> {
              meter.haveProcessesCompute(58);
              return compute(1) + await(59);
            });

    TaskCost task = sampling.work().task();
    assertThat(task.isMostlyWaiting()).isFalse();
    assertThat(task.cpuNs()).isEqualTo(59 * MS);
    assertThat(task.waitNs()).as("what is left of it is noise").isZero();
    assertThat(task.lockNs()).as("waiting for a process is no lock").isZero();
    assertThat(sampling.childrenNs()).hasValue(58 * MS);
  }

  @Test
  void processesThatComputeSideBySideTakeCoresFromOthers() throws Exception {
    TaskCost task =
        sampled(
                _ -> {
                  meter.haveProcessesCompute(100);
                  return await(50);
                })
            .work()
            .task();

    assertThat(task.wallNs()).isEqualTo(50 * MS);
    assertThat(task.besideNs()).isEqualTo(50 * MS);
  }

  @Test
  void standingInLineForAProcessorIsNoWaitingEither() throws Exception {
    TaskFunction<Integer, Integer> task =
        _ -> {
          meter.haveProcessesCompute(20);
          return await(80);
        };

    assertThat(sampled(task).work().task().waitNs()).isEqualTo(60 * MS);
    meter.beBusy();
    TaskCost queued = sampled(task).work().task();

    assertThat(queued.waitNs()).isZero();
    assertThat(queued.cpuNs()).isEqualTo(20 * MS);
  }

  @Test
  void whereProcessesDoNotTellWaitingIsWaiting() throws Exception {
    meter.beSilentOnChildren();

    Sampling sampling = sampled(_ -> await(50));

    assertThat(sampling.childrenNs()).isEmpty();
    assertThat(sampling.work().task().waitNs()).isEqualTo(50 * MS);
  }

  @Test
  void tasksThatComputeAreRepeatedUntilTheyBecomeNoFaster() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    // Each of four tasks takes 20 ms in the first pass, then 10 ms, and 2 ms from the third on.
    Sampling warming =
        sampled(_ -> compute(runs.getAndIncrement() < 4 ? 20 : runs.get() <= 8 ? 10 : 2));

    assertThat(warming.samples()).isEqualTo(4);
    assertThat(warming.runs()).isGreaterThan(12);
    assertThat(warming.work().task().cpuNs()).isEqualTo(2 * MS);
    assertThat(warming.work().task().warmUpNs()).isEqualTo((4 * 18 + 4 * 8) * MS);
  }

  @Test
  void tasksThatWaitAreNotRepeated() throws Exception {
    assertThat(sampled(_ -> await(30)).runs()).isEqualTo(4);
  }

  @Test
  void longTasksAreSampledAsFarAsThereIsTime() throws Exception {
    assertThat(sampled(_ -> compute(1_500)).samples()).isEqualTo(2);
    assertThat(sampled(_ -> compute(6_000)).samples()).isEqualTo(1);
  }

  @Test
  void sizesAreMeasured() throws Exception {
    InputSample<Integer> inputs =
        InputSample.of(IntStream.range(0, 4).iterator(), 100, Sampler.MOST_SAMPLES, false);
    TaskFunction<Integer, double[]> function = _ -> new double[1 << 17];

    Workload work =
        new Sampler<>(function, (_, _) -> {}, CODEC, String::valueOf).sample(inputs).work();

    assertThat(work.tasks()).isEqualTo(100);
    assertThat(work.result().bytes()).isBetween(1e6, 1.1e6);
    assertThat(work.argument().bytes()).isBetween(1.0, 100.0);
  }

  @Test
  void aLockThatTasksShareIsSeen() throws Exception {
    Thread alone = Thread.currentThread();
    TaskCost locked =
        sampled(
                _ -> {
                  if (!Thread.currentThread().equals(alone)) {
                    meter.block(10); // the task beside it has the lock
                  }
                  return compute(10);
                })
            .work()
            .task();

    assertThat(locked.wallNs()).isEqualTo(10 * MS);
    assertThat(locked.lockNs()).isEqualTo(10 * MS);
    assertThat(sampled(_ -> compute(10)).work().task().lockNs()).isZero();
  }

  @Test
  void resultsAreFoldedOnceEach() throws Exception {
    List<Integer> folded = new ArrayList<>();

    Sampling sampling =
        sampled(
            number -> number,
            (input, result) -> {
              assertThat(result).isEqualTo(input);
              folded.add(input);
            });

    assertThat(folded).hasSize(sampling.samples()).doesNotHaveDuplicates();
  }

  @Test
  void tasksMayAskForTheirContextAndChangeTheirArgument() throws Exception {
    InputSample<List<String>> inputs =
        InputSample.of(
            List.<List<String>>of(new ArrayList<>(List.of("a"))).iterator(), 1, 8, false);
    TaskFunction<List<String>, Integer> adds =
        list -> {
          list.add(TaskContext.current().worker());
          return list.size();
        };

    new Sampler<>(adds, (_, size) -> assertThat(size).isEqualTo(2), CODEC, String::valueOf)
        .sample(inputs);

    assertThat(inputs.inputs().getFirst()).containsExactly("a");
  }

  @Test
  void aTaskThatFailsIsNamed() {
    assertThatExceptionOfType(TaskFailedException.class)
        .isThrownBy(
            () ->
                sampled(
                    _ -> {
                      throw new IllegalArgumentException("no");
                    }))
        .withMessage("The task for number 0 failed")
        .withCauseInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatCannotTravelIsSaid() throws Exception {
    Sampling sampling = sampled(_ -> new Thread());

    assertThat(sampling.obstacle()).contains("Thread");
  }

  @Test
  void anInterruptEndsIt() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    List<Throwable> thrown = Collections.synchronizedList(new ArrayList<>());
    Thread sampling =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    var _ =
                        sampled(
                            number -> {
                              running.countDown();
                              TimeUnit.MINUTES.sleep(1);
                              return number;
                            });
                  } catch (Exception e) {
                    thrown.add(e);
                  }
                });
    running.await();

    sampling.interrupt();
    sampling.join(10_000);

    assertThat(thrown).hasExactlyElementsOfTypes(InterruptedException.class);
  }

  @Test
  void nothingToDoIsMeasuredToo() throws Exception {
    InputSample<Integer> none = InputSample.of(Collections.<Integer>emptyIterator(), 0, 8, false);
    TaskFunction<Integer, Integer> same = number -> number;

    Sampling sampling = new Sampler<>(same, (_, _) -> {}, CODEC, String::valueOf).sample(none);

    assertThat(sampling.samples()).isZero();
    assertThat(sampling.work().tasks()).isZero();
  }
}
