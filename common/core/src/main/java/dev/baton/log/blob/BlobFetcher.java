package dev.baton.log.blob;

import dev.baton.log.Channel;
import dev.baton.log.ChannelPartition;
import dev.baton.log.Log;
import dev.baton.log.Message;
import dev.baton.log.Start;
import dev.baton.log.Subscription;
import dev.baton.wire.BlobChunk;
import dev.baton.wire.Frame;
import dev.baton.wire.LogPlace;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads large data from the blobs channel. For one thread, except {@link #stop}. */
public final class BlobFetcher implements AutoCloseable {

  /** How long the next chunk may take: it is on the log, or its sender is sending it. */
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private static final Duration POLL = Duration.ofMillis(500);

  private final Log log;
  private @Nullable Subscription subscription;
  private volatile boolean stopped;

  /**
   * Creates a fetcher.
   *
   * @param log not closed by this
   */
  public BlobFetcher(Log log) {
    this.log = log;
  }

  /**
   * Reads data.
   *
   * @param onChunk receives the parts of the data in order
   * @throws MissingChunkException if a chunk is not on the log any more, or does not come
   */
  public void fetch(LogPlace place, Consumer<? super ByteBuffer> onChunk) {
    if (place.partition() < 0 || place.partition() >= log.partitions(Channel.BLOBS)) {
      throw new MissingChunkException("there is no partition " + place.partition());
    }
    int next = 0;
    Subscription from = next < place.chunks() ? subscribe(place) : null;
    long heardNs = System.nanoTime();
    while (from != null && next < place.chunks()) {
      int before = next;
      for (Message message : from.poll(POLL)) {
        BlobChunk chunk = Frame.decode(message.data(), BlobChunk.class);
        if (chunk != null && chunk.publication() == place.publication()) {
          if (chunk.index() > next) {
            throw new MissingChunkException("chunk " + next + " is no longer on the log");
          }
          if (chunk.index() == next) { // a producer's retry may repeat one
            onChunk.accept(chunk.data());
            next++;
          }
        }
      }
      if (next > before) {
        heardNs = System.nanoTime();
      } else if (stopped || System.nanoTime() - heardNs > SILENCE.toNanos()) {
        throw new MissingChunkException("chunk " + next + " did not come");
      }
    }
  }

  private Subscription subscribe(LogPlace place) {
    ChannelPartition partition = new ChannelPartition(Channel.BLOBS, place.partition());
    Subscription known = subscription;
    if (known == null) {
      known = log.subscribe(Set.of(partition), new Start.At(place.offset()));
      subscription = known;
    } else {
      known.seek(partition, place.offset());
    }
    return known;
  }

  /** Makes {@link #fetch} give up soon. Thread-safe. */
  public void stop() {
    stopped = true;
  }

  @Override
  public void close() {
    if (subscription != null) {
      subscription.close();
    }
  }
}
