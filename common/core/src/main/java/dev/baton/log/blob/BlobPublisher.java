package dev.baton.log.blob;

import dev.baton.BatonException;
import dev.baton.log.Channel;
import dev.baton.log.Log;
import dev.baton.log.PublishCallback;
import dev.baton.wire.BlobChunk;
import dev.baton.wire.Frame;
import dev.baton.wire.LogPlace;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts large data on the blobs channel, in chunks of at most {@link BlobChunk#LARGEST_RECORD}.
 * Thread-safe.
 */
public final class BlobPublisher {

  /** How long the broker may take for a record before the data counts as not published. */
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Log log;
  private final int partition;
  private final int chunkBytes;

  /**
   * Creates a publisher.
   *
   * @param log not closed by this
   * @param source the incarnation of the process; several spread over the channel's partitions
   */
  public BlobPublisher(Log log, long source) {
    this.log = log;
    this.partition = (int) Long.remainderUnsigned(source, log.partitions(Channel.BLOBS));
    this.chunkBytes =
        Math.min(BlobChunk.LARGEST_RECORD, log.publisher().maxRecordBytes(Channel.BLOBS))
            - BlobChunk.AROUND_BYTES;
  }

  /**
   * Puts data on the log; waits until all of it is there.
   *
   * @param onPlaced told where the data is, again after each chunk as soon as that is known, so
   *     that others can read it while the rest is being sent
   * @return where it is
   * @throws BatonException if the broker does not take it
   */
  public LogPlace publish(MemorySegment data, Consumer<? super LogPlace> onPlaced) {
    long publication = ThreadLocalRandom.current().nextLong();
    int chunks = Math.toIntExact(Math.ceilDiv(data.byteSize(), chunkBytes));
    CompletableFuture<LogPlace> begun = new CompletableFuture<>();
    CompletableFuture<Void> ended = new CompletableFuture<>();
    if (chunks == 0) {
      LogPlace nowhere = new LogPlace(partition, 0, publication, 0);
      onPlaced.accept(nowhere);
      return nowhere;
    }
    for (int index = 0; index < chunks && !ended.isCompletedExceptionally(); index++) {
      long from = (long) index * chunkBytes;
      ByteBuffer bytes =
          data.asSlice(from, Math.min(chunkBytes, data.byteSize() - from)).asByteBuffer();
      boolean isFirst = index == 0;
      boolean isLast = index == chunks - 1;
      send(
          new BlobChunk(publication, index, bytes),
          new PublishCallback() {
            @Override
            public void done(@Nullable Exception failure) {
              if (failure != null) {
                begun.completeExceptionally(failure);
                ended.completeExceptionally(failure);
              }
            }

            @Override
            public void published(long offset) {
              if (isFirst) {
                begun.complete(new LogPlace(partition, offset, publication, chunks));
              }
              if (isLast) {
                ended.complete(null);
              }
            }
          });
      if (begun.isDone() && !begun.isCompletedExceptionally()) {
        onPlaced.accept(begun.join());
      }
    }
    LogPlace place = await(begun);
    onPlaced.accept(place);
    await(ended);
    return place;
  }

  private void send(BlobChunk chunk, PublishCallback callback) {
    log.publisher().publish(Channel.BLOBS, partition, Frame.encode(chunk), callback);
  }

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new BatonException("Data could not be put on the log: " + e.getCause(), e.getCause());
    } catch (TimeoutException e) {
      throw new BatonException(
          "The broker did not take data for other hosts within " + LIMIT.toSeconds() + " s.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BatonException("Interrupted while data was put on the log.", e);
    }
  }
}
