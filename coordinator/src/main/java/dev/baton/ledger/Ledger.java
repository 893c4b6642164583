package dev.baton.ledger;

import dev.baton.WorkerCrashedException;
import dev.baton.wire.AttemptId;
import dev.baton.wire.ResultBatch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Knows where each task stands and accepts exactly one outcome for it: the first. Later results of
 * the same task, from attempts that were believed lost, are dropped.
 *
 * <p>Thread-safe: one lock, held for no longer than a few map operations; listeners are called
 * outside of it. A task that has ended is forgotten, so memory grows with open tasks only.
 */
public final class Ledger {

  /**
   * After so many workers have died running a task, it is given up: three, as in Dask's {@code
   * allowed-failures}.
   */
  public static final int DEATHS_ALLOWED = 3;

  private final Map<Long, TaskEntry> open = new HashMap<>();
  private final PendingQueue queue = new PendingQueue();
  private final LongSupplier clockNs;
  private final Backoff backoff;

  private long nextId;
  private long pending;
  private long done;
  private long failed;
  private long cancelled;
  private long retried;

  /**
   * An empty ledger.
   *
   * @param clockNs a monotonic clock in nanoseconds
   * @param random for the jitter of retries
   */
  public Ledger(LongSupplier clockNs, RandomGenerator random) {
    this.clockNs = clockNs;
    this.backoff = new Backoff(random);
  }

  /** Adds a task; it is pending. Returns its id. */
  public synchronized long add(TaskSpec spec) {
    TaskEntry entry = new TaskEntry(nextId++, spec, clockNs.getAsLong());
    open.put(entry.id, entry);
    queue.add(entry);
    pending++;
    return entry.id;
  }

  /**
   * Dispatches pending tasks to a worker.
   *
   * @param atMost how many
   * @param maxBytes how many bytes their payloads and functions may take together; the first task
   *     is taken whatever its size
   */
  public synchronized List<Attempt> take(long incarnation, int atMost, long maxBytes) {
    long now = clockNs.getAsLong();
    List<Attempt> taken = new ArrayList<>(Math.min(atMost, 64));
    EncodedFunction last = null;
    long bytes = 0;
    while (taken.size() < atMost) {
      TaskEntry entry = queue.peek(now);
      if (entry == null) {
        break;
      }
      bytes += entry.spec.payloadBytes();
      EncodedFunction function = entry.spec.function();
      if (function != null && function != last) {
        bytes += function.travellingBytes();
        last = function;
      }
      if (bytes > maxBytes && !taken.isEmpty()) {
        break;
      }
      queue.removeFirst();
      pending--;
      taken.add(entry.dispatch(incarnation, now));
    }
    return taken;
  }

  /**
   * Records what a worker answered.
   *
   * @param delivery what came along; the listener gets it if this answer ends the task well
   * @return how long the task waited here in nanoseconds if the answer ended it, or −1 if the
   *     answer was not the first, or the task is to be tried again
   */
  public long accept(ResultBatch.Entry result, Delivery delivery) {
    TaskEntry ended;
    Outcome outcome;
    synchronized (this) {
      TaskEntry entry = open.get(result.attempt().taskId());
      // No worker was ever sent an attempt that is yet to come: such an answer is made up.
      if (entry == null || result.attempt().attempt() > entry.attempt) {
        return -1;
      }
      switch (result.status()) {
        case DONE -> {
          outcome = new Outcome.Done(result.payload(), delivery);
          done++;
          end(entry, TaskState.DONE);
        }
        case FAILED -> {
          if (!entry.isDispatchedAs(result.attempt())) {
            return -1;
          }
          if (entry.failures < entry.spec.retries()) {
            entry.failures++;
            retryLater(entry);
            return -1;
          }
          outcome = new Outcome.Failed(result.payload().bytes());
          failed++;
          end(entry, TaskState.FAILED);
        }
        // A worker gives back what it did not run: when it was recalled, drains, or was told to
        // cancel by one who has since
        // changed its mind.
        case RETURNED, CANCELLED -> {
          if (entry.isDispatchedAs(result.attempt())) {
            pendAgain(entry);
          }
          return -1;
        }
        default -> throw new AssertionError(result.status());
      }
      ended = entry;
    }
    ended.spec.listener().ended(outcome);
    return ended.waitedNs;
  }

  /**
   * Cancels a task if it has not ended.
   *
   * @return where its attempt is now, to be told, or null if it never left or had ended
   */
  public @Nullable Placement cancel(long taskId) {
    TaskEntry entry;
    Placement placement;
    synchronized (this) {
      entry = open.get(taskId);
      if (entry == null) {
        return null;
      }
      placement =
          entry.state == TaskState.DISPATCHED ? new Placement(entry.worker, entry.current()) : null;
      cancelled++;
      end(entry, TaskState.CANCELLED);
    }
    entry.spec.listener().ended(new Outcome.Cancelled());
    return placement;
  }

  /**
   * Takes back attempts whose worker is gone: they are pending again, or given up if they have cost
   * too many workers.
   *
   * @param blamed which tasks may have caused the death
   * @param evidence what is known about it
   */
  public void lost(Collection<AttemptId> attempts, LongPredicate blamed, String evidence) {
    List<Runnable> notices = new ArrayList<>();
    synchronized (this) {
      for (AttemptId attempt : attempts) {
        TaskEntry entry = open.get(attempt.taskId());
        if (entry == null || !entry.isDispatchedAs(attempt)) {
          continue;
        }
        List<String> deaths = blamed.test(entry.id) ? entry.addDeath(evidence) : List.of();
        if (deaths.size() < DEATHS_ALLOWED) {
          retried++;
          pendAgain(entry);
        } else {
          failed++;
          end(entry, TaskState.FAILED);
          WorkerCrashedException reason =
              new WorkerCrashedException(
                  "Task " + entry.id + " ended its worker " + deaths.size() + " times; given up:",
                  deaths);
          notices.add(() -> entry.spec.listener().ended(new Outcome.GivenUp(reason)));
        }
      }
    }
    notices.forEach(Runnable::run);
  }

  /** Ends all open tasks: the pool cannot go on. */
  public void giveUp(RuntimeException reason) {
    List<TaskEntry> entries;
    synchronized (this) {
      entries = List.copyOf(open.values());
      entries.forEach(entry -> end(entry, TaskState.FAILED));
      failed += entries.size();
    }
    entries.forEach(entry -> entry.spec.listener().ended(new Outcome.GivenUp(reason)));
  }

  /**
   * What {@link #cancelAll} found.
   *
   * @param neverDispatched tasks that no worker ever saw, in the order they were added
   * @param placements where the others are now, to be told
   */
  public record Cancelled(List<TaskSpec> neverDispatched, List<Placement> placements) {}

  /** Cancels all open tasks. */
  public Cancelled cancelAll() {
    List<TaskSpec> neverDispatched = new ArrayList<>();
    List<Placement> placements = new ArrayList<>();
    List<TaskEntry> entries;
    synchronized (this) {
      entries = new ArrayList<>(open.values());
      entries.sort(Comparator.comparingLong(entry -> entry.id));
      for (TaskEntry entry : entries) {
        if (entry.state == TaskState.DISPATCHED) {
          placements.add(new Placement(entry.worker, entry.current()));
        } else if (entry.attempt == 0) {
          neverDispatched.add(entry.spec);
        }
        end(entry, TaskState.CANCELLED);
      }
      cancelled += entries.size();
    }
    entries.forEach(entry -> entry.spec.listener().ended(new Outcome.Cancelled()));
    return new Cancelled(neverDispatched, placements);
  }

  /** Nanoseconds until a task that waits for its next attempt is due, or {@link Long#MAX_VALUE}. */
  public synchronized long untilDueNs() {
    return queue.untilDueNs(clockNs.getAsLong());
  }

  /** How many tasks are where, now. */
  public synchronized Counts counts() {
    return new Counts(nextId, pending, open.size() - pending, done, failed, cancelled, retried);
  }

  private void retryLater(TaskEntry entry) {
    long now = clockNs.getAsLong();
    retried++;
    pending++;
    entry.pend(now);
    queue.addDelayed(entry, now + backoff.delayNs(entry.failures));
  }

  private void pendAgain(TaskEntry entry) {
    pending++;
    entry.pend(clockNs.getAsLong());
    queue.addFirst(entry);
  }

  private void end(TaskEntry entry, TaskState state) {
    if (entry.state == TaskState.PENDING) {
      pending--;
    }
    entry.state = state;
    open.remove(entry.id);
  }
}
