package dev.baton.codec.kryo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.esotericsoftware.kryo.io.Output;
import dev.baton.Task;
import dev.baton.TaskDecodingException;
import dev.baton.codec.AllowList;
import dev.baton.codec.Codec;
import dev.baton.codec.kryo.graph.RecordOutput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Records that nobody wrote: nothing but one kind of exception comes out, and no memory is spent on
 * claims.
 */
class KryoCodecHostileRecordTest {

  /** Together at least 100,000 records. */
  private static final int MUTATIONS_PER_SAMPLE = 600;

  private static final long SEED = 0xba70L;
  private static final long MOST_BYTES_PER_RECORD = 4L << 20;

  private final Codec codec =
      new KryoCodec(AllowList.standard(), KryoCodecHostileRecordTest.class.getClassLoader());

  @Test
  void mutatedRecordsGiveAnObjectOrATaskDecodingException() throws Exception {
    Random random = new Random(SEED);
    List<byte[]> records = records();
    long cases = 0;
    long refused = 0;
    for (byte[] record : records) {
      for (int i = 0; i < MUTATIONS_PER_SAMPLE; i++) {
        byte[] mutated = mutate(record, random);
        cases++;
        try {
          decode(mutated);
        } catch (TaskDecodingException e) {
          refused++;
        } catch (Throwable e) {
          throw new AssertionError(
              "seed " + SEED + ", case " + cases + ": " + Arrays.toString(mutated), e);
        }
      }
    }
    assertThat(cases).isGreaterThanOrEqualTo(100_000);
    assertThat(refused).isGreaterThan(cases / 4);
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MAX_VALUE, Integer.MAX_VALUE - 8, 1 << 30, 1 << 20, -1})
  void claimedLengthsAllocateNothing(int claimed) throws Exception {
    for (byte[] record : records()) {
      decode(record); // so that what classes take when they are loaded is not counted
      // Wherever a length may stand, it is replaced by the claim.
      for (int at = RecordOutput.HEADER; at < Math.min(record.length, 60); at++) {
        byte[] hostile = withVarInt(record, at, claimed);
        long before = allocated();
        try {
          decode(hostile);
        } catch (TaskDecodingException e) {
          assertThat(e.getMessage()).isNotBlank();
        }
        assertThat(allocated() - before).isLessThan(MOST_BYTES_PER_RECORD);
      }
    }
  }

  @Test
  void nestedClaimsShareTheBytesThatAreThere() {
    // Arrays in arrays, each claiming all the bytes that follow: together quadratic, if believed.
    Object[] nest = new Object[1];
    Object[] inner = nest;
    for (int i = 0; i < 500; i++) {
      Object[] next = new Object[1];
      inner[0] = next;
      inner = next;
    }
    byte[] record = codec.encodeToBytes(nest);
    byte[] padded = Arrays.copyOf(record, record.length + (1 << 20));
    try (Output length = new Output(4)) {
      length.writeInt(padded.length - RecordOutput.HEADER);
      System.arraycopy(length.getBuffer(), 0, padded, 1, 4);
    }
    long before = allocated();

    assertThatExceptionOfType(TaskDecodingException.class).isThrownBy(() -> decode(padded));
    assertThat(allocated() - before).isLessThan(32L << 20);
  }

  @Test
  void truncatedRecordsAreRefused() throws Exception {
    for (byte[] record : records()) {
      for (int length = 0; length < Math.min(record.length, 100); length++) {
        byte[] truncated = Arrays.copyOf(record, length);
        assertThatExceptionOfType(TaskDecodingException.class).isThrownBy(() -> decode(truncated));
      }
    }
  }

  /** The way back, which a subclass may change. */
  @Nullable Object decode(byte[] record) {
    return codec.decode(record);
  }

  private List<byte[]> records() throws Exception {
    int captured = 3;
    Task<Integer> task = () -> captured;
    List<byte[]> records = new ArrayList<>();
    Stream.of(
            Samples.equalValues(),
            Samples.valuesWithoutEquals(),
            Samples.valuesThatShowAsText(),
            Samples.views(),
            Stream.<Object>of(task, new IllegalStateException("x")))
        .flatMap(values -> values)
        .map(codec::encodeToBytes)
        .forEach(records::add);
    return records;
  }

  private static byte[] mutate(byte[] record, Random random) {
    byte[] mutated = record.clone();
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      // Most records are long texts at the end; what matters is at the beginning.
      int at = random.nextInt(Math.min(mutated.length, random.nextBoolean() ? 40 : 400));
      mutated[at] =
          switch (random.nextInt(4)) {
            case 0 -> (byte) random.nextInt();
            case 1 -> (byte) 0xff;
            case 2 -> (byte) (mutated[at] ^ (1 << random.nextInt(8)));
            default -> (byte) random.nextInt(130);
          };
    }
    return random.nextInt(10) == 0
        ? Arrays.copyOf(mutated, random.nextInt(mutated.length + 1))
        : mutated;
  }

  private static byte[] withVarInt(byte[] record, int at, int value) {
    try (Output claim = new Output(8)) {
      claim.writeVarInt(value, true);
      byte[] bytes = Arrays.copyOf(record, record.length + claim.position());
      System.arraycopy(claim.getBuffer(), 0, bytes, at, claim.position());
      int rest = record.length - at - 1;
      System.arraycopy(record, at + 1, bytes, at + claim.position(), rest);
      byte[] exact = Arrays.copyOf(bytes, at + claim.position() + rest);
      int graph = java.nio.ByteBuffer.wrap(exact).order(java.nio.ByteOrder.LITTLE_ENDIAN).getInt(1);
      java.nio.ByteBuffer.wrap(exact)
          .order(java.nio.ByteOrder.LITTLE_ENDIAN)
          .putInt(1, graph + claim.position() - 1);
      return exact;
    }
  }

  /** Bytes that this thread has allocated so far. */
  private static long allocated() {
    return ((com.sun.management.ThreadMXBean)
            java.lang.management.ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }
}
