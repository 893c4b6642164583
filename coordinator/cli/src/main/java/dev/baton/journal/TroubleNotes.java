package dev.baton.journal;

import dev.baton.wire.Frame;
import dev.baton.wire.HostBeat;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.WireRecord;
import dev.baton.wire.WorkerDown;
import dev.baton.wire.WorkerUp;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Of what a pool tells, what a journal keeps so that it can be explained later: workers that came
 * and went, and failed attempts. Has a bound, whatever goes wrong. Thread-safe.
 */
public final class TroubleNotes {

  /** As many troubles of a run are kept, and as many orderly comings and goings of workers. */
  static final int MOST = 1_000;

  /** The same for a cluster, whose journal is that of all its jobs and is kept for days. */
  static final int MOST_ON_CLUSTER = 50;

  /** What is larger is left out: an attempt's failure can have what the task put into it. */
  static final int LARGEST_BYTES = 32 << 10;

  /** If there is more before somebody writes it down, the rest is left out. */
  private static final int MOST_WAITING = 4_096;

  private final BlockingQueue<byte[]> heard = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Set<Long> known = new HashSet<>();
  private final boolean isOnCluster;
  private volatile int troubles;
  private int turnover;

  private TroubleNotes(boolean isOnCluster) {
    this.isOnCluster = isOnCluster;
  }

  /** What the journal of a run keeps that has its own workers. */
  public static TroubleNotes ofOwnWorkers() {
    return new TroubleNotes(false);
  }

  /** What a cluster's journal keeps of a job: failed attempts, as hosts tell of their workers. */
  public static TroubleNotes ofClusterJob() {
    return new TroubleNotes(true);
  }

  /** How many troubles are kept. */
  static int most(boolean isOnCluster) {
    return isOnCluster ? MOST_ON_CLUSTER : MOST;
  }

  /** Takes a record as the pool's channels have it, and returns at once. */
  public void hear(byte[] record) {
    if (record.length <= LARGEST_BYTES && !isFull()) {
      var _ = heard.offer(record);
    }
  }

  /** Whether no more troubles are kept. */
  public boolean isFull() {
    return troubles >= most(isOnCluster);
  }

  /** What came since the last time and is to be kept. */
  public synchronized List<WireRecord> take() {
    List<byte[]> all = new ArrayList<>();
    var _ = heard.drainTo(all);
    List<WireRecord> notes = new ArrayList<>();
    for (byte[] each : all) {
      for (WireRecord record : worthNoting(Frame.decode(each))) {
        boolean isTrouble = isTrouble(record);
        if (isTrouble ? !isFull() : turnover < MOST) {
          notes.add(record);
          troubles += isTrouble ? 1 : 0;
          turnover += isTrouble ? 0 : 1;
        }
      }
    }
    return notes;
  }

  /** Whether it is a death or a failure. */
  private static boolean isTrouble(WireRecord record) {
    return record instanceof ResultBatch || (record instanceof WorkerDown down && down.crashed());
  }

  /** Workers that came before anybody listened are known from the next beat of their host. */
  private List<WireRecord> worthNoting(WireRecord record) {
    return switch (record) {
      case ResultBatch failures -> List.of(failures);
      case WireRecord _ when isOnCluster -> List.of();
      case WorkerUp up when known.add(up.worker().incarnation()) -> List.of(up);
      case HostBeat beat ->
          beat.workers().stream()
              .filter(worker -> !worker.startsOnDemand() && known.add(worker.incarnation()))
              .<WireRecord>map(worker -> new WorkerUp(beat.host(), beat.name(), worker))
              .toList();
      case WorkerDown down when !down.parked() -> List.of(down);
      default -> List.of();
    };
  }
}
