package dev.baton.store.handle;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.baton.Handoff;
import dev.baton.codec.AllowList;
import dev.baton.codec.Codec;
import dev.baton.codec.Encoded;
import dev.baton.codec.kryo.KryoCodec;
import dev.baton.config.PoolSettings;
import dev.baton.wire.Address;
import dev.baton.wire.AttemptId;
import dev.baton.wire.Frame;
import dev.baton.wire.Payload;
import dev.baton.wire.TaskBatch;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How often large data is copied on its way to another process and back. Each copy on the heap is
 * memory that its thread allocates, and that is counted.
 */
class CopiesTest {

  private static final int BYTES = 8 << 20;

  /** Everything else that is allocated meanwhile. */
  private static final double REST = 0.05;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Codec codec =
      new KryoCodec(AllowList.standard(), CopiesTest.class.getClassLoader());

  /** What a task may be given, each of about as many bytes. */
  static Stream<Object> data() {
    return Stream.of(
        new byte[BYTES], new int[BYTES / Integer.BYTES], new double[BYTES / Double.BYTES]);
  }

  @ParameterizedTest
  @MethodSource("data")
  void dataIsCopiedOutOfTheProgramAndIntoItsRecord(Object value) {
    assertThat(copies(() -> record(inline(value)))).isBetween(2.0, 2 + REST);
  }

  @ParameterizedTest
  @MethodSource("data")
  void dataIsCopiedOutOfTheRecordItCameInAndNowhereElse(Object value) {
    byte[] record = record(inline(value));

    assertThat(copies(() -> decoded(record))).isBetween(1.0, 1 + REST);
  }

  @ParameterizedTest
  @MethodSource("data")
  void nothingOfDataForTheStoreIsCopiedOnTheHeap(Object value) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment store = arena.allocate(BYTES + 4096);

      assertThat(copies(() -> put(value, store))).isLessThan(REST);
    }
  }

  @ParameterizedTest
  @MethodSource("data")
  void dataInTheStoreIsCopiedToItsPlaceAndNowhereElse(Object value) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment store = arena.allocate(BYTES + 4096);
      MemorySegment stored = store.asSlice(0, put(value, store));

      assertThat(copies(() -> codec.decode(stored))).isBetween(1.0, 1 + REST);
    }
  }

  @Test
  void theRecordOfManySmallTasksIsNotCopiedForEach() {
    TaskBatch batch =
        batch(Stream.generate(() -> Payload.inline(new byte[2048])).limit(BYTES / 2048).toList());

    // The buffer doubles as it grows, and what it has is copied out of it.
    assertThat(copies(() -> Frame.encode(batch))).isLessThan(6);
  }

  private double copies(Supplier<@Nullable Object> way) {
    var _ = way.get(); // loads classes
    long before = THREADS.getCurrentThreadAllocatedBytes();
    Object result = way.get();
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertThat(result).isNotNull();
    return (double) allocated / BYTES;
  }

  private Payload inline(Object value) {
    return Payload.inline(codec.encodeToBytes(value));
  }

  private long put(Object value, MemorySegment store) {
    Encoded encoded = codec.encode(value);
    encoded.copyTo(store);
    return encoded.size();
  }

  private static byte[] record(Payload payload) {
    return Frame.encode(batch(List.of(payload)));
  }

  private @Nullable Object decoded(byte[] record) {
    TaskBatch batch = (TaskBatch) Frame.decode(record);
    return Payloads.decode(
        batch.tasks().getFirst().payload(),
        codec,
        ref -> {
          throw new AssertionError(ref);
        });
  }

  private static TaskBatch batch(List<Payload> payloads) {
    return new TaskBatch(
        1,
        2,
        new Address.OnLog(0),
        "job",
        3,
        0,
        false,
        3_000_000,
        PoolSettings.FULL_WEIGHT,
        new byte[0],
        List.of(),
        List.of(),
        payloads.stream()
            .map(
                payload ->
                    new TaskBatch.Entry(
                        new AttemptId(1, 1), 0, TaskBatch.Entry.CALL, Handoff.AUTO, payload))
            .toList());
  }
}
