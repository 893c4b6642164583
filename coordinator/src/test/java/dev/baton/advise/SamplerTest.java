package dev.baton.advise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.TaskContext;
import dev.baton.TaskFailedException;
import dev.baton.TaskFunction;
import dev.baton.codec.AllowList;
import dev.baton.codec.Codec;
import dev.baton.codec.kryo.KryoCodec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplerTest {

  private static final Codec CODEC =
      new KryoCodec(AllowList.standard(), SamplerTest.class.getClassLoader());
  private static final double MS = 1e6;
  private static final Object LOCK = new Object();

  private static <R> Sampling sampled(TaskFunction<Integer, R> function) throws Exception {
    return sampled(function, (_, _) -> {});
  }

  private static <R> Sampling sampled(
      TaskFunction<Integer, R> function, Sampler.Fold<Integer, R> fold) throws Exception {
    InputSample<Integer> inputs =
        InputSample.of(IntStream.range(0, 4).iterator(), 100, Sampler.MOST_SAMPLES, false);
    return new Sampler<>(function, fold, CODEC, number -> "number " + number).sample(inputs);
  }

  private static long compute(int millionSteps) {
    long x = 1;
    for (int i = 0; i < millionSteps * 1_000_000; i++) {
      x = x * 0x9E3779B97F4A7C15L + i;
    }
    return x;
  }

  @Test
  void computingIsToldFromWaiting() throws Exception {
    TaskCost computing = sampled(_ -> compute(20)).work().task();
    TaskCost waiting =
        sampled(
                number -> {
                  Thread.sleep(30);
                  return number;
                })
            .work()
            .task();

    assertThat(computing.isMostlyWaiting()).isFalse();
    assertThat(computing.cpuNs()).isGreaterThan(1 * MS);
    assertThat(waiting.isMostlyWaiting()).isTrue();
    assertThat(waiting.waitNs()).isGreaterThan(20 * MS);
  }

  @Test
  void whatATaskHasOthersComputeIsNoWaiting() throws Exception {
    TaskCost helped =
        sampled(
                _ -> {
                  try (ExecutorService others = Executors.newFixedThreadPool(2)) {
                    Future<Long> one = others.submit(() -> compute(50));
                    return others.submit(() -> compute(50)).get() + one.get();
                  }
                })
            .work()
            .task();

    assertThat(helped.isMostlyWaiting()).isFalse();
    assertThat(helped.cpuNs()).isGreaterThan(helped.waitNs());
  }

  @Test
  void tasksThatComputeAreRepeatedAndTasksThatWaitAreNot() throws Exception {
    Sampling computing = sampled(_ -> compute(1));
    Sampling waiting =
        sampled(
            number -> {
              Thread.sleep(30);
              return number;
            });

    assertThat(computing.samples()).isEqualTo(4);
    assertThat(computing.runs()).isGreaterThan(8);
    assertThat(waiting.runs()).isEqualTo(4);
  }

  @Test
  void allocationAndSizesAreMeasured() throws Exception {
    Workload work = sampled(_ -> new double[1 << 17]).work();

    assertThat(work.tasks()).isEqualTo(100);
    assertThat(work.task().allocatedBytes()).isBetween(1e6, 2e6);
    assertThat(work.result().bytes()).isBetween(1e6, 1.1e6);
    assertThat(work.result().shape()).isEqualTo(Shape.PRIMITIVE_ARRAYS);
    assertThat(work.argument().shape()).isEqualTo(Shape.FEW_BYTES);
  }

  @Test
  void shapesAreToldApart() throws Exception {
    assertThat(sampled(_ -> "word ".repeat(1_000)).work().result().shape()).isEqualTo(Shape.TEXT);
    assertThat(
            sampled(_ -> Collections.nCopies(1_000, "w").stream().map(w -> w + 1).toList())
                .work()
                .result()
                .shape())
        .isEqualTo(Shape.TEXT);
    assertThat(
            sampled(_ -> new ArrayList<>(IntStream.range(0, 1_000).boxed().toList()))
                .work()
                .result()
                .shape())
        .isEqualTo(Shape.OBJECTS);
  }

  @Test
  void aLockThatTasksShareIsSeen() throws Exception {
    TaskCost locked =
        sampled(
                _ -> {
                  synchronized (LOCK) {
                    return compute(10);
                  }
                })
            .work()
            .task();

    assertThat(locked.lockNs()).isGreaterThan(0.3 * locked.wallNs());
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
