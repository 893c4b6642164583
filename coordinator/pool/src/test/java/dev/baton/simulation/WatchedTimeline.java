package dev.baton.simulation;

import dev.baton.LossCause;
import dev.baton.PoolEvent;
import dev.baton.ledger.Counts;
import dev.baton.timeline.AttemptSpan;
import dev.baton.timeline.AttemptSpan.End;
import dev.baton.timeline.Timeline;
import dev.baton.timeline.TimelineSink;
import dev.baton.timeline.WorkerLane;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The product's {@link Timeline} of a coordinator, compared with what the ledger has counted. */
public final class WatchedTimeline implements Consumer<PoolEvent>, TimelineSink {

  private final Witness witness;
  private final Timeline timeline = new Timeline(this);
  private final Map<End, Long> tasks = new EnumMap<>(End.class);
  private final Map<LossCause, Long> lost = new EnumMap<>(LossCause.class);
  private final Map<LossCause, Long> lostWorkers = new EnumMap<>(LossCause.class);
  private final Map<WorkerLane, TreeMap<Long, Long>> lanes = new HashMap<>();
  private long sent;
  private long done;
  private long failed;
  private long lateDone;
  private long lateFailed;

  /** A timeline of a coordinator that has sent nothing yet. */
  public WatchedTimeline(Witness witness) {
    this.witness = witness;
  }

  @Override
  public void accept(PoolEvent event) {
    if (event instanceof PoolEvent.Sent batch) {
      sent += batch.parts().stream().mapToLong(part -> part.attempts().count()).sum();
    }
    timeline.accept(List.of(event));
  }

  @Override
  public void attempt(AttemptSpan span) {
    tasks.merge(span.end(), (long) span.attempts().count(), Long::sum);
    if (span.end() == End.DONE) {
      done += span.accepted();
    } else if (span.end() == End.FAILED) {
      failed += span.accepted();
    }
    LossCause cause = span.cause();
    if (cause != null) {
      lost.merge(cause, (long) span.attempts().count(), Long::sum);
    }
    witness.check(
        span.waitingMicros() <= span.sentMicros()
            && span.sentMicros() <= span.receivedMicros()
            && span.receivedMicros() <= span.startMicros()
            && span.startMicros() <= span.decodedMicros()
            && span.decodedMicros() <= span.executedMicros()
            && span.executedMicros() <= span.endMicros()
            && span.endMicros() <= span.heardMicros(),
        "the times of %s are not in order",
        span);
    WorkerLane lane = span.lane();
    if (lane != null && span.startMicros() < span.endMicros()) {
      TreeMap<Long, Long> taken = lanes.computeIfAbsent(lane, _ -> new TreeMap<>());
      Map.Entry<Long, Long> before = taken.lowerEntry(span.endMicros());
      witness.check(
          before == null || before.getValue() <= span.startMicros(),
          "%s overlaps another in its slot",
          span);
      taken.put(span.startMicros(), span.endMicros());
    }
  }

  @Override
  public void started(PoolEvent.WorkerStarted worker, int restarts) {}

  @Override
  public void lost(PoolEvent.WorkerLost worker) {
    lostWorkers.merge(worker.cause(), 1L, Long::sum);
  }

  @Override
  public void parked(PoolEvent.WorkerParked worker) {}

  @Override
  public void late(PoolEvent.Answered answer) {
    if (answer.answer() == PoolEvent.Answer.DONE) {
      lateDone += answer.accepted();
    } else if (answer.answer() == PoolEvent.Answer.FAILED) {
      lateFailed += answer.accepted();
    }
  }

  @Override
  public void pause() {}

  /** Checks that it has what the ledger has, when nothing is open. */
  public void check(Counts counts, Map<LossCause, Long> lostOfHosts) {
    long ended = tasks.values().stream().mapToLong(Long::longValue).sum();
    witness.check(ended == sent, "%d attempts were sent, %s have ended", sent, tasks);
    witness.check(done + lateDone == counts.done(), "%d are done, of %s", done + lateDone, counts);
    witness.check(
        failed + lateFailed == counts.failed() - counts.quarantined(),
        "%d have failed, of %s",
        failed + lateFailed,
        counts);
    witness.check(lost.equals(counts.lost()), "%s are lost, of %s", lost, counts);
    witness.check(
        lostWorkers.equals(lostOfHosts), "workers lost: %s, of %s", lostWorkers, lostOfHosts);
  }
}
