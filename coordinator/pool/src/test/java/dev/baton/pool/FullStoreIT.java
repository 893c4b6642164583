package dev.baton.pool;

import static dev.baton.pool.Outcomes.assertFailure;
import static dev.baton.pool.Outcomes.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.baton.Handoff;
import dev.baton.Shared;
import dev.baton.StoreFullException;
import dev.baton.TaskContext;
import dev.baton.TaskFunction;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Pools of their own: with a small store, and at their end. */
class FullStoreIT {

  private static final int MIB = 1 << 20;

  @Test
  void aFullStoreIsToldToWhoeverAskedForRoomAndWorksOn() throws Exception {
    try (ProcessPool pool = ProcessPool.builder().workers(1).storeSize(32 * MIB).build()) {
      PoolFiles files = PoolFiles.of(pool);
      TaskFunction<Long, Long> allocate = size -> TaskContext.current().allocate(size).byteSize();
      long tooMuch = 1L << 50;

      assertFailure(pool.submit(allocate, tooMuch))
          .isInstanceOf(StoreFullException.class)
          .hasMessageContaining("--store");
      assertThatExceptionOfType(StoreFullException.class)
          .isThrownBy(() -> pool.allocate(tooMuch))
          .withMessageContaining("--store");
      // More passes through than there is room for, as tasks give it back.
      TaskFunction<byte[], Integer> length = bytes -> bytes.length;
      assertThat(
              pool.with(Handoff.SHARED)
                  .map(length, IntStream.range(0, 100).mapToObj(_ -> new byte[3 * MIB])))
          .hasSize(100)
          .containsOnly(3 * MIB);
      files.awaitNothingUsed();
      assertThat(resultOf(pool.submit(allocate, 1L * MIB))).isEqualTo(MIB);
    }
  }

  @Test
  void afterTheEndOfThePoolItsDataSaysThatItIsClosed() throws Exception {
    ProcessPool pool = ProcessPool.builder().workers(1).build();
    PoolFiles files = PoolFiles.of(pool);
    Shared<long[]> array = pool.share(new long[] {1});
    Shared<List<Integer>> object = pool.share(List.of(1));
    Shared<MemorySegment> memory = pool.allocate(5 * MIB);
    Shared<MemorySegment> result = resultOf(pool.submit(() -> TaskContext.current().allocate(16)));
    MemorySegment view = memory.segment();
    MemorySegment viewOfResult = result.segment();
    TaskFuture<byte[]> unread = pool.submit(() -> new byte[MIB]);

    pool.close();

    assertThat(files.exist()).isFalse();
    for (Shared<?> handle : List.of(array, object, memory, result)) {
      assertThatIllegalStateException().isThrownBy(handle::value).withMessageContaining("closed");
      assertThatIllegalStateException().isThrownBy(handle::segment).withMessageContaining("closed");
      assertThatIllegalStateException().isThrownBy(handle::longs);
      handle.close();
      assertThatIllegalStateException().isThrownBy(handle::value);
    }
    assertThatIllegalStateException().isThrownBy(memory::seal);
    assertThatIllegalStateException().isThrownBy(() -> view.get(ValueLayout.JAVA_LONG, 0));
    assertThatIllegalStateException().isThrownBy(() -> viewOfResult.get(ValueLayout.JAVA_LONG, 0));
    assertThatIllegalStateException().isThrownBy(() -> pool.share(new long[1]));
    assertThatIllegalStateException().isThrownBy(() -> pool.allocate(1));
    assertThat(unread.isDone()).isTrue();
    assertThat(resultOf(unread)).hasSize(MIB);
  }
}
