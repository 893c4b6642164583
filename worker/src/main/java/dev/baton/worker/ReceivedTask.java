package dev.baton.worker;

import dev.baton.wire.AttemptId;
import dev.baton.wire.Payload;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.ResultBatch.Status;
import dev.baton.wire.ResultBatch.Times;
import dev.baton.wire.TaskBatch;

/** A task of a batch. It gets exactly one answer, whatever becomes of it. */
record ReceivedTask(ReceivedBatch batch, TaskBatch.Entry entry) {

  AttemptId attempt() {
    return entry.attempt();
  }

  boolean belongsTo(long coordinator) {
    return batch.coordinator() == coordinator;
  }

  ResultBatch.Entry answer(Status status, Times times, byte[] payload) {
    return new ResultBatch.Entry(
        attempt(), status, times, Payload.inline(payload), ResultBatch.Entry.NO_BLOBS);
  }

  ResultBatch.Entry answer(Times times, EncodedResult result) {
    return new ResultBatch.Entry(attempt(), Status.DONE, times, result.payload(), result.blobs());
  }

  /** An answer that tells nothing but what became of the task. */
  ResultBatch.Entry answer(Status status) {
    return answer(status, new Times(batch.transferNs(), 0, 0, 0, 0), ResultBatch.Entry.NO_BLOBS);
  }

  @Override
  public String toString() {
    return "Task " + attempt().taskId() + " (attempt " + attempt().attempt() + ")";
  }
}
