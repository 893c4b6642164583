package dev.baton.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.Handoff;
import dev.baton.Shared;
import dev.baton.TaskContext;
import dev.baton.TaskFunction;
import dev.baton.store.area.StoreUse;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Data of all sizes comes and goes in all ways, and nothing of it stays. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "/proc tells what is mapped")
class SharedDataSoakIT {

  private static final String NAME = "soak";
  private static final int OPERATIONS = Integer.getInteger("baton.test.soak.operations", 750);
  private static final int ROUNDS = 3;
  private static final int UNDER_WAY = 12;
  private static final long SEED = 20261123;

  private static final int MIB = 1 << 20;
  private static final int LARGEST_BITS = 23;
  private static final int[] EDGES = {0, 1, 1023, 4096, 4097, 1 << 16, MIB, MIB + 1, 8 * MIB};

  /** So little that some data goes to disk, when the collector has not yet seen what is dropped. */
  private static final long STORE = 96 * MIB;

  private static final Duration LIMIT = Duration.ofMinutes(1);

  /** Beside its files a store has headers, catalogues and the state of workers. */
  private static final long ADMINISTRATION = 16 * MIB;

  private static final int OTHER_FILES = 64;

  private static final TaskFunction<byte[], byte[]> SAME = bytes -> bytes;

  private static final TaskFunction<byte[], Boolean> CHECK =
      bytes -> isFilled(MemorySegment.ofArray(bytes), bytes.length == 0 ? 0 : bytes[0]);

  /** An operation that has begun. */
  private interface Begun {
    void end() throws Exception;
  }

  private final Random random = new Random(SEED);
  private final Queue<String> said = new ConcurrentLinkedQueue<>();

  @Test
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  void whatComesAndGoesLeavesNothing() throws Exception {
    List<Long> pids;
    try (ProcessPool pool =
        ProcessPool.builder()
            .pool(NAME)
            .workers(2)
            .storeSize(STORE)
            .workerOutput(said::add)
            .build()) {
      pool.share(new byte[] {1}).close(); // the program's part of the store is made
      Awaitility.await().atMost(LIMIT).until(() -> pool.workers().size() == 2);
      pids = pids(pool);
      Path store = StoreLevel.directories(NAME).getFirst();
      StoreUse before = StoreUse.of(store);
      for (int round = 1; round <= ROUNDS; round++) {
        run(pool, OPERATIONS / ROUNDS);
        awaitNothingUsed(store, before);
        StoreLevel level = StoreLevel.of(store, pids);
        System.err.printf("soak round %d: %s%n", round, level);
        assertThat(level.use().memoryBytes()).isLessThanOrEqualTo(STORE);
        // Every file holds a blob or is accounted for as warm.
        assertThat(level.fileBytes()).isLessThan(level.use().memoryBytes() + ADMINISTRATION);
        assertThat(level.files()).isLessThan(OTHER_FILES + level.use().memoryBytes() / MIB);
        awaitFewMappings(store, pids);
      }
      assertThat(pids(pool)).isEqualTo(pids);
    }
    assertThat(StoreLevel.directories(NAME)).isEmpty();
    assertThat(ProcessMemory.mappings(ProcessHandle.current().pid(), Path.of("/dev/shm")))
        .noneMatch(line -> line.contains("/" + NAME + "."));
    assertThat(said).as("what workers said").isEmpty();
  }

  private void run(ProcessPool pool, int operations) throws Exception {
    Deque<Begun> begun = new ArrayDeque<>();
    for (int i = 0; i < operations; i++) {
      begun.addLast(begin(pool, size(), (byte) i));
      if (begun.size() > UNDER_WAY) {
        begun.removeFirst().end();
      }
    }
    while (!begun.isEmpty()) {
      begun.removeFirst().end();
    }
  }

  private int size() {
    return random.nextInt(4) == 0
        ? EDGES[random.nextInt(EDGES.length)]
        : random.nextInt(1 << random.nextInt(1, LARGEST_BITS + 1));
  }

  private Begun begin(ProcessPool pool, int size, byte fill) {
    ProcessPool shared = pool.with(Handoff.SHARED);
    return switch (random.nextInt(9)) {
      case 0, 1 -> {
        Shared<byte[]> data = pool.share(bytes(size, fill));
        TaskFuture<Boolean> read = pool.submit(inPlace(data), fill);
        if (size % 2 == 0) {
          data.close();
        }
        yield () -> {
          assertThat(read.get()).isTrue();
          data.close();
        };
      }
      case 2 -> {
        Shared<byte[]> dropped = pool.share(bytes(size, fill));
        TaskFuture<Boolean> read = pool.submit(inPlace(dropped), fill);
        yield () -> assertThat(read.get()).isTrue();
      }
      case 3 -> {
        TaskFuture<Boolean> checked = shared.submit(CHECK, bytes(size, fill));
        yield () -> assertThat(checked.get()).isTrue();
      }
      case 4 -> {
        TaskFuture<byte[]> made = shared.submit(() -> bytes(size, fill));
        yield () -> assertThat(made.get()).isEqualTo(bytes(size, fill));
      }
      case 5 -> {
        var _ = shared.submit(() -> bytes(size, fill)); // nobody asks for it
        yield () -> {};
      }
      case 6 -> {
        TaskFuture<byte[]> cancelled = shared.submit(SAME, bytes(size, fill));
        if (size % 2 == 0) {
          cancelled.cancel(true);
        }
        yield () -> cancelled.cancel(true);
      }
      case 7 -> {
        TaskFuture<Shared<MemorySegment>> made = pool.submit(() -> allocate(size, fill));
        yield () -> {
          Shared<MemorySegment> result = made.get();
          assertThat(isFilled(result.segment(), fill)).isTrue();
          if (size % 2 == 0) {
            result.close();
          }
        };
      }
      default -> {
        TaskFuture<Object> failing = pool.submit(() -> failWith(allocate(size, fill)));
        yield () ->
            assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(failing::get)
                .withCauseInstanceOf(IllegalStateException.class);
      }
    };
  }

  private static TaskFunction<Byte, Boolean> inPlace(Shared<byte[]> data) {
    return fill -> isFilled(data.segment(), fill);
  }

  private static Shared<MemorySegment> allocate(int size, byte fill) {
    Shared<MemorySegment> memory = TaskContext.current().allocate(size);
    memory.segment().fill(fill);
    return memory;
  }

  private static Object failWith(Shared<MemorySegment> memory) {
    throw new IllegalStateException("with " + memory.byteSize() + " bytes");
  }

  private static byte[] bytes(int size, byte fill) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, fill);
    return bytes;
  }

  /** Looks at some places; all of them would be most of the work. */
  private static boolean isFilled(MemorySegment memory, byte fill) {
    long last = memory.byteSize() - 1;
    return Stream.of(0L, last / 3, last / 2, last)
        .allMatch(at -> last < 0 || memory.get(ValueLayout.JAVA_BYTE, at) == fill);
  }

  private static void awaitNothingUsed(Path store, StoreUse before) {
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              System.gc(); // what was dropped
              StoreUse now = StoreUse.of(store);
              assertThat(now.usedBytes()).isEqualTo(before.usedBytes());
              assertThat(now.spilledBytes()).isEqualTo(before.spilledBytes());
              assertThat(now.blobs()).isEqualTo(before.blobs());
            });
  }

  /** What has no file any more is unmapped too, a bit later. */
  private static void awaitFewMappings(Path store, List<Long> pids) {
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              StoreLevel now = StoreLevel.of(store, pids);
              assertThat(now.mostMappings()).isLessThan(now.files() + OTHER_FILES);
            });
  }

  /** This process and its workers. */
  private static List<Long> pids(ProcessPool pool) {
    return Stream.concat(
            Stream.of(ProcessHandle.current().pid()), pool.workers().stream().map(WorkerInfo::pid))
        .sorted()
        .toList();
  }
}
