package dev.baton.pool;

import static dev.baton.pool.Outcomes.assertFailure;
import static dev.baton.pool.Outcomes.resultOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.Handoff;
import dev.baton.HandoffCount;
import dev.baton.Shared;
import dev.baton.Task;
import dev.baton.TaskContext;
import dev.baton.TaskEncodingException;
import dev.baton.TaskFunction;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Arguments, functions and results by reference or in records, on one pool of two workers. */
class HandoffIT extends WithSharingPool {

  private static final int KIB = 1 << 10;
  private static final String REFUSAL =
      ".* takes 68,1[0-9,]+ bytes, and a record has room for 67,1[0-9,]+ of them: .*";

  /** Each test gives back what it used. */
  @AfterEach
  void nothingIsUsed() {
    files.awaitNothingUsed();
  }

  private static final TaskFunction<byte[], byte[]> REVERSE =
      bytes -> {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
          reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
      };

  private static byte[] bytes(int length, int seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static byte[] reversed(byte[] bytes) throws Exception {
    return REVERSE.apply(bytes);
  }

  @ParameterizedTest
  @EnumSource
  void dataOfAllSizesIsTheSameWhicheverWayItGoes(Handoff way) throws Exception {
    for (int length : new int[] {0, 1, KIB, 63 * KIB, 66 * KIB, MIB, 3 * MIB}) {
      byte[] data = bytes(length, length);

      assertThat(resultOf(pool.with(way).submit(REVERSE, data))).isEqualTo(reversed(data));
    }
  }

  @Test
  void theStatisticsSayWhichWayTasksWent() throws Exception {
    assertThat(sharedTasks(Handoff.KRYO, 3 * MIB)).isZero();
    assertThat(sharedTasks(Handoff.AUTO, KIB)).isZero();
    assertThat(sharedTasks(Handoff.AUTO, 3 * MIB)).isEqualTo(1);
    assertThat(sharedTasks(Handoff.SHARED, 2 * KIB)).isEqualTo(1);
    assertThat(sharedTasks(Handoff.SHARED, 10)).isZero();
  }

  private static long sharedTasks(Handoff way, int length) throws Exception {
    HandoffCount before = shared();
    resultOf(pool.with(way).submit(REVERSE, bytes(length, 1)));
    long tasks = shared().tasks() - before.tasks();
    // There and back; a result is counted when it has been handed on.
    Awaitility.await()
        .until(
            () -> shared().bytes() - before.bytes(),
            bytes -> bytes >= tasks * 2L * length && bytes <= tasks * (2L * length + KIB));
    return tasks;
  }

  private static HandoffCount shared() {
    Map<Handoff, HandoffCount> handoffs = pool.statistics().handoffs();
    return handoffs.getOrDefault(Handoff.SHARED, new HandoffCount(0, 0));
  }

  @Test
  void whatIsLargerThanARecordGoesThroughTheStore() throws Exception {
    byte[] large = bytes(80 * MIB, 1);

    byte[] back = resultOf(pool.submit(REVERSE, large));

    assertThat(Arrays.equals(back, reversed(large))).isTrue();
  }

  /**
   * Larger than the young generation is at first: all of them together would take 2 GiB and more.
   */
  @Test
  void largeArgumentsDoNotFillAWorkersHeapOneAfterTheOther() throws Exception {
    double[] data = new double[20 * MIB];
    TaskFunction<double[], Long> committed = _ -> Runtime.getRuntime().totalMemory();

    long most = 0;
    for (int i = 0; i < 24; i++) {
      most = Math.max(most, resultOf(pool.submit(committed, data)));
    }

    assertThat(most).isLessThan(1280L * MIB);
  }

  /** The size that the guide to measuring speaks of, in each way and at each place. */
  @ParameterizedTest
  @EnumSource
  void anArrayOf64MebibytesIsHandedOverWhicheverWayItGoes(Handoff way) throws Exception {
    double[] prices = new double[8 * MIB];
    prices[prices.length - 1] = 17;
    TaskFunction<double[], Double> last = array -> array[array.length - 1];
    Task<Double> captured = () -> prices[prices.length - 1];
    Task<double[]> returned =
        () -> {
          double[] made = new double[8 * MIB];
          made[made.length - 1] = 17;
          return made;
        };

    assertThat(resultOf(pool.with(way).submit(last, prices))).isEqualTo(17);
    assertThat(resultOf(pool.with(way).submit(captured))).isEqualTo(17);
    assertThat(resultOf(pool.with(way).submit(returned))).isEqualTo(prices);
  }

  @Test
  void whatMustTravelAndIsTooLargeIsRefusedWithBothSizes() {
    ProcessPool sends = pool.with(Handoff.KRYO);
    byte[] large = new byte[65 * MIB];
    Task<byte[]> returned = () -> new byte[65 * MIB];

    assertFailure(sends.submit(REVERSE, large))
        .isInstanceOf(TaskEncodingException.class)
        .hasMessageMatching(REFUSAL);
    assertFailure(sends.submit(() -> large.length))
        .isInstanceOf(TaskEncodingException.class)
        .hasMessageMatching(REFUSAL);
    assertFailure(sends.submit(returned))
        .isInstanceOf(TaskEncodingException.class)
        .hasMessageMatching(REFUSAL);
  }

  @Test
  void aFunctionAndAnArgumentThatAreTooLargeTogetherAreHandedOver() throws Exception {
    byte[] table = bytes(40 * MIB, 1);
    byte[] argument = bytes(40 * MIB, 2);
    TaskFunction<byte[], Integer> both = bytes -> bytes[7] + table[7];

    assertThat(resultOf(pool.submit(both, argument))).isEqualTo(argument[7] + table[7]);
    assertFailure(pool.with(Handoff.KRYO).submit(both, argument))
        .isInstanceOf(TaskEncodingException.class)
        .hasMessageStartingWith("The argument of the function takes 41,9");
  }

  @Test
  void aFunctionThatCapturesALargeArrayIsHandedOverOnce() {
    int[] table = IntStream.range(0, MIB).toArray();
    TaskFunction<Integer, Integer> look = i -> table[i] + 1;
    Map<Handoff, HandoffCount> before = pool.statistics().handoffs();

    List<Integer> all = pool.map(look, IntStream.range(0, 500).boxed()).toList();

    assertThat(all).isEqualTo(IntStream.rangeClosed(1, 500).boxed().toList());
    Map<Handoff, HandoffCount> after = pool.statistics().handoffs();
    assertThat(after.get(Handoff.KRYO).bytes() - before.get(Handoff.KRYO).bytes()).isLessThan(MIB);
    assertThat(after.get(Handoff.SHARED).bytes() - before.get(Handoff.SHARED).bytes())
        .isBetween(4L * MIB, 5L * MIB);
    assertThat(files.use().usedBytes()).isLessThan(10L * MIB);
  }

  @Test
  void aStreamThatIsLeftHalfReadGivesItsFunctionBack() {
    int[] table = new int[MIB];
    TaskFunction<Integer, Integer> look = i -> table[i];

    assertThat(pool.map(look, Stream.iterate(0, i -> i + 1)).limit(3)).containsExactly(0, 0, 0);

    Awaitility.await().until(() -> pool.progress().running() + pool.progress().pending() == 0);
  }

  @Test
  void futuresThatNobodyAsksGiveBackTheirResults() {
    for (int i = 0; i < 20; i++) {
      var _ = pool.with(Handoff.SHARED).submit(REVERSE, bytes(200 * KIB, i));
    }
    Awaitility.await().until(() -> pool.progress().running() + pool.progress().pending() == 0);

    files.awaitNothingUsed();
  }

  @Test
  void cancelledTasksGiveBackWhatWentWithThem() {
    List<TaskFuture<byte[]>> futures = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      futures.add(pool.with(Handoff.SHARED).submit(REVERSE, bytes(200 * KIB, i)));
    }
    futures.forEach(future -> future.cancel(true));
    futures.clear(); // some may have a result

    files.awaitNothingUsed();
  }

  @Test
  void manyResultsByReferenceCanWaitToBeRead() throws Exception {
    TaskFunction<Integer, byte[]> task = i -> bytes(2 * KIB, i);
    List<TaskFuture<byte[]>> futures = new ArrayList<>();
    for (int i = 0; i < 1500; i++) {
      futures.add(pool.with(Handoff.SHARED).submit(task, i));
    }
    for (int i = 0; i < futures.size(); i++) {
      assertThat(resultOf(futures.get(i))).isEqualTo(bytes(2 * KIB, i));
    }
  }

  @Test
  void aResultOfAWorkerThatWasKilledIsReadOrMadeAgain() throws Exception {
    byte[] expected = bytes(3 * MIB, 5);
    for (boolean filesAreGone : new boolean[] {false, true}) {
      TaskFuture<byte[]> future = pool.submit(() -> bytes(3 * MIB, 5));
      TaskFuture<Shared<MemorySegment>> inPlace =
          pool.submit(
              () -> {
                var memory = TaskContext.current().allocate(3 * MIB);
                memory.bytes().put(bytes(3 * MIB, 5));
                return memory;
              });
      Awaitility.await().until(() -> future.isDone() && inPlace.isDone());
      int areas = files.areas().size();

      pool.workers()
          .forEach(
              worker -> ProcessHandle.of(worker.pid()).ifPresent(ProcessHandle::destroyForcibly));
      if (filesAreGone) {
        Awaitility.await().until(() -> files.areas().size() < areas);
      }

      assertThat(resultOf(future)).isEqualTo(expected);
      try (var memory = resultOf(inPlace)) {
        byte[] found = new byte[3 * MIB];
        memory.bytes().get(found);
        assertThat(found).isEqualTo(expected);
      }
      Task<Integer> next = () -> 1;
      assertThat(resultOf(pool.submit(next))).isEqualTo(1);
    }
  }

  @Test
  void noWorkerLoadsACompiler() {
    TaskFunction<Integer, Boolean> look =
        i -> {
          var find = ClassLoader.class.getDeclaredMethod("findLoadedClass", String.class);
          find.setAccessible(true);
          Object compiler =
              find.invoke(
                  ClassLoader.getSystemClassLoader(), "com.sun.tools.javac.main.JavaCompiler");
          return compiler != null;
        };
    // So that each worker has made slabs.
    TaskFunction<Integer, byte[]> result = i -> bytes(100 * KIB, i);
    assertThat(pool.map(result, IntStream.range(0, 50).boxed())).hasSize(50);

    assertThat(pool.map(look, IntStream.range(0, 50).boxed())).containsOnly(false);
  }
}
