package dev.baton.ledger;

import dev.baton.config.HeapSize;
import dev.baton.wire.AttemptId;
import dev.baton.wire.Attempts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's record of one task, or for a chunk: tasks with consecutive ids to which the same has
 * happened. Guarded by the ledger's lock.
 */
final class TaskEntry {

  /**
   * How often a task may run out of a heap that is smaller than it is known to need, and no larger
   * than it had then: its worker may yet grow, or be one of those that do not see that they ran
   * out.
   */
  private static final int MOST_TRIES_WITH_LESS = 3;

  /** Which worker has which attempt. */
  private record Holder(long host, long incarnation, HeapSize heap, int attempt) {}

  /** The specification of all tasks that were added together; this entry has some of them. */
  private final TaskSpec added;

  private final long addedNs;
  private final long addedFrom;
  private final long from;
  private long to;

  TaskState state = TaskState.PENDING;
  int attempts;
  int failures;
  long waitedNs;

  /**
   * Whether one of two copies has failed since the task was pending. The task then gets no further
   * copy, or a task that always fails would never fail as a whole.
   */
  boolean copyFailed;

  /** Whether one of these tasks may have killed a worker. */
  private boolean suspect;

  /** The heap that it needs, as far as is known. */
  private long leastHeap;

  private int triedWithLess;
  private long largestLess;

  private long pendingSinceNs;
  private long dispatchedNs;

  /** Usually none or one; two with a speculative copy. */
  private List<Holder> holders = List.of();

  private List<String> deaths = List.of();

  /** Hosts on which it has failed, or ended its worker. */
  private Set<Long> failedOn = Set.of();

  TaskEntry(long from, TaskSpec spec, long nowNs) {
    this(spec, nowNs, from, from, from + spec.items());
    this.pendingSinceNs = nowNs;
  }

  private TaskEntry(TaskSpec added, long addedNs, long addedFrom, long from, long to) {
    this.added = added;
    this.addedNs = addedNs;
    this.addedFrom = addedFrom;
    this.from = from;
    this.to = to;
  }

  /** The id of the first task. */
  long from() {
    return from;
  }

  /** The id after that of the last task. */
  long to() {
    return to;
  }

  int size() {
    return (int) (to - from);
  }

  /** Splits the second part of the tasks off into another entry. */
  TaskEntry split(long at) {
    TaskEntry tail = new TaskEntry(added, addedNs, addedFrom, at, to);
    to = at;
    tail.state = state;
    tail.attempts = attempts;
    tail.failures = failures;
    tail.waitedNs = waitedNs;
    tail.copyFailed = copyFailed;
    tail.suspect = suspect;
    tail.leastHeap = leastHeap;
    tail.triedWithLess = triedWithLess;
    tail.largestLess = largestLess;
    tail.pendingSinceNs = pendingSinceNs;
    tail.dispatchedNs = dispatchedNs;
    tail.holders = holders;
    tail.deaths = deaths;
    tail.failedOn = failedOn;
    return tail;
  }

  /** The specification of its tasks. */
  TaskSpec spec() {
    return size() == added.items()
        ? added
        : added.part((int) (from - addedFrom), (int) (to - addedFrom));
  }

  /** The specification of all tasks that were added together with these. */
  TaskSpec added() {
    return added;
  }

  /** When its tasks were added to the ledger. */
  long addedNs() {
    return addedNs;
  }

  int priority() {
    return added.priority();
  }

  /** The function that its tasks share, or null. */
  @Nullable EncodedFunction function() {
    return added.function();
  }

  /**
   * The bytes that travel for its tasks alone; approximate for some of the tasks that were added
   * together.
   */
  long travellingBytes() {
    return size() == added.items()
        ? added.travellingBytes()
        : added.travellingBytes() / added.items() * size();
  }

  RetryRule retry() {
    return added.retry();
  }

  void tell(Outcome outcome) {
    added.listener().ended((int) (from - addedFrom), size(), outcome);
  }

  Attempt dispatch(Taker taker, long nowNs) {
    long pendingNs = state == TaskState.PENDING ? nowNs - pendingSinceNs : 0;
    waitedNs += pendingNs;
    state = TaskState.DISPATCHED;
    dispatchedNs = nowNs;
    attempts++;
    Holder holder = new Holder(taker.host(), taker.incarnation(), taker.heap(), attempts);
    if (holders.isEmpty()) {
      holders = List.of(holder);
    } else {
      holders = new ArrayList<>(holders);
      holders.add(holder);
    }
    return new Attempt(attempts(attempts), spec(), failures, isSuspect(), pendingNs);
  }

  private Attempts attempts(int number) {
    return new Attempts(new AttemptId(from, number), size());
  }

  void becomePending(long nowNs) {
    state = TaskState.PENDING;
    copyFailed = false;
    pendingSinceNs = nowNs;
  }

  /** How long it has waited since it was pending, in nanoseconds. */
  long pendingForNs(long nowNs) {
    return nowNs - pendingSinceNs;
  }

  /** Hosts on which it has failed, or ended its worker. */
  Set<Long> failedOn() {
    return failedOn;
  }

  /** Notes that an attempt has failed, or ended its worker; before it is withdrawn. */
  void failed(int attempt) {
    Set<Long> hosts = new HashSet<>(failedOn);
    holders.stream().filter(holder -> holder.attempt == attempt).forEach(h -> hosts.add(h.host));
    failedOn = Set.copyOf(hosts);
  }

  /** The heap that it needs, in bytes, as far as is known; 0 if any was enough. */
  long leastHeap() {
    return leastHeap;
  }

  /**
   * Notes that an attempt ran out of heap; before it is withdrawn.
   *
   * @return whether another worker may have more; at last not, if it never gets one
   */
  boolean ranOutOfHeap(int attempt) {
    for (Holder holder : holders) {
      if (holder.attempt == attempt && holder.heap.canGrow()) {
        long heap = holder.heap.bytes();
        if (heap < leastHeap) {
          triedWithLess += heap > largestLess ? 0 : 1;
          largestLess = Math.max(largestLess, heap);
        }
        if (triedWithLess > MOST_TRIES_WITH_LESS) {
          return false;
        }
        leastHeap = Math.max(leastHeap, holder.heap.grown().bytes());
        return true;
      }
    }
    return false;
  }

  /** Whether no worker has an attempt. */
  boolean isNowhere() {
    return holders.isEmpty();
  }

  /** Where its attempts are. */
  List<Placement> placements() {
    return placements(holders);
  }

  /** Where its attempts are, except one. */
  List<Placement> placementsBut(int attempt) {
    return placements(holdersBut(attempt));
  }

  private List<Placement> placements(List<Holder> some) {
    return some.stream()
        .map(holder -> new Placement(holder.incarnation, attempts(holder.attempt)))
        .toList();
  }

  private List<Holder> holdersBut(int attempt) {
    if (holders.size() == 1) { // nearly always
      return holders.getFirst().attempt == attempt ? List.of() : holders;
    }
    return holders.stream().filter(holder -> holder.attempt != attempt).toList();
  }

  /** Whether an attempt is still expected to answer. */
  boolean has(int attempt) {
    return holdersBut(attempt).size() < holders.size();
  }

  /** Notes that an attempt is over; returns whether it was still expected to answer. */
  boolean withdraw(int attempt) {
    List<Holder> left = holdersBut(attempt);
    boolean withdrawn = left.size() < holders.size();
    holders = left;
    return withdrawn;
  }

  boolean isAt(long incarnation) {
    return holders.stream().anyMatch(holder -> holder.incarnation == incarnation);
  }

  /** Whether exactly one worker has it. */
  boolean isAtOne() {
    return holders.size() == 1;
  }

  /** How long the only worker has had it, in nanoseconds. */
  long sinceDispatchNs(long nowNs) {
    return nowNs - dispatchedNs;
  }

  /** Whether a worker was given it before. */
  boolean wasTried() {
    return attempts > 0;
  }

  /** Whether it may have killed a worker. */
  boolean isSuspect() {
    return suspect;
  }

  /** Notes that one of these tasks may have killed a worker. */
  void becomeSuspect() {
    suspect = true;
  }

  List<String> addDeath(int attempt, String evidence) {
    suspect = true;
    deaths = new ArrayList<>(deaths);
    deaths.add("attempt " + attempt + ": " + evidence);
    return deaths;
  }
}
