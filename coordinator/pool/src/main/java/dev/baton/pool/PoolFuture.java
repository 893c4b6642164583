package dev.baton.pool;

import dev.baton.codec.ObjectText;
import dev.baton.ledger.Outcome;
import dev.baton.pool.engine.Decoded;
import dev.baton.pool.engine.Submission;
import dev.baton.pool.engine.Tasks;
import dev.baton.pool.thread.Callbacks;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The pool's future. {@code AbstractExecutorService} hands it to {@link ProcessPool#execute} as a
 * {@link Runnable}; running it elsewhere does nothing, because a task runs in a worker.
 */
final class PoolFuture<T extends @Nullable Object>
    implements RunnableFuture<T>, TaskFuture<T>, Submission {

  private static final long NOT_SUBMITTED = -1;

  private final Tasks tasks;
  private final Callbacks callbacks;

  /** Held while the program's classes decode the result: threads of the pool never ask for it. */
  private final ReentrantLock decoding = new ReentrantLock();

  private final CountDownLatch ended = new CountDownLatch(1);
  private final @Nullable Object fixedValue;
  private @Nullable Object call;
  private volatile long taskId = NOT_SUBMITTED;
  private volatile @Nullable Outcome outcome;
  private volatile @Nullable Decoded decoded;
  private List<Runnable> actions = new ArrayList<>();

  /**
   * A future of a task that is not submitted yet.
   *
   * @param callbacks calls the actions that the program gives to {@link #whenDone}
   * @param call what is to be submitted, or null if the submitter has it
   * @param fixedValue what {@code get} returns in place of the task's own value if that is null
   */
  PoolFuture(Tasks tasks, Callbacks callbacks, @Nullable Object call, @Nullable Object fixedValue) {
    this.tasks = tasks;
    this.callbacks = callbacks;
    this.call = call;
    this.fixedValue = fixedValue;
  }

  /** Hands over what is to be submitted, so that the future does not keep it alive. */
  synchronized @Nullable Object takeCall() {
    Object taken = call;
    call = null;
    return taken;
  }

  @Override
  public void submitted(long id) {
    taskId = id;
  }

  @Override
  public void bytes(long handedOver) {
    // Nobody asks a single task for it.
  }

  @Override
  public void run() {
    // See the class comment.
  }

  @Override
  public void ended(int first, int items, Outcome how) {
    ended(how);
  }

  /** The task has ended. */
  void ended(Outcome how) {
    List<Runnable> waiting;
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
    waiting.forEach(Runnable::run);
  }

  @Override
  public void whenDone(Consumer<? super TaskFuture<T>> action) {
    Objects.requireNonNull(action, "action");
    if (!waits(() -> callbacks.later("whenDone", action, this))) {
      Callbacks.now("whenDone", action, this);
    }
  }

  /**
   * Does something of the pool's own when the task has ended, at once if it has.
   *
   * @param action quick, and none that throws; runs on the thread that ends the task
   */
  void onEnd(Runnable action) {
    if (!waits(action)) {
      action.run();
    }
  }

  /** As {@link #onEnd(Runnable)}, for any future; of the pool's own, if it is one. */
  static void onEnd(TaskFuture<?> future, Runnable action) {
    if (future instanceof PoolFuture<?> ours) {
      ours.onEnd(action);
    } else {
      future.whenDone(_ -> action.run());
    }
  }

  /** Keeps an action until the task ends; false if it has. */
  private synchronized boolean waits(Runnable action) {
    if (outcome != null) {
      return false;
    }
    actions.add(action);
    return true;
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    if (isDone()) {
      return false;
    }
    if (taskId == NOT_SUBMITTED) {
      ended(new Outcome.Cancelled());
    } else {
      tasks.cancel(taskId, 1, mayInterruptIfRunning);
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
    if (!isDone()) { // a result that is there is given to an interrupted thread too
      ended.await();
    }
    return report();
  }

  @Override
  public T get(long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    Objects.requireNonNull(unit, "unit");
    if (!isDone() && !ended.await(timeout, unit)) {
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
    return switch (decoded()) {
      case Decoded.Value(var value) -> (T) (value == null ? fixedValue : value);
      // Without a message of its own it would ask the failure for its text, which may throw.
      case Decoded.Failure(var cause) -> throw new ExecutionException(ObjectText.of(cause), cause);
    };
  }

  /** Decoded once, by the first who asks; the bytes are let go. */
  private Decoded decoded() {
    Decoded known = decoded;
    return known == null ? decode() : known;
  }

  private Decoded decode() {
    decoding.lock();
    try {
      Decoded known = decoded;
      if (known != null) {
        return known;
      }
      Decoded made = tasks.decode(Objects.requireNonNull(outcome, "the task has ended"));
      decoded = made;
      outcome = Tasks.DECODED;
      return made;
    } finally {
      decoding.unlock();
    }
  }
}
