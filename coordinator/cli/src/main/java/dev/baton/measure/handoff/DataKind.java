package dev.baton.measure.handoff;

import dev.baton.Shared;
import dev.baton.SharedMap;
import dev.baton.pool.ProcessPool;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** What is handed over. */
public enum DataKind {
  /** An array of primitives. */
  DOUBLES("double[]", 1, "the task reads the array in place") {
    @Override
    Object make(long bytes) {
      return random().doubles(Math.max(1, bytes / Double.BYTES)).toArray();
    }

    @Override
    Object share(ProcessPool pool, Object data) {
      return pool.share((double[]) data);
    }

    @Override
    long checksumOfObject(Object value) {
      return checksum(MemorySegment.ofArray((double[]) value));
    }
  },

  /** A graph of many small objects: a list of {@link Order}s, of two objects each. */
  RECORDS("records", 2, "structs of 32 bytes, written through a MemoryLayout and read in place") {
    @Override
    Object make(long bytes) {
      SplittableRandom random = random();
      int count = (int) Math.max(1, bytes / Order.BYTES);
      List<Order> orders = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        Order.Money price = new Order.Money(random.nextLong(1, 1_000_000), random.nextInt(1, 200));
        orders.add(new Order(i, price, random.nextInt(1, 100), random.nextInt(100_000)));
      }
      return orders;
    }

    @Override
    Object share(ProcessPool pool, Object data) {
      @SuppressWarnings("unchecked") // made above
      List<Order> orders = (List<Order>) data;
      Shared<MemorySegment> memory = pool.allocate(orders.size() * (long) Order.BYTES);
      Order.write(orders, memory.segment());
      memory.seal();
      return memory;
    }

    @Override
    long checksumOfObject(Object value) {
      return Order.checksum((List<?>) value);
    }

    @Override
    long checksumInPlace(MemorySegment memory) {
      return Order.checksum(memory);
    }
  },

  /** A string, mostly ASCII. */
  TEXT("text", 1, "UTF-8 bytes in place, not a String") {
    @Override
    Object make(long bytes) {
      SplittableRandom random = random();
      StringBuilder text = new StringBuilder((int) bytes);
      long left = bytes;
      while (true) {
        String word = WORDS.get(random.nextInt(WORDS.size()));
        left -= word.getBytes(StandardCharsets.UTF_8).length;
        if (left < 0) {
          return text.append(".".repeat((int) bytes - utf8(text).length)).toString();
        }
        text.append(word);
      }
    }

    @Override
    Object share(ProcessPool pool, Object data) {
      return pool.share(utf8((String) data));
    }

    @Override
    long checksumOfObject(Object value) {
      return checksum(MemorySegment.ofArray(utf8((String) value)));
    }
  },

  /** From strings of 16 characters to longs: 24 bytes of data an entry. */
  MAP(
      "map",
      5,
      "a SharedMap, opened by each worker once; entries are decoded, and so copied, as they are"
          + " read") {
    @Override
    Object make(long bytes) {
      SplittableRandom random = random();
      int count = (int) Math.max(1, bytes / ENTRY_BYTES);
      Map<String, Long> map = HashMap.newHashMap(count);
      for (int i = 0; i < count; i++) {
        map.put("key" + (FIRST_KEY + i), random.nextLong(1 << 20));
      }
      return map;
    }

    @Override
    Object share(ProcessPool pool, Object data) throws InterruptedException {
      Map<?, ?> entries = (Map<?, ?>) data;
      SharedMap<Object, Object> map =
          pool.sharedMap("map-" + System.nanoTime(), entries.size(), ENCODED_ENTRY_BYTES);
      for (Map.Entry<?, ?> entry : entries.entrySet()) {
        var _ = map.put(entry.getKey(), entry.getValue());
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
      return map;
    }

    @Override
    long checksumOfObject(Object value) {
      long[] sum = new long[1];
      if (value instanceof SharedMap<?, ?> shared) {
        shared.forEach((key, number) -> sum[0] += entry(key, number));
      } else {
        ((Map<?, ?>) value).forEach((key, number) -> sum[0] += entry(key, number));
      }
      return sum[0];
    }

    private static long entry(Object key, Object number) {
      return (key.hashCode() * 31L + (Long) number) * 0x9E3779B97F4A7C15L;
    }
  };

  /** Of an entry of a map: a key of 16 bytes and a long. */
  static final int ENTRY_BYTES = 24;

  /** The same encoded, with room to spare. */
  private static final int ENCODED_ENTRY_BYTES = 64;

  /** So that all keys have 13 digits. */
  private static final long FIRST_KEY = 1_000_000_000_000L;

  private static final long PAGE = 4096;
  private static final long SEED = 20;

  private static final List<String> WORDS =
      List.of("the ", "pool ", "runs ", "each ", "task ", "in ", "a ", "process. ", "Übermut ");

  private final String label;
  private final int objectFactor;
  private final String inPlace;

  DataKind(String label, int objectFactor, String inPlace) {
    this.label = label;
    this.objectFactor = objectFactor;
    this.inPlace = inPlace;
  }

  /** The word for it. */
  public String label() {
    return label;
  }

  /** About how many bytes of heap its objects take for each byte of data. */
  int objectFactor() {
    return objectFactor;
  }

  /** What a task sees of it where it is shared. */
  String inPlace() {
    return inPlace;
  }

  /** Data of about so many bytes; the same each time. */
  abstract Object make(long bytes);

  /**
   * Puts data where tasks use it in place; returns the handle.
   *
   * @throws dev.baton.StoreFullException if there is no room
   * @throws InterruptedException if that took too long for somebody
   */
  abstract Object share(ProcessPool pool, Object data) throws InterruptedException;

  /** A checksum of an object of this kind, of all that is in it. */
  abstract long checksumOfObject(Object value);

  /** The same for where it lies in shared memory. */
  long checksumInPlace(MemorySegment memory) {
    return checksum(memory);
  }

  /** The checksum of data in whatever form it arrives. */
  final long checksumOf(Object value) {
    return value instanceof Shared<?> shared
        ? checksumInPlace(shared.segment())
        : checksumOfObject(value);
  }

  /**
   * Reads a byte of each page of shared memory, or all entries of a shared map: after that nothing
   * is left that only a first use costs.
   *
   * @return what must not be thrown away, or the reading might be
   */
  static long touch(Object value) {
    if (value instanceof Shared<?> shared) {
      MemorySegment memory = shared.segment();
      long sum = memory.get(ValueLayout.JAVA_BYTE, memory.byteSize() - 1);
      for (long at = 0; at < memory.byteSize(); at += PAGE) {
        sum += memory.get(ValueLayout.JAVA_BYTE, at);
      }
      return sum;
    }
    long[] sum = new long[1];
    if (value instanceof SharedMap<?, ?> shared) {
      shared.forEach((_, number) -> sum[0] += number.hashCode());
    }
    return sum[0];
  }

  private static long checksum(MemorySegment memory) {
    long sum = 0;
    long whole = memory.byteSize() / Long.BYTES * Long.BYTES;
    for (long at = 0; at < whole; at += Long.BYTES) {
      sum = sum * 31 + memory.get(ValueLayout.JAVA_LONG_UNALIGNED, at);
    }
    for (long at = whole; at < memory.byteSize(); at++) {
      sum = sum * 31 + memory.get(ValueLayout.JAVA_BYTE, at);
    }
    return sum;
  }

  private static byte[] utf8(CharSequence text) {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static SplittableRandom random() {
    return new SplittableRandom(SEED);
  }
}
