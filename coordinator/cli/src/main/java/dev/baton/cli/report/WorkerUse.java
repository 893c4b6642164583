package dev.baton.cli.report;

import dev.baton.PoolEvent;
import dev.baton.timeline.WorkerLane;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the place of a worker was used, by all processes that had it one after the other. Times of
 * several slots are added up. Not thread-safe.
 */
final class WorkerUse {

  private final String worker;
  private final long zeroMicros;
  private final TimeBins up;
  private final List<SlotUse> slots = new ArrayList<>();
  private int processes;
  private PoolEvent.@Nullable WorkerStarted process;
  private long upSinceMicros = -1;
  private long firstUpMicros = Long.MAX_VALUE;
  private long upMicros;
  private long tasks;

  WorkerUse(String worker, long zeroMicros, TimeBins up) {
    this.worker = worker;
    this.zeroMicros = zeroMicros;
    this.up = up;
  }

  void started(PoolEvent.WorkerStarted started) {
    long atMicros = started.atMicros();
    down(atMicros); // if its end was not told, or is only told later
    process = started;
    processes++;
    upSinceMicros = atMicros;
    firstUpMicros = Math.min(firstUpMicros, atMicros);
    for (int slot = slots.size(); slot < started.slots(); slot++) {
      var _ = slot(slot);
    }
  }

  /**
   * A process that had the place takes no more tasks.
   *
   * @return the one that has taken its place before that was told; null if there is none yet
   */
  PoolEvent.@Nullable WorkerStarted lost(PoolEvent.WorkerLost lost) {
    PoolEvent.WorkerStarted now = process;
    if (now != null && now.incarnation() != lost.incarnation()) {
      return now;
    }
    down(lost.atMicros());
    return null;
  }

  /** The process that had the place had nothing to do and has ended. */
  void parked(PoolEvent.WorkerParked worker) {
    PoolEvent.WorkerStarted now = process;
    if (now == null || now.incarnation() == worker.incarnation()) {
      down(worker.atMicros());
    }
  }

  private void down(long atMicros) {
    if (isUp()) {
      upMicros += Math.max(0, atMicros - upSinceMicros) * slots.size();
      up.take(upSinceMicros, atMicros, slots.size());
      upSinceMicros = -1;
    }
  }

  /** Notes that it was there until the end of the run, if it was. */
  void there(long endMicros) {
    if (isUp()) {
      up.take(upSinceMicros, endMicros, slots.size());
    }
  }

  void worked(Piece piece, int accepted) {
    slot(piece.lane().slot()).worked(piece);
    tasks += accepted;
  }

  private SlotUse slot(int number) {
    while (slots.size() <= number) {
      slots.add(new SlotUse(new WorkerLane(worker, slots.size()), zeroMicros));
    }
    return slots.get(number);
  }

  String worker() {
    return worker;
  }

  List<SlotUse> slots() {
    return slots;
  }

  /** How many processes had it. */
  int processes() {
    return processes;
  }

  /** How many tasks ended in it. */
  long tasks() {
    return tasks;
  }

  boolean isUp() {
    return upSinceMicros >= 0;
  }

  /** Since when there is a process; negative if there is none. */
  long upSinceMicros() {
    return upSinceMicros;
  }

  /** How long there was a process, until then if it has not ended. */
  long upMicros(long endMicros) {
    return upMicros + (isUp() ? Math.max(0, endMicros - upSinceMicros) * slots.size() : 0);
  }

  long busyMicros() {
    return slots.stream().mapToLong(SlotUse::busyMicros).sum();
  }

  /** How long it could have worked and did not. */
  long idleMicros(long endMicros) {
    return Math.max(0, upMicros(endMicros) - busyMicros());
  }

  /** How much of that was after the last task of each slot; all of it if it had none. */
  long idleAfterMicros(long endMicros) {
    if (!isUp()) {
      return 0;
    }
    long after = 0;
    for (SlotUse slot : slots) {
      Piece last = slot.last();
      long since = last == null ? upSinceMicros : Math.max(last.endMicros(), upSinceMicros);
      after += Math.max(0, endMicros - since);
    }
    return Math.min(after, idleMicros(endMicros));
  }

  /** How much of that was before the first task of each slot that had one. */
  long idleBeforeMicros() {
    long before = 0;
    for (SlotUse slot : slots) {
      if (slot.last() != null && firstUpMicros != Long.MAX_VALUE) {
        before += Math.max(0, slot.firstMicros() - firstUpMicros);
      }
    }
    return before;
  }
}
