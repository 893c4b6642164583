package dev.baton.worker;

import dev.baton.wire.AttemptId;
import dev.baton.wire.Attempts;
import dev.baton.wire.Payload;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.ResultBatch.Status;
import dev.baton.wire.ResultBatch.Times;
import dev.baton.wire.TaskBatch;

/**
 * A task of a batch, or some tasks of a chunk. Each gets exactly one answer, whatever becomes of
 * it.
 *
 * @param attempts some of those of the entry
 */
record ReceivedTask(ReceivedBatch batch, TaskBatch.Entry entry, Attempts attempts) {

  /** All tasks of an entry. */
  ReceivedTask(ReceivedBatch batch, TaskBatch.Entry entry) {
    this(batch, entry, entry.attempts());
  }

  /** The tasks with these ids. */
  ReceivedTask part(long from, long to) {
    return from == attempts.from() && to == attempts.to()
        ? this
        : new ReceivedTask(batch, entry, attempts.part(from, to));
  }

  /** How many tasks. */
  int items() {
    return attempts.items();
  }

  /** The attempt of the first task. */
  AttemptId attempt() {
    return attempts.first();
  }

  /** Whether it came as a chunk. */
  boolean isOfChunk() {
    return entry.attempts().items() > 1;
  }

  /** The coordinator that sent it. */
  long coordinator() {
    return batch.coordinator();
  }

  boolean belongsTo(long coordinator) {
    return batch.coordinator() == coordinator;
  }

  /** Whether any of a coordinator's attempts is among these. */
  boolean isAmong(long coordinator, Attempts some) {
    return belongsTo(coordinator) && attempts.overlap(some);
  }

  ResultBatch.Entry answer(Status status, Times times, Payload payload, byte[] blobs) {
    return new ResultBatch.Entry(entry.attempts(), attempts, status, times, payload, blobs);
  }

  ResultBatch.Entry failed(Times times, byte[] failure) {
    return answer(Status.FAILED, times, Payload.inline(failure), ResultBatch.Entry.NO_BLOBS);
  }

  ResultBatch.Entry done(Times times, EncodedResult result) {
    return new ResultBatch.Entry(
        entry.attempts(),
        attempts,
        Status.DONE,
        times,
        result.payload(),
        result.blobs(),
        result.places());
  }

  /** An answer that says only what became of it. */
  ResultBatch.Entry answer(Status status) {
    return answer(
        status,
        new Times(batch.transferNs() * items(), 0, 0, 0, 0),
        Payload.NOTHING,
        ResultBatch.Entry.NO_BLOBS);
  }

  @Override
  public String toString() {
    return "Task " + attempt().taskId() + " (attempt " + attempt().attempt() + ")";
  }
}
