package dev.baton.measure.handoff;

import dev.baton.Phase;
import dev.baton.Shared;
import dev.baton.StoreFullException;
import dev.baton.TaskEncodingException;
import dev.baton.Transport;
import dev.baton.measure.Await;
import dev.baton.measure.QuietPool;
import dev.baton.measure.handoff.HandoffTask.Receipt;
import dev.baton.pool.PoolStatistics;
import dev.baton.pool.ProcessPool;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A pool of one worker, to which data is handed over. For one thread. */
final class HandoffBench implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  /** Far longer than anything takes; who has not answered until then does not. */
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** Up to here a blob is a block of a file of many. */
  private static final long LARGEST_BLOCK = 1 << 20;

  private static final double NS_PER_MS = 1e6;

  private final ProcessPool pool;

  private HandoffBench(ProcessPool pool) {
    this.pool = pool;
  }

  /**
   * Starts the pool.
   *
   * @param heapBytes the worker's largest heap
   * @throws dev.baton.EnvironmentException if a process cannot be started
   */
  static HandoffBench start(Transport transport, long heapBytes) throws InterruptedException {
    ProcessPool pool =
        QuietPool.of(1)
            .transport(transport)
            .workerHeap(heapBytes)
            .startTimeout(START_LIMIT)
            .build();
    try {
      QuietPool.awaitWorkers(pool, 1, START_LIMIT);
      return new HandoffBench(pool);
    } catch (InterruptedException | RuntimeException e) {
      QuietPool.end(pool);
      throw e;
    }
  }

  /**
   * Hands data over each way, in turns.
   *
   * @param least how many rounds at least
   * @param most and at most
   * @param limitNs how long they may take beyond the least
   */
  void measure(DataKind kind, long bytes, List<Crossings> all, int least, int most, long limitNs)
      throws InterruptedException {
    Object data = kind.make(bytes);
    long checksum = kind.checksumOf(data);
    Object handle = null;
    try {
      long startNs = System.nanoTime();
      // Before other handoffs have warmed memory of this size in the store.
      for (Crossings crossings : all) {
        if (crossings.variant() == HandoffVariant.SHARED && crossings.goesOn()) {
          handle = share(crossings, kind, bytes, data);
        }
      }
      for (Crossings crossings : all) {
        // The first task maps what later ones find mapped, and grows buffers and heaps.
        attempt(crossings, data, handle, checksum)
            .ifPresent(first -> crossings.firstTask(first.totalMs()));
      }
      for (int round = 0; round < most; round++) {
        if (round >= least && System.nanoTime() - startNs > limitNs) {
          return;
        }
        for (Crossings crossings : all) {
          attempt(crossings, data, handle, checksum).ifPresent(crossings::add);
        }
      }
    } finally {
      close(handle);
    }
  }

  private static void close(@Nullable Object handle) {
    if (handle instanceof Shared<?> shared) {
      shared.close();
    }
  }

  private @Nullable Object share(Crossings crossings, DataKind kind, long bytes, Object data)
      throws InterruptedException {
    try {
      if (bytes <= LARGEST_BLOCK) {
        close(kind.share(pool, data)); // files of blocks are made once for a program
      }
      long startNs = System.nanoTime();
      Object handle = kind.share(pool, data);
      crossings.firstPut((System.nanoTime() - startNs) / NS_PER_MS);
      return handle;
    } catch (StoreFullException e) {
      crossings.skip(String.valueOf(e.getMessage()));
      return null;
    }
  }

  private Optional<Crossing> attempt(
      Crossings crossings, Object data, @Nullable Object handle, long checksum)
      throws InterruptedException {
    if (!crossings.goesOn()) {
      return Optional.empty();
    }
    HandoffVariant variant = crossings.variant();
    Object submitted = variant == HandoffVariant.SHARED ? Objects.requireNonNull(handle) : data;
    try {
      Crossing crossing = cross(crossings.kind(), variant, submitted);
      if (crossing.checksum() != checksum) {
        crossings.fail("what arrived is not what was sent: its checksum is wrong");
      } else if (variant == HandoffVariant.KRYO_STORE && !crossing.isByReference()) {
        crossings.skip("it is too small for the store, and goes in the record");
      } else {
        return Optional.of(crossing);
      }
    } catch (ExecutionException e) {
      explain(crossings, Objects.requireNonNullElse(e.getCause(), e));
    } catch (TimeoutException e) {
      crossings.fail("no answer within " + LIMIT.toSeconds() + " s");
    } catch (IOException | OutOfMemoryError e) {
      crossings.skip(e.toString());
    }
    return Optional.empty();
  }

  private static void explain(Crossings crossings, Throwable failure) {
    if (failure instanceof TaskEncodingException) {
      crossings.skip("it is more than a record has room for");
    } else if (failure instanceof StoreFullException
        || failure.getCause() instanceof OutOfMemoryError) {
      crossings.skip(String.valueOf(failure.getMessage()));
    } else {
      crossings.fail(String.valueOf(failure.getMessage()));
    }
  }

  private Crossing cross(DataKind kind, HandoffVariant variant, Object data)
      throws InterruptedException, ExecutionException, TimeoutException, IOException {
    PoolStatistics before = pool.statistics();
    long startNs = System.nanoTime();
    Object argument = variant.pack(data);
    long packedNs = System.nanoTime();
    Receipt receipt =
        pool.with(variant.handoff())
            .submit(new HandoffTask(kind, variant), argument)
            .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    long endNs = System.nanoTime();
    PoolStatistics after =
        Await.until("A task was not accounted for", LIMIT, () -> laterThan(before));
    return Crossing.of(before, after, receipt, endNs - startNs, packedNs - startNs);
  }

  /** A task is accounted for right after its future has ended; its execution comes last. */
  private @Nullable PoolStatistics laterThan(PoolStatistics before) {
    PoolStatistics now = pool.statistics();
    Duration executing = now.phases().get(Phase.EXECUTE);
    return executing == null || executing.equals(before.phases().get(Phase.EXECUTE)) ? null : now;
  }

  @Override
  public void close() {
    QuietPool.end(pool);
  }
}
