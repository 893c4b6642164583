package dev.baton.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A million records that nobody wrote: each decodes or is refused, and none makes its reader spend
 * memory that its bytes do not justify.
 */
class FrameFuzzTest {

  private static final long SEED = 20261122;
  private static final int CASES = 260_000;

  /**
   * What one byte of a record may cost: the smallest element of a list is a number of four bytes,
   * which is an object of sixteen and a reference in an array that grew to twice its size.
   */
  private static final int FACTOR = 16;

  /** An exception with the stack trace of a test runner, and the measuring itself. */
  private static final int FIXED_BYTES = 16 << 10;

  private static final int[] CLAIMS = {
    Integer.MAX_VALUE, Integer.MAX_VALUE - 8, Integer.MIN_VALUE, -1, 1 << 30, 1 << 20, 70_000, 256
  };

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Ways to spoil a record; each keeps the checksum right where the reader would stop at it. */
  enum Sort {
    RANDOM_BYTES {
      @Override
      byte[] spoil(byte[] record, Random random) {
        byte[] bytes = new byte[random.nextInt(400)];
        random.nextBytes(bytes);
        if (bytes.length >= Frame.HEADER_BYTES && random.nextInt(4) > 0) {
          System.arraycopy(record, 0, bytes, 0, 4);
          return sealed(bytes);
        }
        return bytes;
      }
    },
    TRUNCATED {
      @Override
      byte[] spoil(byte[] record, Random random) {
        return sealed(Arrays.copyOf(record, random.nextInt(record.length + 1)));
      }
    },
    BIT_FLIPPED {
      @Override
      byte[] spoil(byte[] record, Random random) {
        byte[] bytes = record.clone();
        int flips = 1 + random.nextInt(8);
        for (int i = 0; i < flips; i++) {
          bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return random.nextInt(8) == 0 ? bytes : sealed(bytes);
      }
    },
    HUGE_LENGTHS {
      @Override
      byte[] spoil(byte[] record, Random random) {
        byte[] bytes = record.clone();
        int claims = 1 + random.nextInt(3);
        for (int i = 0; i < claims && bytes.length >= Frame.HEADER_BYTES + Integer.BYTES; i++) {
          int at =
              Frame.HEADER_BYTES
                  + random.nextInt(bytes.length - Frame.HEADER_BYTES - Integer.BYTES + 1);
          ByteBuffer.wrap(bytes).putInt(at, CLAIMS[random.nextInt(CLAIMS.length)]);
        }
        return sealed(bytes);
      }
    };

    abstract byte[] spoil(byte[] record, Random random);

    private static byte[] sealed(byte[] bytes) {
      return bytes.length < Frame.HEADER_BYTES ? bytes : Garbage.sealed(bytes);
    }
  }

  @ParameterizedTest
  @EnumSource
  void spoiltRecordIsReadOrRefusedAndCostsNoMoreThanItsBytes(Sort sort) {
    Random random = new Random(SEED + sort.ordinal());
    List<byte[]> records =
        FrameTest.records().map(Frame::encode).filter(bytes -> bytes.length < 2_000).toList();
    int refused = 0;
    for (int n = 0; n < CASES; n++) {
      int i = n;
      byte[] spoilt = sort.spoil(records.get(random.nextInt(records.size())), random);
      Supplier<String> name = () -> name(sort, i, spoilt);
      long allowed = FIXED_BYTES + (long) FACTOR * spoilt.length;
      long before = THREADS.getCurrentThreadAllocatedBytes();
      if (isRefused(spoilt, name)) {
        refused++;
      }
      long spent = THREADS.getCurrentThreadAllocatedBytes() - before;
      if (spent > allowed) {
        // What the JVM spends on classes that it loads is spent once; a record's cost comes again.
        before = THREADS.getCurrentThreadAllocatedBytes();
        var _ = isRefused(spoilt, name);
        spent = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertThat(spent).as(() -> "spent on " + name.get()).isLessThanOrEqualTo(allowed);
      }
    }
    assertThat(refused).isGreaterThan(CASES / 10);
  }

  /** Whether bytes are refused in the one way that there is. */
  private static boolean isRefused(byte[] bytes, Supplier<String> name) {
    try {
      WireRecord read = Frame.decode(bytes);
      assertThat(read).isNotNull();
      return false;
    } catch (MalformedRecordException e) {
      return true;
    } catch (Throwable e) {
      throw new AssertionError(name.get(), e);
    }
  }

  private static String name(Sort sort, int number, byte[] bytes) {
    return sort + " " + number + ": " + HexFormat.of().formatHex(bytes);
  }
}
