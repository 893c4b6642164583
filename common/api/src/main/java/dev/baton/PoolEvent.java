package dev.baton;

import java.util.List;
import java.util.Objects;

/**
 * Something that happened to attempts of a pool's tasks, or to its workers, as the pool's program
 * saw it. Immutable.
 *
 * <p>An attempt is {@link Sent} first. Then it is {@link Answered}, or lost: alone ({@link
 * AttemptsLost}) or with its worker ({@link WorkerLost}). A worker may also be lost with attempts
 * that nobody waits for any more, because their tasks were cancelled or ended by another attempt:
 * of these nothing more is heard. An attempt that was lost may be answered all the same, if its
 * worker was believed dead; {@link Answered#accepted} says whether that answer counted.
 *
 * <p>Times are in microseconds since the epoch by the program's clock. A worker's incarnation is a
 * number that no other process has.
 */
public sealed interface PoolEvent {

  /** {@return when it happened} */
  long atMicros();

  /**
   * One attempt, or one of each of several tasks with consecutive numbers that travel together.
   *
   * @param task the number of the first task in its job, from 0
   * @param count how many tasks, from 1
   * @param number which attempt of these tasks it is, from 1
   */
  record Attempts(long task, int count, int number) {

    /** {@return the number after that of the last task} */
    public long end() {
      return task + count;
    }

    /**
     * {@return those of some of the tasks}
     *
     * @param from the number of the first of them
     * @param to the number after that of the last of them
     */
    public Attempts part(long from, long to) {
      return new Attempts(from, Math.toIntExact(to - from), number);
    }
  }

  /**
   * A worker can take tasks.
   *
   * @param atMicros when it happened
   * @param incarnation of the worker
   * @param worker {@code host/number}
   * @param slots how many tasks it runs at a time
   * @param pid its process on its host
   */
  record WorkerStarted(long atMicros, long incarnation, String worker, int slots, long pid)
      implements PoolEvent {

    /** Refuses null. */
    public WorkerStarted {
      Objects.requireNonNull(worker, "worker");
    }
  }

  /**
   * A worker is gone.
   *
   * @param atMicros when it happened
   * @param incarnation of the worker
   * @param worker {@code host/number}
   * @param cause why
   * @param evidence what is known about its end
   * @param runningTask the task that it ran when it died, or −1 if none or unknown; with several
   *     slots, one of them
   * @param lost the attempts that it had and that are lost
   */
  record WorkerLost(
      long atMicros,
      long incarnation,
      String worker,
      LossCause cause,
      String evidence,
      long runningTask,
      List<Attempts> lost)
      implements PoolEvent {

    /** Copies the list. */
    public WorkerLost {
      Objects.requireNonNull(worker, "worker");
      Objects.requireNonNull(cause, "cause");
      Objects.requireNonNull(evidence, "evidence");
      lost = List.copyOf(lost);
    }
  }

  /**
   * A worker had nothing to do for its idle timeout, and has ended; its host starts another when
   * there is work. What was on its way to it then is answered as {@link Answer#RETURNED}: nothing
   * is lost with it.
   *
   * @param atMicros when it happened
   * @param incarnation of the worker
   * @param worker {@code host/number}
   */
  record WorkerParked(long atMicros, long incarnation, String worker) implements PoolEvent {

    /** Refuses null. */
    public WorkerParked {
      Objects.requireNonNull(worker, "worker");
    }
  }

  /**
   * Attempts are lost though their worker is not, or was gone before.
   *
   * @param atMicros when it happened
   * @param cause why
   * @param evidence what is known about it
   * @param lost the attempts that are lost
   */
  record AttemptsLost(long atMicros, LossCause cause, String evidence, List<Attempts> lost)
      implements PoolEvent {

    /** Copies the list. */
    public AttemptsLost {
      Objects.requireNonNull(cause, "cause");
      Objects.requireNonNull(evidence, "evidence");
      lost = List.copyOf(lost);
    }
  }

  /**
   * Attempts are about to be sent to a worker, in one record.
   *
   * @param atMicros when it happened
   * @param incarnation of the worker
   * @param worker {@code host/number}
   * @param parts what is sent
   */
  record Sent(long atMicros, long incarnation, String worker, List<Part> parts)
      implements PoolEvent {

    /** Copies the list. */
    public Sent {
      Objects.requireNonNull(worker, "worker");
      parts = List.copyOf(parts);
    }

    /**
     * What is sent as one unit.
     *
     * @param attempts the attempts
     * @param waitedNs how long the first of the tasks has waited in the program since it was
     *     submitted, or since its last attempt ended, in nanoseconds
     */
    public record Part(Attempts attempts, long waitedNs) {

      /** Refuses null. */
      public Part {
        Objects.requireNonNull(attempts, "attempts");
      }
    }
  }

  /** What a worker says has become of an attempt. */
  enum Answer {
    /** It has a result. */
    DONE,
    /** It has thrown. */
    FAILED,
    /** It was cancelled before its end. */
    CANCELLED,
    /** It was handed back before its start. */
    RETURNED
  }

  /**
   * A worker has answered, for all attempts that came together or for some of them.
   *
   * @param atMicros when it happened
   * @param incarnation of the worker
   * @param attempts those that are answered
   * @param answer what has become of them
   * @param accepted how many tasks this answer has ended; the others had ended before, or are tried
   *     again
   * @param times where the time went
   * @param bytes the size of the result
   * @param failure what was thrown, with its stack trace, shortened; empty unless it has failed
   */
  record Answered(
      long atMicros,
      long incarnation,
      Attempts attempts,
      Answer answer,
      int accepted,
      Times times,
      long bytes,
      String failure)
      implements PoolEvent {

    /** Refuses null. */
    public Answered {
      Objects.requireNonNull(attempts, "attempts");
      Objects.requireNonNull(answer, "answer");
      Objects.requireNonNull(times, "times");
      Objects.requireNonNull(failure, "failure");
    }
  }

  /**
   * Where the time of an attempt went, in nanoseconds; for several attempts, the sum, except for
   * the way back, which they made together. Ways between hosts are as accurate as the clocks of
   * these hosts agree, and may be negative.
   *
   * @param transferNs from the program to the worker
   * @param queueNs in the worker, until its start
   * @param decodeNs decoding its bytes
   * @param executeNs its own code
   * @param encodeNs encoding its result
   * @param returnNs from the worker to the program
   */
  record Times(
      long transferNs, long queueNs, long decodeNs, long executeNs, long encodeNs, long returnNs) {

    /** {@return how long it had a slot of its worker} */
    public long busyNs() {
      return decodeNs + executeNs + encodeNs;
    }
  }
}
