package dev.baton.ledger;

import dev.baton.WorkerCrashedException;
import dev.baton.wire.AttemptId;
import dev.baton.wire.ResultBatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
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

  private final Map<Long, TaskEntry> open = new HashMap<>();
  private final PendingQueue queue = new PendingQueue();
  private final LongSupplier clockNs;
  private final RandomGenerator random;
  private final LedgerLimits limits;
  private final BiConsumer<Poisoned, Runnable> onPoisoned;
  private final Speculation speculation = new Speculation();

  private long nextId;
  private long pending;
  private long done;
  private long failed;
  private long cancelled;
  private long retried;
  private long speculated;

  /**
   * An empty ledger.
   *
   * @param clockNs a monotonic clock in nanoseconds
   * @param random for the jitter of retries
   * @param onPoisoned told of each task that is given up for the workers it cost, and has to run
   *     what tells the task's listener: until then, what the task refers to is still there
   */
  public Ledger(
      LongSupplier clockNs,
      RandomGenerator random,
      LedgerLimits limits,
      BiConsumer<Poisoned, Runnable> onPoisoned) {
    this.clockNs = clockNs;
    this.random = random;
    this.limits = limits;
    this.onPoisoned = onPoisoned;
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
   * Takes the next task as done if its result is known from before, so that ids and counts are what
   * they would be had it run now.
   *
   * @param isKnown asked for the id
   * @return the id, or −1 if the result is not known; then nothing has changed
   */
  public synchronized long addDoneIf(LongPredicate isKnown) {
    if (!isKnown.test(nextId)) {
      return -1;
    }
    done++;
    return nextId++;
  }

  /**
   * Dispatches pending tasks to a worker.
   *
   * <p>A task that may have cost a worker travels alone, and only to a worker that has nothing else
   * to do: if it does it again, no other task is blamed for it.
   *
   * @param atMost how many
   * @param maxBytes how many bytes their entries and functions may take together; the first task is
   *     taken whatever its size
   * @param forSuspects whether the worker may have a suspect
   */
  public synchronized List<Attempt> take(
      long incarnation, int atMost, long maxBytes, boolean forSuspects) {
    long now = clockNs.getAsLong();
    List<Attempt> taken = new ArrayList<>(Math.min(atMost, 64));
    EncodedFunction last = null;
    long bytes = 0;
    while (taken.size() < atMost) {
      TaskEntry entry = queue.peek(now);
      if (entry == null || (entry.isSuspect() && !(forSuspects && taken.isEmpty()))) {
        break;
      }
      bytes += entry.spec.travellingBytes();
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
      if (entry.isSuspect()) {
        break;
      }
    }
    return taken;
  }

  /**
   * A second copy, for an idle worker, of the task that has kept another worker longest; null if
   * none takes far longer than the others did, or speculation is off.
   */
  public synchronized @Nullable Attempt takeStraggler(long incarnation) {
    long now = clockNs.getAsLong();
    long limitNs =
        limits.speculate() && pending == 0
            ? speculation.limitNs(done, open.size())
            : Long.MAX_VALUE;
    if (limitNs == Long.MAX_VALUE) {
      return null;
    }
    TaskEntry straggler =
        open.values().stream()
            .filter(entry -> entry.placements().size() == 1 && !entry.isAt(incarnation))
            .filter(entry -> !entry.copyFailed)
            .filter(entry -> entry.sinceDispatchNs(now) > limitNs)
            .max(Comparator.comparingLong(entry -> entry.sinceDispatchNs(now)))
            .orElse(null);
    if (straggler == null) {
      return null;
    }
    speculated++;
    return straggler.dispatch(incarnation, now);
  }

  /** Whether there may be stragglers soon. */
  public synchronized boolean mayHaveStragglers() {
    return limits.speculate() && pending == 0 && !open.isEmpty();
  }

  /**
   * Records what a worker answered.
   *
   * @param delivery what came along; the listener gets it if this answer ends the task well
   */
  public Acceptance accept(ResultBatch.Entry result, Delivery delivery) {
    boolean again = result.status() == ResultBatch.Status.FAILED && isRetriable(result);
    TaskEntry ended;
    Outcome outcome;
    List<Placement> superfluous;
    synchronized (this) {
      TaskEntry entry = open.get(result.attempt().taskId());
      // No worker was ever sent an attempt that is yet to come: such an answer is made up.
      if (entry == null || result.attempt().attempt() > entry.attempts) {
        return Acceptance.NOTHING_ENDED;
      }
      switch (result.status()) {
        case DONE -> {
          outcome = new Outcome.Done(result.payload(), delivery);
          superfluous = entry.placementsBut(result.attempt());
          speculation.ended(result.times().executeNs());
          done++;
          end(entry, TaskState.DONE);
        }
        case FAILED -> {
          if (!entry.withdraw(result.attempt())) {
            return Acceptance.NOTHING_ENDED; // given up before
          }
          if (!entry.placements().isEmpty()) {
            entry.copyFailed = true;
            return Acceptance.NOTHING_ENDED; // its copy may do better
          }
          if (again && entry.failures < entry.spec.retry().retries()) {
            entry.failures++;
            retryLater(entry);
            return Acceptance.NOTHING_ENDED;
          }
          outcome = new Outcome.Failed(result.payload().bytes());
          superfluous = List.of();
          failed++;
          end(entry, TaskState.FAILED);
        }
        // A worker gives back what it did not run: when it was recalled, drains, or was told to
        // cancel by one who has since changed its mind.
        case RETURNED, CANCELLED -> {
          if (entry.withdraw(result.attempt()) && entry.placements().isEmpty()) {
            requeue(entry);
          }
          return Acceptance.NOTHING_ENDED;
        }
        default -> throw new AssertionError(result.status());
      }
      ended = entry;
    }
    ended.spec.listener().ended(outcome);
    return new Acceptance(true, ended.waitedNs, superfluous);
  }

  private boolean isRetriable(ResultBatch.Entry result) {
    RetryRule rule;
    synchronized (this) {
      TaskEntry entry = open.get(result.attempt().taskId());
      if (entry == null || entry.failures >= entry.spec.retry().retries()) {
        return false;
      }
      rule = entry.spec.retry();
    }
    try {
      return rule.retriable().test(result.payload().bytes());
    } catch (RuntimeException | Error e) {
      return true; // nobody can say what it was; another attempt may tell
    }
  }

  /**
   * Cancels a task if it has not ended.
   *
   * @return where its attempts are now, to be told
   */
  public List<Placement> cancel(long taskId) {
    TaskEntry entry;
    synchronized (this) {
      entry = open.get(taskId);
      if (entry == null) {
        return List.of();
      }
      cancelled++;
      end(entry, TaskState.CANCELLED);
    }
    entry.spec.listener().ended(new Outcome.Cancelled());
    return entry.placements();
  }

  /**
   * Takes back attempts whose worker is gone: they are pending again, or given up if they have cost
   * too many workers.
   *
   * @param attempts in the order in which they were dispatched; so they run again
   * @param blamed which tasks may have caused the death
   * @param evidence what is known about it
   */
  public void lost(List<AttemptId> attempts, LongPredicate blamed, String evidence) {
    List<Runnable> notices = new ArrayList<>();
    synchronized (this) {
      for (AttemptId attempt : attempts.reversed()) { // each is put in front of the queue
        TaskEntry entry = open.get(attempt.taskId());
        if (entry == null || !entry.withdraw(attempt)) {
          continue;
        }
        List<String> deaths =
            blamed.test(entry.id) ? entry.addDeath(attempt.attempt(), evidence) : List.of();
        if (deaths.size() >= limits.deathsAllowed()) {
          failed++;
          end(entry, TaskState.FAILED);
          notices.add(() -> giveUp(entry, deaths));
        } else if (entry.placements().isEmpty()) {
          retried++;
          requeue(entry);
        }
      }
    }
    notices.forEach(Runnable::run);
  }

  private void giveUp(TaskEntry entry, List<String> deaths) {
    String message =
        "Task " + entry.id + " ended its worker " + deaths.size() + " times; given up:";
    Outcome outcome = new Outcome.GivenUp(new WorkerCrashedException(message, deaths));
    onPoisoned.accept(
        new Poisoned(entry.id, entry.spec, deaths), () -> entry.spec.listener().ended(outcome));
  }

  /** Ends all open tasks: the pool cannot go on. */
  public void giveUp(RuntimeException reason) {
    List<TaskEntry> entries;
    synchronized (this) {
      entries = List.copyOf(open.values());
      entries.forEach(entry -> end(entry, TaskState.FAILED));
      failed += entries.size();
    }
    tell(entries, new Outcome.GivenUp(reason));
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
        placements.addAll(entry.placements());
        if (entry.attempts == 0) {
          neverDispatched.add(entry.spec);
        }
        end(entry, TaskState.CANCELLED);
      }
      cancelled += entries.size();
    }
    tell(entries, new Outcome.Cancelled());
    return new Cancelled(neverDispatched, placements);
  }

  /** Tells all of them, whatever becomes of the telling of one. */
  private static void tell(List<TaskEntry> entries, Outcome outcome) {
    RuntimeException failure = null;
    for (TaskEntry entry : entries) {
      try {
        entry.spec.listener().ended(outcome);
      } catch (RuntimeException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Nanoseconds until a task that waits for its next attempt is due, or {@link Long#MAX_VALUE}. */
  public synchronized long untilDueNs() {
    return queue.untilDueNs(clockNs.getAsLong());
  }

  /** How many tasks are where, now. */
  public synchronized Counts counts() {
    return new Counts(
        nextId, pending, open.size() - pending, done, failed, cancelled, retried, speculated);
  }

  private void retryLater(TaskEntry entry) {
    long now = clockNs.getAsLong();
    retried++;
    pending++;
    entry.becomePending(now);
    queue.addDelayed(entry, now + entry.spec.retry().backoff().delayNs(entry.failures, random));
  }

  private void requeue(TaskEntry entry) {
    pending++;
    entry.becomePending(clockNs.getAsLong());
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
