package dev.baton.wire;

import dev.baton.Handoff;
import dev.baton.config.PoolSettings;
import java.util.List;

/**
 * One or many tasks for a worker.
 *
 * <pre>
 * i64 coordinator | i64 incarnation | {@link Address} resultsTo | str jobId | i64 sentAtMicros
 * i64 receiver | u8 resultsOnLog | i64 lingerNs | u8 weight | bytes initializer | list jars: {@link JobJar}
 * list functions: {@link Payload}
 * list tasks: {@link Attempts} attempts | i32 failures | i64 timeoutMs | i32 function | u8 resultHandoff | {@link Payload} payload
 * </pre>
 *
 * @param resultsTo the coordinator's address for results
 * @param sentAtMicros when the batch was sent, in microseconds since the epoch by the coordinator's
 *     clock
 * @param receiver the coordinator's part of a host store, to which results may be handed over by
 *     reference, or 0 for none
 * @param resultsOnLog whether results that may go either way should travel while they fit, so that
 *     they are on the log whatever becomes of the coordinator
 * @param lingerNs how long results may wait for others to travel with, in nanoseconds
 * @param weight how much of a worker's time the coordinator gets beside others, up to {@link
 *     PoolSettings#FULL_WEIGHT}
 * @param initializer an encoded {@link dev.baton.RunnableTask} that a worker runs once before the
 *     coordinator's first task, or empty for none; the coordinator sends it with the first batch to
 *     each incarnation
 * @param jars the jars of the job, in the order of its class path; empty if the class path of the
 *     worker has its classes, or nothing has changed since an earlier batch to this incarnation
 * @param functions encoded {@link dev.baton.TaskFunction}s that the tasks refer to, so that each
 *     travels once per batch
 */
@SuppressWarnings(
    "ArrayRecordComponent") // carries bytes from one layer to the next; never compared
public record TaskBatch(
    long coordinator,
    long incarnation,
    Address resultsTo,
    String jobId,
    long sentAtMicros,
    long receiver,
    boolean resultsOnLog,
    long lingerNs,
    int weight,
    byte[] initializer,
    List<JobJar> jars,
    List<Payload> functions,
    List<Entry> tasks)
    implements InboxRecord {

  /**
   * One task of a batch, or a chunk of them.
   *
   * @param attempts the attempts; for a chunk, the payload has {@link dev.baton.codec.Items}, one
   *     for each
   * @param failures how many attempts of each have failed before, and were followed by another one
   * @param timeoutMs the limit of each attempt in milliseconds from its start, or 0 for none
   * @param function which of the batch's functions to apply to the decoded payload, or {@link
   *     #CALL}
   * @param resultHandoff the handoff of the result
   * @param payload an encoded argument, or with {@link #CALL} an encoded {@link
   *     java.util.concurrent.Callable} or {@link Runnable}; an object that is both is called,
   *     unless it travels as {@link RunOnly}
   */
  public record Entry(
      Attempts attempts,
      int failures,
      long timeoutMs,
      int function,
      Handoff resultHandoff,
      Payload payload) {

    /** The payload itself is called. */
    public static final int CALL = -1;

    /** The size of an entry beyond its payload, in bytes. */
    public static final int OVERHEAD_BYTES =
        Attempts.BYTES
            + Integer.BYTES
            + Long.BYTES
            + Integer.BYTES
            + Byte.BYTES
            + Payload.OVERHEAD_BYTES;

    private static final Handoff[] HANDOFFS = Handoff.values();

    /** Checks that the claimed number of items is possible. */
    public Entry {
      if (attempts.items() > 1) {
        payload.requireItems(attempts.items());
      }
    }

    /** Tasks that have not failed yet. */
    public Entry(
        Attempts attempts, long timeoutMs, int function, Handoff resultHandoff, Payload payload) {
      this(attempts, 0, timeoutMs, function, resultHandoff, payload);
    }

    /** A single task that has not failed yet. */
    public Entry(
        AttemptId attempt, long timeoutMs, int function, Handoff resultHandoff, Payload payload) {
      this(Attempts.of(attempt), timeoutMs, function, resultHandoff, payload);
    }

    /** The attempt of the first task. */
    public AttemptId attempt() {
      return attempts.first();
    }

    private static Entry read(WireReader in) {
      return new Entry(
          Attempts.read(in), in.i32(), in.i64(), in.i32(), in.oneOf(HANDOFFS), Payload.read(in));
    }

    private void writeTo(WireWriter out) {
      attempts.writeTo(out);
      out.i32(failures).i64(timeoutMs).i32(function).u8(resultHandoff.ordinal());
      payload.writeTo(out);
    }
  }

  /** Checks the wait and the weight, and that each task refers to a function of the batch. */
  public TaskBatch {
    if (weight < 1 || weight > PoolSettings.FULL_WEIGHT) {
      throw new MalformedRecordException("A coordinator cannot have the weight " + weight + ".");
    }
    if (lingerNs < 0) {
      throw new MalformedRecordException("Results cannot wait for " + lingerNs + " ns.");
    }
    for (Entry task : tasks) {
      if (task.function < Entry.CALL || task.function >= functions.size()) {
        throw new MalformedRecordException("A task refers to function " + task.function + ".");
      }
    }
  }

  static TaskBatch read(WireReader in) {
    return new TaskBatch(
        in.i64(),
        in.i64(),
        Address.read(in),
        in.string(),
        in.i64(),
        in.i64(),
        in.u8() != 0,
        in.i64(),
        in.u8(),
        in.bytes(),
        in.list(JobJar.LEAST_BYTES, JobJar::read),
        in.list(Payload.OVERHEAD_BYTES, Payload::read),
        in.list(Entry.OVERHEAD_BYTES, Entry::read));
  }

  @Override
  public void writeTo(WireWriter out) {
    out.i64(coordinator).i64(incarnation);
    resultsTo.writeTo(out);
    out.string(jobId)
        .i64(sentAtMicros)
        .i64(receiver)
        .u8(resultsOnLog ? 1 : 0)
        .i64(lingerNs)
        .u8(weight)
        .bytes(initializer);
    out.list(jars, (writer, jar) -> jar.writeTo(writer));
    out.list(functions, (writer, function) -> function.writeTo(writer));
    out.list(tasks, (writer, task) -> task.writeTo(writer));
  }

  @Override
  public Kind kind() {
    return Kind.TASK_BATCH;
  }
}
