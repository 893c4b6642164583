package dev.baton.cli.report;

import dev.baton.LossCause;
import dev.baton.PoolEvent;
import dev.baton.config.Words;
import dev.baton.timeline.AttemptSpan;
import dev.baton.timeline.AttemptSpan.End;
import dev.baton.timeline.TimelineSink;
import dev.baton.timeline.WorkerLane;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * Adds up a timeline for a report. Memory grows with the slots of workers and not with the tasks:
 * of pieces of work, the longest are kept; of troubles, so many kinds; of time, a number of parts.
 * Not thread-safe.
 */
public final class ReportSink implements TimelineSink {

  /** As many pieces of work are drawn one by one. */
  static final int MOST_DRAWN = 2_000;

  static final int MOST_LISTED = 25;

  /** A percentile. */
  static final double MEDIAN = 50;

  static final int MOST_LOSSES = 100;

  /** A worker that is gone, as it is listed. */
  record Loss(PoolEvent.WorkerLost lost, long tasks) {}

  private final long zeroMicros;
  private final Map<String, WorkerUse> workers = new TreeMap<>(ReportSink::byHostAndNumber);
  private final TimeBins slotsUp;
  private final TimeBins slotsBusy;
  private final LongestPieces drawn = new LongestPieces(MOST_DRAWN, Piece::micros);
  private final LongestPieces listed = new LongestPieces(MOST_LISTED, Piece::microsPerTask);
  private final Histogram taskMicros = new Histogram(2);
  private final Histogram waitMicros = new Histogram(2);
  private final Troubles failures = new Troubles();
  private final Troubles losses = new Troubles();
  private final Map<End, Long> ends = new EnumMap<>(End.class);
  private final List<Loss> lostWorkers = new ArrayList<>();
  private final List<PoolEvent.WorkerStarted> restarts = new ArrayList<>();

  /** Workers that were lost and have no successor yet. */
  private final Set<String> toReplace = new HashSet<>();

  private long workersLost;
  private long workersEnded;
  private long endMicros;

  /**
   * Nothing has happened yet.
   *
   * @param zeroMicros when the run began, in microseconds since the epoch
   */
  public ReportSink(long zeroMicros) {
    this.zeroMicros = zeroMicros;
    this.endMicros = zeroMicros;
    this.slotsUp = new TimeBins(zeroMicros);
    this.slotsBusy = new TimeBins(zeroMicros);
  }

  private static int byHostAndNumber(String one, String other) {
    return NAMES.compare(one, other);
  }

  private static final Comparator<String> NAMES =
      Comparator.<String, String>comparing(name -> name.substring(0, name.lastIndexOf('/') + 1))
          .thenComparingInt(String::length)
          .thenComparing(Comparator.naturalOrder());

  private WorkerUse worker(String name) {
    return workers.computeIfAbsent(name, each -> new WorkerUse(each, zeroMicros, slotsUp));
  }

  @Override
  public void attempt(AttemptSpan span) {
    endMicros = Math.max(endMicros, span.heardMicros());
    int count = span.attempts().count();
    ends.merge(span.end(), (long) count, Long::sum);
    WorkerLane lane = span.lane();
    if (lane != null) {
      Piece piece = Piece.of(span, lane);
      worker(lane.worker()).worked(piece, span.accepted());
      slotsBusy.take(piece.startMicros(), piece.endMicros(), 1);
      drawn.add(piece);
      listed.add(piece);
      taskMicros.recordValueWithCount(piece.microsPerTask(), count);
      waitMicros.recordValueWithCount(piece.waitedMicros(), count);
    }
    LossCause cause = span.cause();
    if (cause != null) {
      losses.add(AttemptSpan.fullName(span.attempts()), count, Words.of(cause), span.text());
    } else if (span.end() == End.FAILED) {
      failures.add(AttemptSpan.fullName(span.attempts()), count, "failed", span.text());
    }
  }

  @Override
  public void started(PoolEvent.WorkerStarted worker, int before) {
    endMicros = Math.max(endMicros, worker.atMicros());
    worker(worker.worker()).started(worker);
    if (before > 0 && toReplace.remove(worker.worker()) && restarts.size() < MOST_LOSSES) {
      restarts.add(worker);
    }
  }

  @Override
  public void lost(PoolEvent.WorkerLost worker) {
    endMicros = Math.max(endMicros, worker.atMicros());
    PoolEvent.WorkerStarted successor = worker(worker.worker()).lost(worker);
    if (worker.cause() == LossCause.ENDED && worker.lost().isEmpty()) {
      workersEnded++;
      return;
    }
    workersLost++;
    if (successor == null) {
      var _ = toReplace.add(worker.worker());
    } else if (restarts.size() < MOST_LOSSES) {
      restarts.add(successor);
    }
    if (lostWorkers.size() < MOST_LOSSES) {
      lostWorkers.add(
          new Loss(worker, worker.lost().stream().mapToLong(PoolEvent.Attempts::count).sum()));
    }
  }

  @Override
  public void parked(PoolEvent.WorkerParked worker) {
    endMicros = Math.max(endMicros, worker.atMicros());
    worker(worker.worker()).parked(worker);
  }

  @Override
  public void late(PoolEvent.Answered answer) {
    // Its attempt was told of as lost, which it was for the run.
  }

  @Override
  public void pause() {
    // Nothing is written before the end.
  }

  /** The run ends; once, when all has been told. */
  void end() {
    workers.values().forEach(worker -> worker.there(endMicros));
  }

  long zeroMicros() {
    return zeroMicros;
  }

  /** When the last thing happened. */
  long endMicros() {
    return endMicros;
  }

  /** All workers, by host and number. */
  List<WorkerUse> workers() {
    return List.copyOf(workers.values());
  }

  /** How many slots there were. */
  TimeBins slotsUp() {
    return slotsUp;
  }

  /** How many slots had work. */
  TimeBins slotsBusy() {
    return slotsBusy;
  }

  LongestPieces drawn() {
    return drawn;
  }

  LongestPieces listed() {
    return listed;
  }

  /** How long tasks ran; those of a chunk, on average over it. */
  Histogram taskMicros() {
    return taskMicros;
  }

  /** The median of that. */
  long medianMicros() {
    return taskMicros.getValueAtPercentile(MEDIAN);
  }

  /** How long tasks waited before they ran. */
  Histogram waitMicros() {
    return waitMicros;
  }

  Troubles failures() {
    return failures;
  }

  Troubles losses() {
    return losses;
  }

  /** How many attempts ended so. */
  long ended(End end) {
    return ends.getOrDefault(end, 0L);
  }

  /** The first workers that were lost. */
  List<Loss> lostWorkers() {
    return lostWorkers;
  }

  /** How many ended in an orderly way and without work, as those that make way for others. */
  long workersEnded() {
    return workersEnded;
  }

  long workersLost() {
    return workersLost;
  }

  /** The first processes that took the place of others. */
  List<PoolEvent.WorkerStarted> restarts() {
    return restarts;
  }
}
