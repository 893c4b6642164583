package dev.baton.pool;

import static dev.baton.pool.Outcomes.assertFailure;
import static dev.baton.pool.Outcomes.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.baton.HandoffCount;
import dev.baton.Shared;
import dev.baton.SharedMap;
import dev.baton.StoreFullException;
import dev.baton.TaskContext;
import dev.baton.TaskFunction;
import dev.baton.UsageException;
import java.io.Serializable;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data in the host store, as programs and their tasks see it, on one pool of two workers. */
class SharedDataIT extends WithSharingPool {

  // handles

  @Test
  void aMapIsGotWithTheLimitsItHas() {
    SharedMap<String, Integer> map = pool.sharedMap("limits", 100, 64);

    assertThat(pool.<String, Integer>sharedMap("limits", 100, 64)).isSameAs(map);
    assertThat(pool.<String, Integer>sharedMap("limits")).isSameAs(map);
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> pool.sharedMap("limits", 1000, 64))
        .withMessageContaining("100 entries of up to 64 bytes")
        .withMessageContaining("1,000 entries of up to 64 bytes");
    long used = files.use().usedBytes();
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> pool.sharedMap("other", Long.MAX_VALUE, 64));
    assertThatExceptionOfType(UsageException.class).isThrownBy(() -> pool.sharedMap(" "));
    assertThat(files.use().usedBytes()).isEqualTo(used);
  }

  @Test
  void noSizeIsTooLargeToBeRefused() {
    for (long bytes : new long[] {Long.MAX_VALUE, Long.MAX_VALUE - 4_000, 1L << 62}) {
      assertThatExceptionOfType(StoreFullException.class).isThrownBy(() -> pool.allocate(bytes));
      assertFailure(pool.submit(() -> TaskContext.current().allocate(bytes).byteSize()))
          .isInstanceOf(StoreFullException.class);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pool.allocate(-3))
        .withMessageContaining("-3");
  }

  @Test
  void arraysOfAllKindsAreSeenInPlaceAndAsCopies() throws Exception {
    try (Shared<double[]> doubles = pool.share(new double[] {1.5, -2});
        Shared<float[]> floats = pool.share(new float[] {2.5f});
        Shared<long[]> longs = pool.share(new long[] {Long.MIN_VALUE, 7});
        Shared<int[]> ints = pool.share(new int[] {3, 4, 5});
        Shared<byte[]> bytes = pool.share(new byte[] {-1, 0, 1})) {

      assertThat(pool.submit(() -> doubles.doubles().get(1)).get()).isEqualTo(-2);
      assertThat(pool.submit(() -> floats.floats().get(0)).get()).isEqualTo(2.5f);
      assertThat(pool.submit(() -> longs.longs().get(0)).get()).isEqualTo(Long.MIN_VALUE);
      assertThat(pool.submit(() -> ints.ints().get(2)).get()).isEqualTo(5);
      assertThat(pool.submit(() -> bytes.bytes().get(0)).get()).isEqualTo((byte) -1);
      assertThat(pool.submit(() -> doubles.value()).get()).containsExactly(1.5, -2);
      assertThat(pool.submit(() -> floats.value()).get()).containsExactly(2.5f);
      assertThat(pool.submit(() -> longs.value()).get()).containsExactly(Long.MIN_VALUE, 7);
      assertThat(pool.submit(() -> ints.value()).get()).containsExactly(3, 4, 5);
      assertThat(pool.submit(() -> bytes.value()).get()).containsExactly(-1, 0, 1);
      assertThat(doubles.value()).containsExactly(1.5, -2);
      assertThat(ints.byteSize()).isEqualTo(12);
    }
  }

  @Test
  void memoryBuffersAndFilesAreShared() throws Exception {
    byte[] content = {1, 2, 3, 4, 5};
    Path file = Files.write(directory.resolve("data"), content);
    try (Shared<MemorySegment> memory = pool.share(MemorySegment.ofArray(content).asSlice(1, 3));
        Shared<MemorySegment> buffer = pool.share(ByteBuffer.wrap(content, 2, 2));
        Shared<MemorySegment> ofFile = pool.share(file)) {

      assertThat(pool.submit(() -> memory.segment().toArray(ValueLayout.JAVA_BYTE)).get())
          .containsExactly(2, 3, 4);
      assertThat(pool.submit(() -> buffer.segment().toArray(ValueLayout.JAVA_BYTE)).get())
          .containsExactly(3, 4);
      assertThat(pool.submit(() -> ofFile.value().toArray(ValueLayout.JAVA_BYTE)).get())
          .containsExactly(content);
    }
  }

  @ParameterizedTest
  @ValueSource(
      longs = {0, 1, 4095, 4096, 4097, 65536, 65537, MIB - 1, MIB, MIB + 1, 5 * MIB, 17 * MIB + 3})
  void blobsOfAllSizesArriveWhole(long size) throws Exception {
    byte[] data = new byte[(int) size];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) (i * 31 + i / 251);
    }
    int hash = Arrays.hashCode(data);

    try (Shared<byte[]> shared = pool.share(data)) {
      assertThat(shared.byteSize()).isEqualTo(size);
      assertThat(pool.submit(() -> Arrays.hashCode(shared.value())).get()).isEqualTo(hash);
    }
  }

  @Test
  void sharedDataCannotBeWritten() throws Exception {
    try (Shared<long[]> shared = pool.share(new long[] {1})) {
      TaskFuture<Object> written =
          pool.submit(
              () -> {
                shared.segment().set(ValueLayout.JAVA_LONG, 0, 2);
                return "written";
              });
      TaskFuture<Boolean> isReadOnly =
          pool.submit(() -> shared.isSealed() && shared.longs().isReadOnly());

      assertFailure(written).isInstanceOf(IllegalArgumentException.class);
      assertThat(resultOf(isReadOnly)).isTrue();
      assertThat(shared.isSealed()).isTrue();
      assertThat(shared.bytes().isReadOnly()).isTrue();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> shared.segment().set(ValueLayout.JAVA_LONG, 0, 2));
      assertThat(shared.value()).containsExactly(1);
    }
  }

  @Test
  void accessOutOfBoundsIsAnExceptionAndTheWorkerLivesOn() throws Exception {
    try (Shared<long[]> shared = pool.share(new long[] {1, 2})) {
      assertFailure(pool.submit(() -> shared.longs().get(2)))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertFailure(pool.submit(() -> shared.segment().get(ValueLayout.JAVA_BYTE, 16)))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertFailure(pool.submit(() -> shared.segment().get(ValueLayout.JAVA_BYTE, -1)))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThat(resultOf(pool.submit(() -> shared.longs().get(1)))).isEqualTo(2);
    }
    assertThat(pool.statistics().retried()).isZero();
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> pool.share(directory.resolve("missing")))
        .withMessageContaining("missing");
  }

  @Test
  void anEmptyFileIsShared() throws Exception {
    Path file = Files.createFile(directory.resolve("empty"));
    try (Shared<MemorySegment> empty = pool.share(file)) {
      assertThat(resultOf(pool.submit(() -> empty.segment().byteSize()))).isZero();
      assertThat(empty.value().byteSize()).isZero();
    }
  }

  // how handles travel

  private record Column(String name, Shared<int[]> data) implements Serializable {}

  @Test
  void handlesTravelInLambdasArgumentsRecordsAndLists() throws Exception {
    try (Shared<int[]> one = pool.share(new int[] {1, 2});
        Shared<int[]> two = pool.share(new int[] {3, 4})) {
      TaskFunction<Column, Integer> sumOfColumn =
          column -> Arrays.stream(column.data.value()).sum();
      TaskFunction<List<Shared<int[]>>, Integer> sumOfList =
          list -> list.stream().mapToInt(each -> Arrays.stream(each.value()).sum()).sum();
      TaskFunction<Integer, Integer> capturing = i -> one.ints().get(i) + two.ints().get(i);

      assertThat(resultOf(pool.submit(() -> one.value()[0] + two.value()[1]))).isEqualTo(5);
      assertThat(resultOf(pool.submit(sumOfColumn, new Column("c", two)))).isEqualTo(7);
      assertThat(resultOf(pool.submit(sumOfList, new ArrayList<>(List.of(one, two, one)))))
          .isEqualTo(13);
      assertThat(pool.map(capturing, List.of(0, 1, 0))).containsExactly(4, 6, 4);
    }
  }

  @Test
  void aHandleTravelsInAFewDozenBytes() throws Exception {
    try (Shared<byte[]> large = pool.share(new byte[20 * MIB])) {
      TaskFunction<Shared<byte[]>, Long> size = Shared::byteSize;
      long withoutHandle = bytesOf(() -> pool.submit((TaskFunction<Object, Long>) x -> 1L, null));

      long withHandle = bytesOf(() -> pool.submit(size, large));

      assertThat(withHandle - withoutHandle).isLessThan(200);
    }
  }

  /** The bytes of arguments, functions and results that travelled with a task. */
  private static long bytesOf(Callable<TaskFuture<Long>> submit) throws Exception {
    long before = bytes();
    resultOf(submit.call());
    return bytes() - before;
  }

  private static long bytes() {
    return pool.statistics().handoffs().values().stream().mapToLong(HandoffCount::bytes).sum();
  }

  @Test
  void aTaskMayReturnAHandleThatItWasGiven() throws Exception {
    Shared<int[]> shared = pool.share(new int[] {1, 2});
    TaskFunction<Shared<int[]>, Shared<int[]>> back = handle -> handle;

    try (Shared<int[]> returned = resultOf(pool.submit(back, shared))) {
      assertThat(returned.value()).containsExactly(1, 2);
      shared.close();
      assertThat(returned.value()).containsExactly(1, 2);
    }
  }
}
