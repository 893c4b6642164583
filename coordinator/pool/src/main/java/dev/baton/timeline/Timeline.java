package dev.baton.timeline;

import dev.baton.LossCause;
import dev.baton.PoolEvent;
import dev.baton.PoolEvent.Answered;
import dev.baton.PoolEvent.Attempts;
import dev.baton.PoolEvent.AttemptsLost;
import dev.baton.PoolEvent.Sent;
import dev.baton.PoolEvent.Times;
import dev.baton.PoolEvent.WorkerLost;
import dev.baton.PoolEvent.WorkerParked;
import dev.baton.PoolEvent.WorkerStarted;
import dev.baton.timeline.AttemptSpan.End;
import dev.baton.timeline.OpenAttempts.Open;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what happened to each attempt, from the events of a pool, and passes it on as soon
 * as the attempt has ended. Memory grows with the open attempts only. For one thread.
 *
 * <p>A worker measures how long the phases of an attempt took, not when they began: that follows
 * from when it was sent. Of an attempt that was lost while it ran nothing was measured; it is taken
 * to have run since its worker had ended the one before.
 */
public final class Timeline implements Consumer<List<PoolEvent>> {

  private final TimelineSink sink;
  private final OpenAttempts open = new OpenAttempts();
  private final HostClocks clocks = new HostClocks();
  private final Lanes lanes = new Lanes();
  private final Map<String, Integer> processes = new HashMap<>();
  private long lastMicros;

  /** Creates a timeline that is empty. */
  public Timeline(TimelineSink sink) {
    this.sink = sink;
  }

  @Override
  public void accept(List<PoolEvent> events) {
    events.forEach(this::accept);
    sink.pause();
  }

  private void accept(PoolEvent event) {
    lastMicros = Math.max(lastMicros, event.atMicros());
    switch (event) {
      case WorkerStarted started -> {
        lanes.has(started.worker(), started.slots());
        int before = processes.merge(started.worker(), 1, Integer::sum) - 1;
        sink.started(started, before);
      }
      case Sent sent -> {
        for (Sent.Part part : sent.parts()) {
          open.add(
              new Open(
                  part.attempts(),
                  sent.incarnation(),
                  sent.worker(),
                  sent.atMicros(),
                  part.waitedNs()));
        }
      }
      case Answered answer -> {
        List<Open> answered = open.take(answer.attempts());
        answered.forEach(each -> answered(each, answer));
        if (answered.isEmpty()) {
          sink.late(answer);
        }
      }
      case AttemptsLost lost ->
          lost.lost()
              .forEach(each -> lost(each, -1, lost.atMicros(), lost.cause(), lost.evidence()));
      case WorkerLost lost -> {
        for (Attempts each : lost.lost()) {
          lost(each, lost.runningTask(), lost.atMicros(), lost.cause(), lost.evidence());
        }
        for (Open each : open.takeAll(lost.incarnation())) {
          sink.attempt(unmeasured(each, End.DROPPED, false, lost.atMicros(), null, ""));
        }
        sink.lost(lost);
      }
      case WorkerParked parked -> {
        var _ = processes.merge(parked.worker(), -1, Integer::sum); // the next is no restart
        for (Open each : open.takeAll(parked.incarnation())) {
          sink.attempt(unmeasured(each, End.DROPPED, false, parked.atMicros(), null, ""));
        }
        sink.parked(parked);
      }
    }
  }

  /** The program ends: what is open stays so. */
  public void end() {
    for (Open each : open.takeAll(null)) {
      sink.attempt(unmeasured(each, End.OPEN, false, lastMicros, null, ""));
    }
    sink.pause();
  }

  private void answered(Open sent, Answered answer) {
    int count = answer.attempts().count();
    Times times = answer.times();
    long thereMicros = times.transferNs() / count / 1_000;
    clocks.seen(sent.worker(), thereMicros, times.returnNs() / 1_000);
    long heard = answer.atMicros();
    long received =
        within(
            sent.sentMicros() + thereMicros - clocks.aheadMicros(sent.worker()),
            sent.sentMicros(),
            heard);
    long busy = times.busyNs() / 1_000;
    // Each waits while those of the chunk before it run; the first has waited least.
    long firstQueueNs = times.queueNs() / count - times.busyNs() / count * (count - 1) / 2;
    long start = within(received + Math.max(0, firstQueueNs) / 1_000, received, heard);
    boolean ran = times.busyNs() > 0 || answer.answer() == PoolEvent.Answer.DONE;
    WorkerLane lane = null;
    long end = start;
    if (ran) {
      Lanes.Place place = lanes.take(sent.worker(), start, within(start + busy, start, heard));
      lane = place.lane();
      start = place.fromMicros();
      end = place.toMicros();
    }
    long decoded = within(start + times.decodeNs() / 1_000, start, end);
    long executed = within(end - times.encodeNs() / 1_000, decoded, end);
    sink.attempt(
        new AttemptSpan(
            sent.attempts(),
            sent.worker(),
            lane,
            end(answer.answer()),
            answer.accepted(),
            sent.sentMicros() - sent.waitedNs() / 1_000,
            sent.sentMicros(),
            Math.min(received, start),
            start,
            decoded,
            executed,
            end,
            Math.max(heard, end),
            times,
            null,
            answer.failure()));
  }

  private static End end(PoolEvent.Answer answer) {
    return switch (answer) {
      case DONE -> End.DONE;
      case FAILED -> End.FAILED;
      case CANCELLED -> End.CANCELLED;
      case RETURNED -> End.RETURNED;
    };
  }

  private void lost(
      Attempts attempts, long runningTask, long atMicros, LossCause cause, String evidence) {
    for (Open each : open.take(attempts)) {
      Attempts all = each.attempts();
      if (all.task() <= runningTask && runningTask < all.end()) {
        lostPart(each, all.task(), runningTask, false, atMicros, cause, evidence);
        lostPart(each, runningTask, runningTask + 1, true, atMicros, cause, evidence);
        lostPart(each, runningTask + 1, all.end(), false, atMicros, cause, evidence);
      } else {
        lostPart(each, all.task(), all.end(), false, atMicros, cause, evidence);
      }
    }
  }

  private void lostPart(
      Open chunk,
      long from,
      long to,
      boolean ran,
      long atMicros,
      LossCause cause,
      String evidence) {
    if (from < to) {
      sink.attempt(unmeasured(chunk.part(from, to), End.LOST, ran, atMicros, cause, evidence));
    }
  }

  private AttemptSpan unmeasured(
      Open sent, End end, boolean ran, long atMicros, @Nullable LossCause cause, String text) {
    long heard = Math.max(atMicros, sent.sentMicros());
    Lanes.@Nullable Place place =
        ran ? lanes.takeUntil(sent.worker(), sent.sentMicros(), heard) : null;
    long start = place == null ? heard : place.fromMicros();
    return new AttemptSpan(
        sent.attempts(),
        sent.worker(),
        place == null ? null : place.lane(),
        end,
        0,
        sent.sentMicros() - sent.waitedNs() / 1_000,
        sent.sentMicros(),
        sent.sentMicros(),
        start,
        start,
        heard,
        heard,
        heard,
        null,
        cause,
        text);
  }

  private static long within(long micros, long least, long most) {
    return Math.max(least, Math.min(micros, most));
  }
}
