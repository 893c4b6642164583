package dev.baton.pool;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A task that ends when the test says so. */
final class StubFuture implements TaskFuture<Integer> {

  volatile boolean cancelled;
  private final int value;
  private final CompletableFuture<Integer> end = new CompletableFuture<>();

  StubFuture(int value) {
    this.value = value;
  }

  void complete() {
    end.complete(value);
  }

  void fail() {
    end.completeExceptionally(new IllegalStateException("failed"));
  }

  @Override
  public void whenDone(Consumer<? super TaskFuture<Integer>> action) {
    var _ = end.whenComplete((_, _) -> action.accept(this));
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    cancelled = true;
    return true;
  }

  @Override
  public boolean isCancelled() {
    return cancelled;
  }

  @Override
  public boolean isDone() {
    return end.isDone();
  }

  @Override
  public Integer get() throws InterruptedException, ExecutionException {
    return end.get();
  }

  @Override
  public Integer get(long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    return end.get(timeout, unit);
  }
}
