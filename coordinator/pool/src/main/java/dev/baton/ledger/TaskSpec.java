package dev.baton.ledger;

import dev.baton.Handoff;
import dev.baton.codec.Items;
import dev.baton.store.area.BlobRef;
import dev.baton.wire.Payload;
import dev.baton.wire.TaskBatch;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The specification of a task, or of each task of a chunk, encoded and ready to be sent as often as
 * necessary.
 *
 * @param items how many tasks
 * @param function the function to apply to the payload, or null if the payload itself is called
 * @param payload the encoded argument or call; for several tasks, {@link Items} with one for each
 * @param data what the payload refers to in the host store, with what that refers to in turn
 * @param resultHandoff the handoff of the result
 * @param timeoutMs the limit of one attempt in milliseconds, or 0 for none
 * @param retry when a failed attempt is retried
 * @param priority how much earlier than others it is dispatched; see {@link PendingQueue}
 * @param listener told the outcome of each task once
 */
public record TaskSpec(
    int items,
    @Nullable EncodedFunction function,
    Payload payload,
    Set<BlobRef> data,
    Handoff resultHandoff,
    long timeoutMs,
    RetryRule retry,
    int priority,
    OutcomeListener listener) {

  /** A single task that refers to nothing in the host store. */
  public TaskSpec(
      @Nullable EncodedFunction function,
      Payload payload,
      Handoff resultHandoff,
      long timeoutMs,
      RetryRule retry,
      OutcomeListener listener) {
    this(1, function, payload, Set.of(), resultHandoff, timeoutMs, retry, 0, listener);
  }

  /** Whether it, or its function, refers to anything in the host store. */
  public boolean needsData() {
    return !data.isEmpty() || (function != null && !function.data().isEmpty());
  }

  /**
   * Some of the tasks.
   *
   * @param from the first of them, from 0
   * @param to the one after the last of them
   */
  TaskSpec part(int from, int to) {
    return new TaskSpec(
        to - from,
        function,
        Payload.inline(Items.part(payload.bytes(), from, to)),
        data,
        resultHandoff,
        timeoutMs,
        retry,
        priority,
        listener);
  }

  /** Each task by itself. */
  List<TaskSpec> single() {
    return items == 1
        ? List.of(this)
        : IntStream.range(0, items).mapToObj(item -> part(item, item + 1)).toList();
  }

  /** The bytes that travel for these tasks alone. */
  long travellingBytes() {
    return payload.size() + (long) TaskBatch.Entry.OVERHEAD_BYTES;
  }
}
