package dev.baton.pool;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Inputs, numbers in a row, that end when the test says so. */
final class StubChunk implements MapChunk<Integer, Integer> {

  volatile boolean cancelled;
  private final int firstInput;
  private final List<@Nullable MapResult<Integer, Integer>> results;
  private @Nullable EndListener listener;

  StubChunk(int input) {
    this(input, 1);
  }

  StubChunk(int firstInput, int size) {
    this.firstInput = firstInput;
    this.results = new ArrayList<>(Collections.nCopies(size, null));
  }

  void complete() {
    IntStream.range(0, results.size()).forEach(this::complete);
  }

  void complete(int item) {
    end(item, new MapResult<>(firstInput + item, firstInput + item, null));
  }

  void fail(int item) {
    end(item, new MapResult<>(firstInput + item, null, new IllegalStateException("failed")));
  }

  private void end(int item, MapResult<Integer, Integer> result) {
    EndListener told;
    synchronized (this) {
      results.set(item, result);
      told = listener;
      notifyAll();
    }
    if (told != null) {
      told.ended(item, 1);
    }
  }

  @Override
  public int size() {
    return results.size();
  }

  @Override
  public long bytes() {
    return results.size();
  }

  @Override
  public synchronized boolean hasEnded(int item) {
    return results.get(item) != null;
  }

  @Override
  public synchronized MapResult<Integer, Integer> result(int item) throws InterruptedException {
    while (results.get(item) == null) {
      wait();
    }
    return Objects.requireNonNull(results.get(item));
  }

  @Override
  public synchronized void onEnd(EndListener wanted) {
    listener = wanted;
    for (int item = 0; item < results.size(); item++) {
      if (results.get(item) != null) {
        wanted.ended(item, 1);
      }
    }
  }

  @Override
  public void cancel() {
    cancelled = true;
  }
}
