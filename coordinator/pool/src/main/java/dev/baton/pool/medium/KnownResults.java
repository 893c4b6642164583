package dev.baton.pool.medium;

import dev.baton.EnvironmentException;
import dev.baton.Handoff;
import dev.baton.TaskDecodingException;
import dev.baton.codec.Items;
import dev.baton.log.Channel;
import dev.baton.log.ChannelPartition;
import dev.baton.log.Log;
import dev.baton.log.Start;
import dev.baton.process.TempDirectory;
import dev.baton.wire.Attempts;
import dev.baton.wire.Frame;
import dev.baton.wire.ResultBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Results of an earlier coordinator's tasks on the log. They are kept in an unnamed file, so that
 * they neither fill the heap nor outlive the process. Thread-safe.
 */
public final class KnownResults implements AutoCloseable {

  /** The clocks of broker and coordinator may differ by this much. */
  private static final Duration CLOCKS = Duration.ofMinutes(5);

  private record Stored(long offset, int length) {}

  private final Map<Long, Stored> places = new HashMap<>();

  /** Of tasks with several results, those after the first. */
  private final Map<Long, List<Stored>> later = new HashMap<>();

  private final AtomicLong used = new AtomicLong();
  private final @Nullable FileChannel file;
  private long end;
  private long last = -1;

  private KnownResults(@Nullable FileChannel file) {
    this.file = file;
  }

  /** No known results. */
  public static KnownResults none() {
    return new KnownResults(null);
  }

  /**
   * Reads a coordinator's results, from a time until now.
   *
   * @param dataDirectory where it may have left results that were not on the log yet, or null
   * @throws EnvironmentException if the log or the temp directory fails
   */
  public static KnownResults read(
      Log log, @Nullable Path dataDirectory, long coordinator, int partition, Instant since) {
    KnownResults known = new KnownResults(unnamedFile());
    try {
      log.readToEnd(
          new ChannelPartition(Channel.RESULTS, partition),
          new Start.Since(since.minus(CLOCKS)),
          ResultBatch.class,
          batch -> known.accept(batch.record(), coordinator));
      if (dataDirectory != null) {
        ResultSpool.readLeft(dataDirectory, frame -> known.accept(frame, coordinator));
      }
      return known;
    } catch (RuntimeException e) {
      known.close();
      throw e;
    }
  }

  /**
   * Sees which results are failures. Of a task that has several, the first that is none counts, or
   * else the last.
   *
   * @param isFailure told an encoded result
   * @param forget whether a failure is not known from now on
   */
  public synchronized void settle(Predicate<byte[]> isFailure, boolean forget) {
    later.forEach(
        (task, others) -> {
          for (Stored next : others) {
            if (isFailure.test(read(place(task)))) {
              places.put(task, next);
            }
          }
        });
    later.clear();
    if (forget) {
      places.values().removeIf(place -> isFailure.test(read(place)));
      last = places.keySet().stream().mapToLong(Long::longValue).max().orElse(-1);
    }
  }

  /** Whether nothing is known, as in every pool except that of a resumed job. */
  public boolean isEmpty() {
    return file == null;
  }

  /** How many results there are. */
  public synchronized long count() {
    return places.size();
  }

  public synchronized boolean has(long taskId) {
    return places.containsKey(taskId);
  }

  /** The largest id of a task whose result is known; −1 if none is. */
  public synchronized long last() {
    return last;
  }

  /** How many were taken. */
  public long used() {
    return used.get();
  }

  /** The encoded result of a task. */
  public byte[] take(long taskId) {
    byte[] result = read(place(taskId));
    used.incrementAndGet();
    return result;
  }

  private byte[] read(Stored place) {
    ByteBuffer bytes = ByteBuffer.allocate(place.length);
    try {
      while (bytes.hasRemaining()) {
        if (open().read(bytes, place.offset + bytes.position()) < 0) {
          throw new IOException("the file is too short");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read a result that was set aside", e);
    }
    return bytes.array();
  }

  @Override
  public void close() {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      System.getLogger(KnownResults.class.getName())
          .log(System.Logger.Level.DEBUG, "A file could not be closed properly", e);
    }
  }

  private void accept(byte[] frame, long coordinator) {
    ResultBatch batch = Frame.decode(ByteBuffer.wrap(frame), ResultBatch.class);
    if (batch != null) {
      accept(batch, coordinator);
    }
  }

  private synchronized void accept(ResultBatch batch, long coordinator) {
    if (batch.coordinator() == coordinator) {
      for (ResultBatch.Entry entry : batch.results()) {
        if (isOnLog(entry)) {
          keep(entry);
        }
      }
    }
  }

  private void keep(ResultBatch.Entry entry) {
    Attempts attempts = entry.attempts();
    byte[] bytes = entry.payload().bytes();
    if (attempts.items() == 1) {
      keep(attempts.from(), bytes);
      return;
    }
    try {
      Items items = new Items(bytes);
      for (int item = 0; item < attempts.items(); item++) {
        items.goTo(item);
        keep(attempts.from() + item, items.alone());
      }
    } catch (TaskDecodingException e) {
      // The tasks whose results are missing run again, whatever wrote the file.
    }
  }

  private static boolean isOnLog(ResultBatch.Entry entry) {
    return entry.status() == ResultBatch.Status.DONE
        && entry.payload().handoff() == Handoff.KRYO
        && entry.blobs().length == 0;
  }

  /** The first result of a task counts, as in the ledger, unless {@link #settle} says otherwise. */
  private void keep(long taskId, byte[] result) {
    Stored place = new Stored(end, result.length);
    if (places.putIfAbsent(taskId, place) == null) {
      last = Math.max(last, taskId);
    } else {
      later.computeIfAbsent(taskId, _ -> new ArrayList<>()).add(place);
    }
    ByteBuffer bytes = ByteBuffer.wrap(result);
    try {
      while (bytes.hasRemaining()) {
        end += open().write(bytes, end);
      }
    } catch (IOException e) {
      throw new EnvironmentException(
          "No room for the results so far in " + TempDirectory.path() + ": " + e.getMessage(), e);
    }
  }

  private synchronized Stored place(long taskId) {
    Stored place = places.get(taskId);
    if (place == null) {
      throw new IllegalArgumentException("no result of task " + taskId);
    }
    return place;
  }

  private FileChannel open() {
    if (file == null) {
      throw new IllegalStateException("nothing is known");
    }
    return file;
  }

  private static FileChannel unnamedFile() {
    try {
      return UnnamedFile.open("baton-results-");
    } catch (IOException e) {
      throw new EnvironmentException(
          "Cannot create a file in " + TempDirectory.path() + ": " + e.getMessage(), e);
    }
  }
}
