package dev.baton.pool;

import static dev.baton.pool.Outcomes.assertFailure;
import static dev.baton.pool.Outcomes.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.baton.Shared;
import dev.baton.Task;
import dev.baton.TaskFunction;
import dev.baton.pool.engine.Decoded;
import java.io.Serializable;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long shared data, and what is made of it, can be used; on one pool of two workers. */
class SharedLifeIT extends WithSharingPool {

  private static final long[] LONGS = LongStream.range(0, 1000).toArray();

  /** Each test gives back what it used. */
  @AfterEach
  void nothingIsUsed() {
    files.awaitNothingUsed();
  }

  // objects

  /** Says how often this process has decoded one. */
  private record Model(String name, List<Integer> weights) implements Serializable {

    private static final AtomicInteger DECODED = new AtomicInteger();

    Model {
      // A record is decoded by its constructor.
      DECODED.incrementAndGet();
    }
  }

  private record Decoded(long process, int times, String name) implements Serializable {}

  @Test
  void aSharedObjectIsDecodedOnceInEachProcess() {
    try (Shared<Model> model = pool.share(new Model("m", List.of(1, 2, 3)))) {
      TaskFunction<Integer, Decoded> look =
          i -> {
            Model seen = model.value();
            assertThat(model.value()).isSameAs(seen);
            return new Decoded(ProcessHandle.current().pid(), Model.DECODED.get(), seen.name);
          };

      List<Decoded> all = pool.map(look, IntStream.range(0, 200).boxed()).toList();

      Map<Long, Integer> times =
          all.stream().collect(Collectors.toMap(Decoded::process, Decoded::times, Math::max));
      assertThat(times.keySet()).hasSizeBetween(1, 2);
      assertThat(times.values()).containsOnly(1);
      assertThat(all).allMatch(each -> each.name.equals("m"));
      assertThat(model.value()).isSameAs(model.value());
      assertThat(model.value().weights()).containsExactly(1, 2, 3);
    }
  }

  private record Pair(Shared<int[]> left, Shared<int[]> right) implements Serializable {}

  @Test
  void handlesInASharedObjectLiveAsLongAsIt() throws Exception {
    Shared<int[]> left = pool.share(new int[] {1});
    Shared<int[]> right = pool.share(new int[] {2});
    try (Shared<Pair> pair = pool.share(new Pair(left, right))) {
      left.close();
      right.close();

      Task<Integer> sum = () -> pair.value().left.ints().get(0) + pair.value().right.value()[0];
      assertThat(resultOf(pool.submit(sum))).isEqualTo(3);
      assertThat(pair.value().right.value()).containsExactly(2);
    }
  }

  @Test
  void aClosedHandleCannotBecomePartOfASharedObject() {
    Shared<int[]> closed = pool.share(new int[] {1});
    closed.close();

    assertThatIllegalStateException().isThrownBy(() -> pool.share(new Pair(closed, closed)));
  }

  // closing

  @Test
  void aClosedHandleIsOfNoUseHereNorInATask() {
    Shared<long[]> array = pool.share(new long[] {1});
    Shared<List<String>> object = pool.share(List.of("x"));
    MemorySegment view = array.segment();

    for (Shared<?> handle : List.of(array, object)) {
      handle.close();
      handle.close();
      assertThatIllegalStateException().isThrownBy(handle::value).withMessageContaining("closed");
      assertThatIllegalStateException().isThrownBy(handle::segment).withMessageContaining("closed");
      assertThatIllegalStateException().isThrownBy(handle::bytes);
      assertFailure(pool.submit(() -> handle.byteSize()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("closed");
      assertFailure(pool.submit((TaskFunction<Object, Object>) x -> 1, handle))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThatIllegalStateException().isThrownBy(() -> view.get(ValueLayout.JAVA_LONG, 0));
  }

  @Test
  void aHandleThatIsClosedWhileATaskRunsStaysOfUseToIt() throws Exception {
    for (int size : new int[] {1000, 5 * MIB}) {
      byte[] data = new byte[size];
      Arrays.fill(data, (byte) 7);
      Shared<byte[]> shared = pool.share(data);
      Gate gate = new Gate(directory, "reading" + size);
      Task<String> wait = gate.task();
      TaskFuture<Boolean> reading =
          pool.submit(
              () -> {
                wait.call();
                return Arrays.equals(shared.value(), data);
              });
      gate.awaitStarted();

      shared.close();
      List<Shared<byte[]>> others =
          Stream.generate(() -> pool.share(new byte[size])).limit(5).toList();
      gate.open();

      assertThat(resultOf(reading)).isTrue();
      others.forEach(Shared::close);
    }
  }

  @Test
  void handlesThatNobodyRefersToAreClosed() {
    for (int i = 0; i < 10; i++) {
      pool.share(new long[1000]);
    }
    assertThat(files.use().blobs()).isPositive();

    files.awaitNothingUsed();
  }

  // in tasks

  /** What tasks of a worker leave to each other. */
  private static final Map<String, Object> KEPT = new ConcurrentHashMap<>();

  @Test
  void aViewThatATaskKeptIsOfNoUseToTheNext() {
    try (Shared<long[]> shared = pool.share(new long[] {1, 2})) {
      TaskFunction<Integer, String> keepAndLook =
          i -> {
            MemorySegment kept = (MemorySegment) KEPT.put("view", shared.segment());
            return kept == null ? "none" : tryToRead(kept);
          };

      List<String> seen = pool.map(keepAndLook, IntStream.range(0, 50).boxed()).toList();

      assertThat(seen)
          .contains("java.lang.IllegalStateException")
          .containsOnly("none", "java.lang.IllegalStateException");
    }
  }

  private static String tryToRead(MemorySegment view) {
    try {
      return "read " + view.get(ValueLayout.JAVA_LONG, 8);
    } catch (RuntimeException e) {
      return e.getClass().getName();
    }
  }

  @Test
  void aHandleThatATaskKeptServesTheNextOfTheSameWorker() {
    try (Shared<long[]> shared = pool.share(new long[] {1, 2})) {
      TaskFunction<Integer, Long> keepAndLook =
          i -> {
            Shared<?> kept = (Shared<?>) KEPT.put("handle", shared);
            return kept == null ? 2 : kept.longs().get(1);
          };

      assertThat(pool.map(keepAndLook, IntStream.range(0, 50).boxed())).containsOnly(2L);
    }
  }

  @Test
  void closingInATaskDoesNothing() throws Exception {
    try (Shared<long[]> shared = pool.share(new long[] {1, 2})) {
      TaskFunction<Shared<long[]>, Long> task =
          handle -> {
            handle.close();
            return handle.longs().get(1);
          };

      assertThat(resultOf(pool.submit(task, shared))).isEqualTo(2);
      assertThat(resultOf(pool.submit(task, shared))).isEqualTo(2);
    }
  }

  @Test
  void threadsOfATaskSeeTheDataTooAndLetItGoWithTheTask() throws Exception {
    try (Shared<long[]> shared = pool.share(LONGS)) {
      Task<Long> sum =
          () -> IntStream.range(0, LONGS.length).parallel().mapToLong(shared.longs()::get).sum();
      Task<Long> inThreads =
          () ->
              IntStream.range(0, LONGS.length)
                  .parallel()
                  .mapToLong(i -> shared.longs().get(i))
                  .sum();
      Task<Long> inAThreadOfItsOwn =
          () -> {
            long[] read = new long[1];
            Thread.ofPlatform().start(() -> read[0] = shared.longs().get(3)).join();
            return read[0];
          };

      assertThat(resultOf(pool.submit(sum))).isEqualTo(499_500);
      assertThat(resultOf(pool.submit(inThreads))).isEqualTo(499_500);
      assertThat(resultOf(pool.submit(inAThreadOfItsOwn))).isEqualTo(3);
    }
    files.awaitUse(use -> use.blobs() == 0);
  }
}
