package dev.baton.worker;

import dev.baton.TaskDecodingException;
import dev.baton.TaskFunction;
import dev.baton.role.Clock;
import dev.baton.wire.TaskBatch;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** A batch as received, with what its tasks share. Thread-safe. */
final class ReceivedBatch {

  /** Results of several coordinators may wait together: none makes those of others wait forever. */
  private static final long LONGEST_LINGER_NS = Duration.ofMinutes(1).toNanos();

  private final TaskBatch batch;
  private final Program program;
  private final long receivedNs;
  private final long transferNs;
  private final AtomicReferenceArray<@Nullable TaskFunction<?, ?>> functions;

  ReceivedBatch(TaskBatch batch, Program program, Clock clock) {
    this.batch = batch;
    this.program = program;
    this.receivedNs = clock.nanoTime();
    this.transferNs =
        TimeUnit.MICROSECONDS.toNanos(Math.max(0, clock.epochMicros() - batch.sentAtMicros()));
    this.functions = new AtomicReferenceArray<>(batch.functions().size());
  }

  ResultAddress resultAddress() {
    return new ResultAddress(batch.coordinator(), batch.resultsTo());
  }

  long coordinator() {
    return batch.coordinator();
  }

  /** The program whose tasks they are. */
  Program program() {
    return program;
  }

  /** The process that can get results by reference, or 0. */
  long receiver() {
    return batch.receiver();
  }

  /** Whether results that may go either way should travel while they fit. */
  boolean resultsOnLog() {
    return batch.resultsOnLog();
  }

  /** How long results may wait for others to travel with, in nanoseconds. */
  long lingerNs() {
    return Math.min(batch.lingerNs(), LONGEST_LINGER_NS);
  }

  /** How much of the worker's time its coordinator gets beside others. */
  int weight() {
    return batch.weight();
  }

  String jobId() {
    return batch.jobId();
  }

  /** When the batch was received, by the worker's monotonic clock. */
  long receivedNs() {
    return receivedNs;
  }

  long transferNs() {
    return transferNs;
  }

  /** A function of the batch, decoded when the first task needs it. */
  TaskFunction<?, ?> function(int number) {
    TaskFunction<?, ?> known = functions.get(number);
    if (known != null) {
      return known;
    }
    if (!(program.classes().objects().decodeOnce(batch.functions().get(number))
        instanceof TaskFunction<?, ?> decoded)) {
      throw new TaskDecodingException("The function of a task is not a function.");
    }
    functions.set(number, decoded);
    return decoded;
  }
}
