package dev.baton.worker;

import dev.baton.codec.ItemsBuilder;
import dev.baton.wire.Payload;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.ResultBatch.Status;
import dev.baton.wire.ResultBatch.Times;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The results of a chunk's tasks in a row that were not sent yet. Thread-safe: the thread that runs
 * the chunk adds, and others may send what there is while a task takes long.
 */
final class GatheredResults {

  private final ReceivedTask chunk;
  private final ItemsBuilder items = new ItemsBuilder();
  private long firstId;
  private long queueNs;
  private long decodeNs;
  private long executeNs;
  private long encodeNs;

  GatheredResults(ReceivedTask chunk) {
    this.chunk = chunk;
  }

  /** Whose they are. */
  ReceivedTask chunk() {
    return chunk;
  }

  /**
   * Adds the result of the task after the last, or of any if there is none.
   *
   * @param many how many bytes are to be sent without waiting for more
   * @return whether the sender is to be told: of the first, and when they are many bytes
   */
  synchronized boolean add(long taskId, TaskTimer timer, Consumer<ItemsBuilder> result, long many) {
    if (items.count() == 0) {
      firstId = taskId;
    }
    result.accept(items);
    queueNs += timer.queueNs(chunk.batch());
    decodeNs += timer.decodeNs();
    executeNs += timer.executeNs();
    encodeNs += timer.encodeNs();
    return items.count() == 1 || items.size() >= many;
  }

  /** How many bytes they take. */
  synchronized int bytes() {
    return items.size();
  }

  /** Whether the result of a task cannot be added, as another before it has none here. */
  synchronized boolean endsBefore(long taskId) {
    return items.count() > 0 && taskId != firstId + items.count();
  }

  /** One answer with all of them, which are gone then; null if there are none. */
  synchronized ResultBatch.@Nullable Entry take() {
    int count = items.count();
    if (count == 0) {
      return null;
    }
    Times times =
        new Times(count * chunk.batch().transferNs(), queueNs, decodeNs, executeNs, encodeNs);
    queueNs = 0;
    decodeNs = 0;
    executeNs = 0;
    encodeNs = 0;
    return chunk
        .part(firstId, firstId + count)
        .answer(Status.DONE, times, Payload.inline(items.take()), ResultBatch.Entry.NO_BLOBS);
  }
}
