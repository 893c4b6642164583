package dev.baton.ledger;

import dev.baton.LossCause;
import dev.baton.WorkerCrashedException;
import dev.baton.codec.FailureSummary;
import dev.baton.config.Plural;
import dev.baton.wire.AttemptId;
import dev.baton.wire.Attempts;
import dev.baton.wire.ResultBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Tracks the state of each task and accepts exactly one outcome for it: the first. Later results of
 * the same task, from attempts that were believed lost, are dropped. The tasks of a chunk share one
 * entry as long as the same happens to all of them.
 *
 * <p>Thread-safe: one lock, held for no longer than a few map operations; listeners are called
 * without it. A task that has ended is forgotten, so memory grows with open tasks only.
 */
public final class Ledger {

  /** To how many other hosts a task is given whose failures seem to be due to its hosts. */
  private static final int MOST_MOVES = 2;

  /** How long a task that failed on a host waits for a worker of another one. */
  private static final Duration ELSEWHERE_LIMIT = Duration.ofSeconds(10);

  /**
   * How long a task that needs more heap than any worker has waits for one, which is on its way:
   * longer than a JVM takes to start. It may be lost with its host, so then the largest worker will
   * do, and any after twice that time.
   */
  private static final Duration HEAP_LIMIT = Duration.ofSeconds(10);

  private final PendingQueue queue = new PendingQueue();
  private final OpenTasks open = new OpenTasks(queue);
  private final LongSupplier clockNs;
  private final RandomGenerator random;
  private final LedgerLimits limits;
  private final BiConsumer<Poisoned, Runnable> onPoisoned;
  private final Speculation speculation = new Speculation();

  /** The largest heap of a worker. */
  private volatile long largestHeap;

  /** Hosts with workers that should get tasks. */
  private volatile Set<Long> hosts = Set.of();

  private long nextId;
  private long pending;
  private long done;
  private long failed;
  private long cancelled;
  private long retried;
  private long speculated;
  private long quarantined;
  private final Map<LossCause, Long> lost = new EnumMap<>(LossCause.class);

  /**
   * An empty ledger.
   *
   * @param clockNs a monotonic clock in nanoseconds
   * @param random for the jitter of retries
   * @param onPoisoned told of each task that is given up because it killed workers. It must run the
   *     given action, which tells the task's listener: until then, the data that the task refers to
   *     is still there
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

  /**
   * Tells which hosts have workers that should get tasks. A task that has failed on one of them
   * goes to another.
   */
  public void hosts(Set<Long> fit) {
    hosts = fit;
  }

  /** Tells the largest heap that a worker has, in bytes. */
  public void largestHeap(long bytes) {
    largestHeap = bytes;
  }

  /** Adds a task, or the tasks of a chunk, as pending. Returns the id of the first. */
  public synchronized long add(TaskSpec spec) {
    TaskEntry entry = new TaskEntry(nextId, spec, clockNs.getAsLong());
    nextId += spec.items();
    open.add(entry);
    queue.add(entry);
    pending += spec.items();
    return entry.from();
  }

  /**
   * Marks the next task as done if its result is already known, so that ids and counts are the same
   * as if it had run now.
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
   * <p>A task that may have killed a worker travels alone, and only to a worker that has nothing
   * else to do: if it kills again, no other task is blamed. A task that failed on the worker's host
   * is left to other hosts for a while.
   *
   * <p>A chunk that is larger than requested is split.
   *
   * @param atMost the maximum number of tasks
   * @param maxBytes how many bytes their entries and functions may take together; the first task,
   *     or chunk, is taken whatever its size
   */
  public synchronized List<Attempt> take(Taker taker, int atMost, long maxBytes) {
    long now = clockNs.getAsLong();
    List<Attempt> taken = new ArrayList<>(Math.min(atMost, 64));
    EncodedFunction last = null;
    long bytes = 0;
    int left = atMost;
    while (left > 0) {
      TaskEntry entry = queue.peek(now, each -> mayRun(each, taker, now));
      if (entry == null || (entry.isSuspect() && !(taker.forSuspects() && taken.isEmpty()))) {
        break;
      }
      bytes += entry.travellingBytes();
      EncodedFunction function = entry.function();
      if (function != null && function != last) {
        bytes += function.travellingBytes();
        last = function;
      }
      if (bytes > maxBytes && !taken.isEmpty()) {
        break;
      }
      if (entry.size() > left) {
        if (!taken.isEmpty()) {
          break; // many small parts would mean many small answers
        }
        var _ = open.split(entry, entry.from() + left);
      }
      queue.remove(entry);
      pending -= entry.size();
      left -= entry.size();
      taken.add(entry.dispatch(taker, now));
      if (entry.isSuspect()) {
        break;
      }
    }
    return taken;
  }

  private boolean mayRun(TaskEntry entry, Taker taker, long nowNs) {
    return taker.hasData().test(entry.added())
        && hasHeapFor(entry, taker, nowNs)
        && (!entry.failedOn().contains(taker.host())
            || !canRunElsewhere(entry)
            || entry.pendingForNs(nowNs) > ELSEWHERE_LIMIT.toNanos());
  }

  private boolean hasHeapFor(TaskEntry entry, Taker taker, long nowNs) {
    long heap = taker.heap().bytes();
    // The largest of those that are too small grows first; it may lack the data, though.
    long limitNs = (heap >= largestHeap ? 1 : 2) * HEAP_LIMIT.toNanos();
    return heap >= entry.leastHeap()
        || (largestHeap < entry.leastHeap() && entry.pendingForNs(nowNs) > limitNs);
  }

  /** Whether there is a host on which a task has not failed. */
  private boolean canRunElsewhere(TaskEntry entry) {
    return !entry.failedOn().containsAll(hosts);
  }

  /** Whether the next task for {@link #take} was tried before, and any worker may have it. */
  public synchronized boolean nextIsRepeat() {
    TaskEntry next = queue.peek(clockNs.getAsLong());
    return next != null
        && next.wasTried()
        && next.leastHeap() == 0
        && (next.failedOn().isEmpty() || !canRunElsewhere(next));
  }

  /**
   * A second copy, for an idle worker, of the task that has kept another worker busy longest; null
   * if none takes far longer than the others did, or speculation is off.
   */
  public synchronized @Nullable Attempt takeStraggler(Taker taker) {
    long now = clockNs.getAsLong();
    long limitNs =
        limits.speculate() && pending == 0
            ? speculation.limitNs(done, open.count())
            : Long.MAX_VALUE;
    if (limitNs == Long.MAX_VALUE) {
      return null;
    }
    TaskEntry straggler =
        open.entries().stream()
            // The waiting tasks of a chunk are recalled; its slow task is then by itself.
            .filter(entry -> entry.size() == 1)
            .filter(entry -> entry.isAtOne() && !entry.isAt(taker.incarnation()))
            .filter(entry -> !entry.copyFailed)
            .filter(entry -> taker.heap().bytes() >= entry.leastHeap())
            .filter(entry -> taker.hasData().test(entry.added()))
            .filter(entry -> entry.sinceDispatchNs(now) > limitNs)
            .max(Comparator.comparingLong(entry -> entry.sinceDispatchNs(now)))
            .orElse(null);
    if (straggler == null) {
      return null;
    }
    speculated++;
    return straggler.dispatch(taker, now);
  }

  /** How many tasks wait for a worker, and are not delayed; 0 if the first of them are. */
  public synchronized long ready() {
    return queue.peek(clockNs.getAsLong()) == null ? 0 : pending;
  }

  /** The first tasks that wait for a worker. */
  public synchronized List<TaskSpec> waiting() {
    return queue.first(clockNs.getAsLong()).stream().map(TaskEntry::added).toList();
  }

  /**
   * Gives up those of the first waiting tasks that cannot run anywhere.
   *
   * @param obstacle says why a task cannot, or null
   */
  public void giveUpWaiting(Function<TaskSpec, @Nullable RuntimeException> obstacle) {
    Map<TaskEntry, RuntimeException> hopeless = new LinkedHashMap<>();
    synchronized (this) {
      for (TaskEntry entry : queue.first(clockNs.getAsLong())) {
        RuntimeException reason = obstacle.apply(entry.added());
        if (reason != null) {
          hopeless.put(entry, reason);
          failed += entry.size();
          end(entry, TaskState.FAILED);
        }
      }
    }
    hopeless.forEach((entry, reason) -> entry.tell(new Outcome.GivenUp(reason)));
  }

  /** Whether there may be stragglers soon. */
  public synchronized boolean mayHaveStragglers() {
    return limits.speculate() && pending == 0 && open.count() > 0;
  }

  /**
   * Records what a worker answered.
   *
   * @param delivery the data that came with the answer; the listener gets it if this answer
   *     completes the task
   */
  public Acceptance accept(ResultBatch.Entry result, Delivery delivery) {
    return switch (result.status()) {
      case DONE -> done(result, delivery);
      case FAILED -> failed(result);
      // A worker hands back what it did not run: when it was recalled, drains, or was told to
      // cancel by a caller that has since changed its mind.
      case RETURNED, CANCELLED -> {
        var _ = takeBack(List.of(result.attempts()));
        yield Acceptance.NOTHING_ENDED;
      }
    };
  }

  private Acceptance done(ResultBatch.Entry result, Delivery delivery) {
    Attempts attempts = result.attempts();
    List<TaskEntry> ended = new ArrayList<>(1);
    List<Placement> superfluous = new ArrayList<>(0);
    Set<Long> failedOn = Set.of();
    int items = 0;
    long waitedNs = 0;
    synchronized (this) {
      for (TaskEntry entry : open.overlapping(attempts.from(), attempts.to())) {
        // No worker was ever sent an attempt that is yet to come: such an answer is forged.
        if (attempts.number() <= entry.attempts) {
          TaskEntry part = open.isolate(entry, attempts);
          superfluous.addAll(part.placementsBut(attempts.number()));
          items += part.size();
          waitedNs += part.waitedNs * part.size();
          failedOn = part.failedOn().isEmpty() ? failedOn : part.failedOn();
          end(part, TaskState.DONE);
          ended.add(part);
        }
      }
      done += items;
      if (items > 0) {
        speculation.ended(result.times().executeNs() / attempts.items());
      }
    }
    ChunkResults results = new ChunkResults(result, delivery);
    for (TaskEntry entry : ended) {
      entry.tell(results.outcome(entry.from(), entry.size()));
    }
    return new Acceptance(items, waitedNs, superfluous, failedOn, false);
  }

  private Acceptance failed(ResultBatch.Entry result) {
    Attempts attempt = result.attempts();
    boolean again = isRetriable(result);
    List<FailureSummary> causes = HostFailures.summaries(result.payload().bytes());
    boolean isOutOfHeap = HeapFailures.isOne(causes);
    boolean isOfHost = !hosts.isEmpty() && HostFailures.isOne(causes);
    TaskEntry ended;
    synchronized (this) {
      TaskEntry entry = open.find(attempt.from());
      if (entry == null || !entry.has(attempt.number())) {
        return Acceptance.NOTHING_ENDED; // given up before
      }
      ended = open.isolate(entry, attempt);
      boolean needsMoreHeap = isOutOfHeap && ended.ranOutOfHeap(attempt.number());
      if (!needsMoreHeap) {
        ended.failed(attempt.number());
      }
      var _ = ended.withdraw(attempt.number());
      if (!ended.isNowhere()) {
        ended.copyFailed = !needsMoreHeap;
        return needsMoreHeap
            ? Acceptance.MORE_HEAP
            : Acceptance.NOTHING_ENDED; // its copy may do better
      }
      if (needsMoreHeap) {
        retried++; // does not count as a retry: the number of sizes is a limit of its own
        requeue(ended);
        return Acceptance.MORE_HEAP;
      }
      if (isOfHost && ended.failedOn().size() <= MOST_MOVES && canRunElsewhere(ended)) {
        retried++; // does not count as a retry: the task had no chance
        requeue(ended);
        return Acceptance.NOTHING_ENDED;
      }
      if (again && ended.failures < ended.retry().retries()) {
        ended.failures++;
        retryLater(ended);
        return Acceptance.NOTHING_ENDED;
      }
      failed++;
      end(ended, TaskState.FAILED);
    }
    ended.tell(new Outcome.Failed(result.payload().bytes()));
    return new Acceptance(1, ended.waitedNs, List.of(), ended.failedOn(), false);
  }

  /**
   * Puts tasks back that were sent to a worker and have not started there.
   *
   * @return those that were still expected to answer
   */
  public synchronized List<Attempts> takeBack(List<Attempts> attempts) {
    List<Attempts> taken = new ArrayList<>();
    for (Attempts each : attempts.reversed()) { // each is put in front of the queue
      for (TaskEntry entry : open.overlapping(each.from(), each.to()).reversed()) {
        if (entry.has(each.number())) {
          TaskEntry part = open.isolate(entry, each);
          taken.add(each.part(part.from(), part.to()));
          var _ = part.withdraw(each.number());
          if (part.isNowhere()) {
            requeue(part);
          }
        }
      }
    }
    return taken;
  }

  private boolean isRetriable(ResultBatch.Entry result) {
    RetryRule rule;
    synchronized (this) {
      TaskEntry entry = open.find(result.attempts().from());
      if (entry == null || entry.failures >= entry.retry().retries()) {
        return false;
      }
      rule = entry.retry();
    }
    try {
      return rule.retriable().test(result.payload().bytes());
    } catch (RuntimeException | Error e) {
      return true; // what it was is unknown; another attempt may tell
    }
  }

  /**
   * Cancels a task if it has not ended.
   *
   * @return where its attempts are now, so that their workers can be told
   */
  public List<Placement> cancel(long taskId) {
    return cancel(taskId, 1);
  }

  /** As {@link #cancel(long)}, for many tasks with consecutive ids. */
  public List<Placement> cancel(long firstId, int items) {
    Attempts some = new Attempts(new AttemptId(firstId, 0), items);
    List<TaskEntry> ended = new ArrayList<>(1);
    List<Placement> placements = new ArrayList<>(1);
    synchronized (this) {
      for (TaskEntry entry : open.overlapping(some.from(), some.to())) {
        TaskEntry part = open.isolate(entry, some);
        cancelled += part.size();
        placements.addAll(part.placements());
        end(part, TaskState.CANCELLED);
        ended.add(part);
      }
    }
    tell(ended, new Outcome.Cancelled());
    return placements;
  }

  /**
   * Takes back attempts whose worker is gone: they are pending again, or given up if they have
   * killed too many workers.
   *
   * <p>The blamed task of a chunk is separated from it. If all are blamed, because it is unknown
   * which of them ran, the chunk is halved until a single task can be blamed.
   *
   * @param attempts in the order in which they were dispatched, in which they run again
   * @param blamed which tasks may have caused the death
   * @param cause why the worker is gone
   * @param evidence what is known about it
   * @return those that were still expected to answer, which now count as lost
   */
  public List<Attempts> lost(
      List<Attempts> attempts, LongPredicate blamed, LossCause cause, String evidence) {
    List<Runnable> notices = new ArrayList<>();
    List<Attempts> counted = new ArrayList<>();
    synchronized (this) {
      for (Attempts each : attempts.reversed()) { // each is put in front of the queue
        for (TaskEntry entry : open.overlapping(each.from(), each.to()).reversed()) {
          if (entry.has(each.number())) {
            TaskEntry chunk = open.isolate(entry, each);
            lost.merge(cause, (long) chunk.size(), Long::sum);
            counted.add(each.part(chunk.from(), chunk.to()));
            boolean isAmbiguous = chunk.size() > 1 && areBlamed(chunk, blamed);
            List<TaskEntry> parts =
                isAmbiguous ? open.halve(chunk) : open.single(chunk, culprit(chunk, blamed));
            for (TaskEntry part : parts.reversed()) {
              boolean needsMoreHeap =
                  cause == LossCause.OUT_OF_HEAP
                      && part.size() == 1
                      && blamed.test(part.from())
                      && part.ranOutOfHeap(each.number());
              boolean isCulprit = !isAmbiguous && !needsMoreHeap && blamed.test(part.from());
              if (isCulprit) {
                part.failed(each.number());
              }
              var _ = part.withdraw(each.number());
              if (isAmbiguous) {
                part.becomeSuspect();
              }
              lost(part, each.number(), isCulprit, evidence, notices);
            }
          }
        }
      }
    }
    notices.forEach(Runnable::run);
    return counted;
  }

  private static boolean areBlamed(TaskEntry chunk, LongPredicate blamed) {
    return blamed.test(chunk.from()) && blamed.test(chunk.to() - 1);
  }

  /** The blamed task of a chunk; an id outside the chunk if none is blamed. */
  private static long culprit(TaskEntry chunk, LongPredicate blamed) {
    long culprit = chunk.from();
    while (culprit < chunk.to() && !blamed.test(culprit)) {
      culprit++;
    }
    return culprit;
  }

  private void lost(
      TaskEntry entry, int attempt, boolean isCulprit, String evidence, List<Runnable> notices) {
    if (isCulprit) {
      List<String> deaths = entry.addDeath(attempt, evidence);
      if (deaths.size() >= limits.deathsAllowed()) {
        failed++;
        quarantined++;
        end(entry, TaskState.FAILED);
        notices.add(() -> giveUp(entry, deaths));
        return;
      }
    }
    if (entry.isNowhere()) {
      retried += entry.size();
      requeue(entry);
    }
  }

  private void giveUp(TaskEntry entry, List<String> deaths) {
    String message =
        "Task %d ended its worker %s; given up:"
            .formatted(
                entry.from(), deaths.size() == 1 ? "once" : Plural.of(deaths.size(), "time"));
    Outcome outcome = new Outcome.GivenUp(new WorkerCrashedException(message, deaths));
    onPoisoned.accept(new Poisoned(entry.from(), entry.spec(), deaths), () -> entry.tell(outcome));
  }

  /** Ends all open tasks: the pool cannot go on. */
  public void giveUp(RuntimeException reason) {
    List<TaskEntry> entries;
    synchronized (this) {
      entries = List.copyOf(open.entries());
      failed += open.count();
      entries.forEach(entry -> end(entry, TaskState.FAILED));
    }
    tell(entries, new Outcome.GivenUp(reason));
  }

  /**
   * The result of {@link #cancelAll}.
   *
   * @param neverDispatched tasks that no worker ever saw, in the order in which they were added
   * @param placements where the others are now, so that their workers can be told
   */
  public record Cancelled(List<TaskSpec> neverDispatched, List<Placement> placements) {}

  /** Cancels all open tasks. */
  public Cancelled cancelAll() {
    List<TaskSpec> neverDispatched = new ArrayList<>();
    List<Placement> placements = new ArrayList<>();
    List<TaskEntry> entries;
    synchronized (this) {
      entries = List.copyOf(open.entries());
      cancelled += open.count();
      for (TaskEntry entry : entries) {
        placements.addAll(entry.placements());
        if (entry.attempts == 0) {
          neverDispatched.addAll(entry.spec().single());
        }
        end(entry, TaskState.CANCELLED);
      }
    }
    tell(entries, new Outcome.Cancelled());
    return new Cancelled(neverDispatched, placements);
  }

  /** Tells all listeners, even if one of them fails. */
  private static void tell(List<TaskEntry> entries, Outcome outcome) {
    RuntimeException failure = null;
    for (TaskEntry entry : entries) {
      try {
        entry.tell(outcome);
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

  /** How many tasks wait for a worker. */
  public synchronized long pending() {
    return pending;
  }

  /** How many tasks are in which state now. */
  public synchronized Counts counts() {
    return new Counts(
        nextId,
        pending,
        open.count() - pending,
        done,
        failed,
        cancelled,
        retried,
        speculated,
        quarantined,
        lost);
  }

  private void retryLater(TaskEntry entry) {
    long now = clockNs.getAsLong();
    retried++;
    pending++;
    entry.becomePending(now);
    queue.addDelayed(entry, now + entry.retry().backoff().delayNs(entry.failures, random));
  }

  private void requeue(TaskEntry entry) {
    pending += entry.size();
    entry.becomePending(clockNs.getAsLong());
    queue.addFirst(entry);
  }

  private void end(TaskEntry entry, TaskState state) {
    if (entry.state == TaskState.PENDING) {
      pending -= entry.size();
    }
    entry.state = state;
    open.remove(entry);
  }
}
