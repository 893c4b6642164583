package dev.baton.codec.kryo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.TaskDecodingException;
import dev.baton.codec.AllowList;
import dev.baton.codec.ClassListener;
import dev.baton.codec.Codec;
import dev.baton.codec.Encoded;
import dev.baton.codec.ReferenceType;
import dev.baton.codec.kryo.graph.RecordInput;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records in memory: read through a window, and memory may go away. */
class KryoCodecOffHeapTest {

  private final Codec codec = codec(RecordInput.WINDOW);

  private static Codec codec(int windowBytes) {
    return new KryoCodec(
        AllowList.standard(),
        KryoCodecOffHeapTest.class.getClassLoader(),
        List.of(),
        ClassListener.NONE,
        windowBytes);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 9, 10, 11, 13, 16, 31})
  void textsComeBackWhereverTheWindowEndsInThem(int windowBytes) {
    Codec narrow = codec(windowBytes);
    for (String unit :
        List.of("a", "é", "世", "\uD83D\uDE00", "\uD800", "aé世\uD83D\uDE00", "aaaaaaaé")) {
      for (int length = 0; length < 70; length++) {
        // What stands before the text moves it through the window.
        List<String> texts = List.of("x".repeat(length % 9), unit.repeat(length), unit + "end");

        assertThat(OffHeap.roundTrip(narrow, texts)).isEqualTo(texts);
      }
    }
  }

  static Stream<Object> arrays() {
    return Stream.of(
        new byte[] {1, -1},
        new short[] {1, -1},
        new char[] {'a', '\uffff'},
        new int[] {1, Integer.MIN_VALUE},
        new long[] {1, Long.MIN_VALUE},
        new float[] {1.5f, Float.NaN},
        new double[] {1.5, -0.0},
        new boolean[] {true, false, true},
        new byte[0],
        new double[0],
        new int[][] {{1}, {}, {2, 3}});
  }

  @ParameterizedTest
  @MethodSource("arrays")
  void arraysOfAllPrimitivesComeBack(Object array) {
    Object[] copy = (Object[]) OffHeap.roundTrip(codec, new Object[] {"before", array, 7, array});

    assertThat(copy[1]).isEqualTo(array).isSameAs(copy[3]);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 1000, RecordInput.WINDOW})
  void graphLargerThanTheWindowComesBack(int windowBytes) {
    Map<String, Object> value =
        Map.of(
            "points", IntStream.range(0, 20_000).mapToObj(i -> new Samples.Point(i, -i)).toList(),
            "texts", IntStream.range(0, 20_000).mapToObj(i -> "text " + i).toList(),
            "array", new long[] {1, 2, 3});
    assertThat(codec.encode(value).size()).isGreaterThan(4L * RecordInput.WINDOW);

    Map<?, ?> copy = (Map<?, ?>) OffHeap.roundTrip(codec(windowBytes), value);

    assertThat(copy.get("points")).isEqualTo(value.get("points"));
    assertThat(copy.get("texts")).isEqualTo(value.get("texts"));
    assertThat(copy.get("array")).isEqualTo(value.get("array"));
  }

  @Test
  void heapMemoryIsReadToo() {
    List<Object> value = List.of("text", 1, new Samples.Point(2, 3));
    byte[] record = codec.encodeToBytes(value);
    byte[] padded = new byte[record.length + 10];
    System.arraycopy(record, 0, padded, 3, record.length);

    MemorySegment memory = MemorySegment.ofArray(padded).asSlice(3, record.length).asReadOnly();

    assertThat(codec.decode(memory)).isEqualTo(value);
  }

  @Test
  void bytesBehindTheRecordAreRefused() {
    byte[] record = codec.encodeToBytes("text");
    MemorySegment memory = MemorySegment.ofArray(new byte[record.length + 1]);
    memory.copyFrom(MemorySegment.ofArray(record));

    assertThatExceptionOfType(TaskDecodingException.class)
        .isThrownBy(() -> codec.decode(memory))
        .withMessageContaining("continues after its end");
  }

  @Test
  void largeArrayIsCopiedStraightToItsPlace() {
    double[] array = new double[8 << 20];
    array[array.length - 1] = 0.5;
    Encoded encoded = codec.encode(Map.of("a", array));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(encoded.size());
      encoded.copyTo(memory);
      long before = allocated();

      Map<?, ?> copy = (Map<?, ?>) codec.decode(memory);

      assertThat(allocated() - before).isLessThan(array.length * 8L + (1 << 20));
      assertThat((double[]) copy.get("a")).isEqualTo(array);
    }
  }

  @Test
  void encodedOwnsItsGraph() {
    List<String> small = List.of("small");
    List<String> large = List.of("x".repeat(3 << 20));
    Encoded first = codec.encode(small);
    Encoded second = codec.encode(large);
    codec.encode(List.of("other"));

    assertThat(codec.decode(first.toByteArray())).isEqualTo(small);
    assertThat(codec.decode(second.toByteArray())).isEqualTo(large);
    assertThat(second.toByteArray()).hasSize((int) second.size());
  }

  @Test
  void releasedMemoryIsNamed() {
    MemorySegment memory;
    try (Arena arena = Arena.ofConfined()) {
      memory = arena.allocate(100);
    }

    assertThatExceptionOfType(TaskDecodingException.class)
        .isThrownBy(() -> codec.decode(memory))
        .withMessageContaining("was released");
  }

  @Test
  void memoryReleasedWhileItIsReadIsNamed() {
    Arena arena = Arena.ofConfined();
    record Closes() {}
    ReferenceType<Closes> closing =
        new ReferenceType<>(
            Closes.class,
            closes -> new byte[0],
            (bytes, _) -> {
              arena.close();
              return new Closes();
            });
    Codec narrow =
        new KryoCodec(
            AllowList.standard(),
            KryoCodecOffHeapTest.class.getClassLoader(),
            List.of(closing),
            ClassListener.NONE,
            RecordInput.LEAST_WINDOW);
    Encoded encoded = narrow.encode(List.of(new Closes(), "more than the window shows"));
    MemorySegment memory = arena.allocate(encoded.size());
    encoded.copyTo(memory);

    assertThatExceptionOfType(TaskDecodingException.class)
        .isThrownBy(() -> narrow.decode(memory))
        .withMessageContaining("was released");
    assertThat(OffHeap.roundTrip(narrow, "works on")).isEqualTo("works on");
  }

  @Test
  void memoryOfAnotherThreadIsNamed() throws Exception {
    List<MemorySegment> memory = new ArrayList<>();
    Thread owner = Thread.ofPlatform().start(() -> memory.add(Arena.ofConfined().allocate(100)));
    owner.join();

    assertThatExceptionOfType(TaskDecodingException.class)
        .isThrownBy(() -> codec.decode(memory.getFirst()))
        .withMessageContaining("belongs to another thread");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void fileThatWasCutIsNamed(boolean arrays, @TempDir Path directory) throws Exception {
    Object value =
        arrays
            ? List.of("a", new double[1 << 17])
            : IntStream.range(0, 100_000).mapToObj(i -> "text " + i).toList();
    Encoded encoded = codec.encode(value);
    // Again and again: the JVM reports the fault in other ways once the code is compiled.
    for (int i = 0; i < 50; i++) {
      Path path = directory.resolve("record" + i);
      try (Arena arena = Arena.ofConfined();
          FileChannel file = newFile(path)) {
        MemorySegment memory = file.map(FileChannel.MapMode.READ_WRITE, 0, encoded.size(), arena);
        encoded.copyTo(memory);
        assertThat(codec.decode(memory)).isNotNull();
        file.truncate(8192);

        assertThatExceptionOfType(TaskDecodingException.class)
            .isThrownBy(() -> codec.decode(memory))
            .withMessageContaining("cut or removed");
      }
    }
  }

  private static FileChannel newFile(Path path) throws IOException {
    return FileChannel.open(
        path,
        StandardOpenOption.CREATE_NEW,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }

  /** Bytes that this thread has allocated so far. */
  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }
}
