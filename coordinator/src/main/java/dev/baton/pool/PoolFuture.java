package dev.baton.pool;

import dev.baton.ledger.Outcome;
import dev.baton.ledger.OutcomeListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The pool's future. {@code AbstractExecutorService} hands it to {@link ProcessPool#execute} as a
 * {@link Runnable}; running it elsewhere does nothing, because a task runs in a worker.
 */
final class PoolFuture<T extends @Nullable Object>
    implements RunnableFuture<T>, TaskFuture<T>, OutcomeListener {

  private static final long NOT_SUBMITTED = -1;

  private final Tasks tasks;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final @Nullable Object fixedValue;
  private @Nullable Object call;
  private int bytes;
  private volatile long taskId = NOT_SUBMITTED;
  private volatile @Nullable Outcome outcome;
  private @Nullable Answer answer;
  private List<Consumer<? super TaskFuture<T>>> actions = new ArrayList<>();

  /**
   * A future of a task that is not submitted yet.
   *
   * @param call what is to be submitted, or null if the submitter has it
   */
  PoolFuture(Tasks tasks, @Nullable Object call) {
    this(tasks, call, null);
  }

  /**
   * As above, with the value that {@code get} returns in place of the task's own if that is null.
   */
  PoolFuture(Tasks tasks, @Nullable Object call, @Nullable Object fixedValue) {
    this.tasks = tasks;
    this.call = call;
    this.fixedValue = fixedValue;
  }

  /** Hands over what is to be submitted, so that the future does not keep it alive. */
  synchronized @Nullable Object takeCall() {
    Object taken = call;
    call = null;
    return taken;
  }

  void submitted(long id) {
    taskId = id;
  }

  /** Notes how much the task hands over. */
  void bytes(int handedOver) {
    bytes = handedOver;
  }

  /** How much the submitted task hands over. */
  int bytes() {
    return bytes;
  }

  @Override
  public void run() {
    // See the class comment.
  }

  @Override
  public void ended(Outcome how) {
    List<Consumer<? super TaskFuture<T>>> waiting;
    synchronized (this) {
      if (outcome != null) {
        return;
      }
      outcome = how;
      call = null;
      waiting = actions;
      actions = List.of();
    }
    ended.countDown();
    waiting.forEach(action -> action.accept(this));
  }

  @Override
  public void whenDone(Consumer<? super TaskFuture<T>> action) {
    synchronized (this) {
      if (outcome == null) {
        actions.add(action);
        return;
      }
    }
    action.accept(this);
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    if (isDone()) {
      return false;
    }
    if (taskId == NOT_SUBMITTED) {
      ended(new Outcome.Cancelled());
    } else {
      tasks.cancel(taskId, mayInterruptIfRunning);
    }
    return isCancelled();
  }

  @Override
  public boolean isCancelled() {
    return outcome instanceof Outcome.Cancelled;
  }

  @Override
  public boolean isDone() {
    return outcome != null;
  }

  @Override
  public T get() throws InterruptedException, ExecutionException {
    ended.await();
    return report();
  }

  @Override
  public T get(long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (!ended.await(timeout, unit)) {
      throw new TimeoutException("No result within " + timeout + " " + unit + ".");
    }
    return report();
  }

  @SuppressWarnings({
    "unchecked",
    "NullAway"
  }) // the task had the type T; null only where T allows it
  private T report() throws ExecutionException {
    if (isCancelled()) {
      throw new CancellationException("The task was cancelled.");
    }
    Answer decoded = decoded();
    if (decoded.failure() != null) {
      throw new ExecutionException(decoded.failure());
    }
    return (T) (decoded.value() == null ? fixedValue : decoded.value());
  }

  /** Decoded once, by the first who asks; the bytes are let go. */
  private synchronized Answer decoded() {
    if (answer == null) {
      Outcome how = outcome;
      if (how == null) {
        throw new IllegalStateException("not ended");
      }
      answer = tasks.decode(how);
      outcome = Tasks.DECODED;
    }
    return answer;
  }
}
