package dev.baton.worker;

import dev.baton.wire.Attempts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that have not started: those of each coordinator in order, and the coordinators in turn, as
 * {@link FairShares} says. Guarded by its owner's lock.
 */
final class CoordinatorQueues {

  private final Map<Long, WaitingTasks> queues = new LinkedHashMap<>();
  private final FairShares shares = new FairShares();
  private int size;

  /** How many tasks there are. */
  int size() {
    return size;
  }

  /** Whether several coordinators have tasks that wait or run. */
  boolean isContended() {
    return shares.isContended();
  }

  /** Whether a coordinator has tasks here. */
  boolean hasAnyOf(long coordinator) {
    return queues.containsKey(coordinator);
  }

  /** Adds the tasks of a batch. */
  void addReceived(List<ReceivedTask> received) {
    if (!received.isEmpty()) {
      change(
          received.getFirst().coordinator(),
          queue -> {
            queue.addReceived(received);
            return List.of();
          });
      shares.weigh(received.getFirst().coordinator(), received.getFirst().batch().weight());
    }
  }

  /** Takes the next task, or chunk, to run; null if there is none. */
  @Nullable ReceivedTask poll() {
    Long coordinator = shares.next();
    WaitingTasks queue = coordinator == null ? null : queues.get(coordinator);
    if (coordinator == null || queue == null) {
      return null;
    }
    shares.started(coordinator); // before it may seem to have nothing here
    int before = queue.size();
    ReceivedTask next = queue.poll();
    changed(coordinator, queue, before);
    return next;
  }

  /** Notes that what was taken has run for so long. */
  void ended(long coordinator, long ranNs) {
    shares.ended(coordinator, ranNs);
  }

  /**
   * Has a chunk make way for another coordinator, if it is the other's turn: its tasks that have
   * not started wait here again, before the others of their coordinator.
   *
   * @return whether it makes way
   */
  boolean makeWay(RunningChunk chunk, long ranNs) {
    long coordinator = chunk.tasks().coordinator();
    if (!shares.shouldYield(coordinator, ranNs)) {
      return false;
    }
    change(
        coordinator,
        queue -> {
          queue.addFirst(chunk.removeWaiting());
          return List.of();
        });
    return true;
  }

  /** Takes out the tasks that a coordinator no longer wants. */
  List<ReceivedTask> cancel(long coordinator, Attempts unwanted) {
    return change(coordinator, queue -> queue.cancel(coordinator, unwanted));
  }

  /** Takes out the tasks that a coordinator wants back, the last first. */
  List<ReceivedTask> recall(long coordinator, int atMost) {
    return change(coordinator, queue -> queue.recall(coordinator, atMost));
  }

  /** Takes out all tasks. */
  List<ReceivedTask> removeAll() {
    List<ReceivedTask> all = new ArrayList<>();
    for (Long coordinator : List.copyOf(queues.keySet())) {
      all.addAll(change(coordinator, WaitingTasks::removeAll));
    }
    return all;
  }

  private List<ReceivedTask> change(
      long coordinator, Function<WaitingTasks, List<ReceivedTask>> change) {
    WaitingTasks queue = queues.computeIfAbsent(coordinator, _ -> new WaitingTasks());
    int before = queue.size();
    List<ReceivedTask> removed = change.apply(queue);
    changed(coordinator, queue, before);
    return removed;
  }

  private void changed(long coordinator, WaitingTasks queue, int before) {
    size += queue.size() - before;
    shares.waiting(coordinator, queue.size());
    if (queue.size() == 0) {
      queues.remove(coordinator);
    }
  }
}
