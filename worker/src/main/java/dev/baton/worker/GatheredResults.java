package dev.baton.worker;

import dev.baton.codec.ItemsBuilder;
import dev.baton.wire.Payload;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.ResultBatch.Status;
import dev.baton.wire.ResultBatch.Times;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The unsent results of consecutive tasks of a chunk. Thread-safe: the thread that runs the chunk
 * adds results, and other threads may send the gathered ones while a task takes long.
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
   * Adds the result of the task that follows the last one added, or of any task if there is none.
   *
   * @param many from how many bytes on the results are sent without waiting for more
   * @return whether the sender must be told: for the first result, and when they reach {@code many}
   *     bytes
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

  /**
   * Whether the result of a task cannot be added, because the result of a task before it is not
   * here.
   */
  synchronized boolean endsBefore(long taskId) {
    return items.count() > 0 && taskId != firstId + items.count();
  }

  /** Takes all of them as one answer; null if there are none. */
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
