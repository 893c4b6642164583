package dev.baton.worker;

import dev.baton.store.WorkerSlot;
import dev.baton.store.WorkerSnapshot;
import dev.baton.store.WorkerState;
import java.util.ArrayList;
import java.util.List;

/** A worker's slot in a host state that keeps what it is told. */
final class RecordedSlot implements WorkerSlot {

  final List<Long> beats = new ArrayList<>();
  long done;
  long failed;
  long busyNs;
  int dropped;
  long returned;
  int running;

  @Override
  public int number() {
    return 0;
  }

  @Override
  public void assign(long pid, long incarnation, int slots, long nowMs) {}

  @Override
  public void state(WorkerState state) {}

  @Override
  public synchronized void beat(long nowMs) {
    beats.add(nowMs);
  }

  @Override
  public synchronized void running(int count, long longest, long sinceMs) {
    running = count;
  }

  @Override
  public void coordinator(long coordinator) {}

  @Override
  public void longest(long task, long sinceMs) {}

  @Override
  public synchronized void ended(long moreDone, long moreFailed, long moreBusyNs) {
    done += moreDone;
    failed += moreFailed;
    busyNs += moreBusyNs;
  }

  @Override
  public synchronized void dropped() {
    dropped++;
  }

  @Override
  public synchronized void returned(long tasks) {
    returned += tasks;
  }

  @Override
  public WorkerSnapshot snapshot() {
    throw new UnsupportedOperationException();
  }
}
