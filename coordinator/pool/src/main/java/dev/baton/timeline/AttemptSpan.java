package dev.baton.timeline;

import dev.baton.LossCause;
import dev.baton.PoolEvent;
import org.jspecify.annotations.Nullable;

/**
 * An attempt, or one of each of several tasks that ran as a chunk, from its wait to its end. Points
 * in time are in microseconds since the epoch by the program's clock, none before the one in front
 * of it; the clock of the worker's host is corrected as {@link HostClocks} says.
 *
 * @param lane where it ran; null if it did not, as far as is known
 * @param end how it ended
 * @param accepted how many tasks it has ended
 * @param waitingMicros since when it waited in the program
 * @param sentMicros when it was sent
 * @param receivedMicros when its worker had it; if that is not known, when it was sent
 * @param startMicros when it got a slot
 * @param decodedMicros when its own code began; of a chunk, what is summed over its tasks is drawn
 *     in one piece, here and below
 * @param executedMicros when its own code had ended
 * @param endMicros when its result was encoded
 * @param heardMicros when the program knew of its end
 * @param times as the worker measured them; null if it has not answered
 * @param cause why it was lost; null if it was not
 * @param text the failure, or what is known of the loss; empty otherwise
 */
public record AttemptSpan(
    PoolEvent.Attempts attempts,
    String worker,
    @Nullable WorkerLane lane,
    End end,
    int accepted,
    long waitingMicros,
    long sentMicros,
    long receivedMicros,
    long startMicros,
    long decodedMicros,
    long executedMicros,
    long endMicros,
    long heardMicros,
    PoolEvent.@Nullable Times times,
    @Nullable LossCause cause,
    String text) {

  /** How an attempt ended. */
  public enum End {
    DONE,
    FAILED,
    CANCELLED,
    /** Handed back before its start. */
    RETURNED,
    /** Its worker, or its result, is gone. */
    LOST,
    /** Nobody waited for it any more when its worker was gone. */
    DROPPED,
    /** It had not ended when the program did. */
    OPEN
  }

  /** Whether it had a slot of its worker, as far as is known. */
  public boolean ran() {
    return lane != null;
  }

  /** How long it had that. */
  public long busyMicros() {
    return lane == null ? 0 : endMicros - startMicros;
  }

  /** The tasks, for people: {@code task 17}, {@code tasks 17 to 116}. */
  public String name() {
    return name(attempts);
  }

  /** As {@link #name()}, for attempts of which nothing else is kept. */
  public static String name(PoolEvent.Attempts attempts) {
    return attempts.count() == 1
        ? "task " + attempts.task()
        : "tasks " + attempts.task() + " to " + (attempts.end() - 1);
  }

  /** The same with the number of a later attempt: {@code task 17, attempt 2}. */
  public static String fullName(PoolEvent.Attempts attempts) {
    return attempts.number() == 1
        ? name(attempts)
        : name(attempts) + ", attempt " + attempts.number();
  }
}
