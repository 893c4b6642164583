package dev.baton.agent.supervision;

import dev.baton.agent.spawn.WorkerProcess;
import dev.baton.agent.supervision.SupervisedWorker.Stage;
import dev.baton.config.HeapSize;
import dev.baton.store.HostState;
import dev.baton.wire.Address;
import dev.baton.wire.WorkerStatus;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The places of all workers of a host. Confined to the agent's thread. */
final class WorkerPositions implements Iterable<WorkerPosition> {

  private final List<WorkerPosition> positions;

  /**
   * Creates places that may be taken from the given time on.
   *
   * @param state has a slot for each
   * @param heap of the first process in each
   */
  WorkerPositions(int count, HostState state, HeapSize heap, long nowNs) {
    positions =
        IntStream.range(0, count)
            .mapToObj(number -> new WorkerPosition(number, state.slot(number), heap, nowNs))
            .toList();
  }

  @Override
  public Iterator<WorkerPosition> iterator() {
    return positions.iterator();
  }

  /** The place that a process has, or null if it has none. */
  @Nullable WorkerPosition of(WorkerProcess process) {
    for (WorkerPosition position : positions) {
      SupervisedWorker worker = position.worker();
      if (worker != null && worker.process().equals(process)) {
        return position;
      }
    }
    return null;
  }

  /** The processes that have a place. */
  Stream<SupervisedWorker> workers() {
    return positions.stream().map(WorkerPosition::worker).filter(Objects::nonNull);
  }

  /** Gives each place its inbox. */
  void assign(List<Address> inboxes, long host) {
    positions.forEach(position -> position.assign(inboxes.get(position.number()), host));
  }

  /**
   * The workers that can take tasks, or could until they were told to drain; and parked ones.
   *
   * @param closing whether all are ending
   * @param slots of a worker
   */
  List<WorkerStatus> statuses(boolean closing, int slots) {
    List<WorkerStatus> statuses = new ArrayList<>();
    for (WorkerPosition position : positions) {
      SupervisedWorker worker = position.worker();
      if (worker != null && worker.wasUp()) {
        statuses.add(position.status(worker, closing));
      } else if (position.startsOnDemand() && !closing) {
        statuses.add(position.parkedStatus(slots));
      }
    }
    return statuses;
  }

  /** What the workers have done, those that have ended included. */
  WorkerTotals totals() {
    return positions.stream()
        .map(WorkerPosition::totals)
        .reduce(WorkerTotals.NONE, WorkerTotals::plus);
  }

  /** Has parked places taken again until this number of workers runs, or is about to. */
  void want(int workers, long nowNs) {
    long running =
        positions.stream()
            .filter(position -> !position.isParked() && !isAt(position, Stage.PARKING))
            .count();
    for (WorkerPosition position : positions) {
      if (running < workers && position.isParked()) {
        position.unpark(nowNs);
        running++;
      }
    }
  }

  /** Whether each place has had a process that could take tasks. */
  boolean wereAllUp() {
    return positions.stream().allMatch(WorkerPosition::wasUp);
  }

  /** Whether no place has ever had one. */
  boolean wasNoneUp() {
    return positions.stream().noneMatch(WorkerPosition::wasUp);
  }

  /** Whether each place has a process that can take tasks. */
  boolean areAllUp() {
    return positions.stream().allMatch(position -> isAt(position, Stage.UP));
  }

  /** Whether any place has a process that can take tasks. */
  boolean isAnyUp() {
    return positions.stream().anyMatch(position -> isAt(position, Stage.UP));
  }

  boolean areAllBusy() {
    return positions.stream().allMatch(WorkerPosition::isBusy);
  }

  boolean areAllParked() {
    return positions.stream().allMatch(WorkerPosition::isParked);
  }

  private static boolean isAt(WorkerPosition position, Stage stage) {
    SupervisedWorker worker = position.worker();
    return worker != null && worker.stage() == stage;
  }
}
