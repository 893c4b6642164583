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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads large data from the blobs channel. For one thread, except {@link #stop}. */
public final class BlobFetcher implements AutoCloseable {

  /** How long the next chunk may take: it is on the log, or its sender is sending it. */
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private static final Duration POLL = Duration.ofMillis(500);

  /**
   * So many records of others are read rather than passed over: what follows is usually on its way
   * already, and would come a second time.
   */
  private static final long MOST_SKIPPED = 64;

  private final Log log;

  /** What has come with the last chunk of the data before. */
  private final Deque<Message> ahead = new ArrayDeque<>();

  private int partition;
  private long nextOffset;
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
    if (place.chunks() == 0) {
      return;
    }
    Subscription from = subscribe(place);
    int next = 0;
    long heardNs = System.nanoTime();
    while (next < place.chunks()) {
      Message message = next(from);
      if (message != null) {
        nextOffset = message.offset() + 1;
        BlobChunk chunk = Frame.decode(message.data(), BlobChunk.class);
        if (chunk != null && chunk.publication() == place.publication()) {
          if (chunk.index() > next) {
            throw new MissingChunkException("chunk " + next + " is no longer on the log");
          }
          if (chunk.index() == next) { // a producer's retry may repeat one
            onChunk.accept(chunk.data());
            next++;
            heardNs = System.nanoTime();
          }
        }
      } else if (stopped || System.nanoTime() - heardNs > SILENCE.toNanos()) {
        throw new MissingChunkException("chunk " + next + " did not come");
      }
    }
  }

  private @Nullable Message next(Subscription from) {
    if (ahead.isEmpty()) {
      ahead.addAll(from.poll(POLL));
    }
    return ahead.poll();
  }

  private Subscription subscribe(LogPlace place) {
    Subscription known = subscription;
    long skipped = place.offset() - nextOffset;
    if (known != null
        && place.partition() == partition
        && skipped >= 0
        && skipped <= MOST_SKIPPED) {
      return known;
    }
    ChannelPartition wanted = new ChannelPartition(Channel.BLOBS, place.partition());
    if (known == null) {
      known = log.subscribe(Set.of(wanted), new Start.At(place.offset()));
      subscription = known;
    } else {
      known.seek(wanted, place.offset());
    }
    ahead.clear();
    partition = place.partition();
    nextOffset = place.offset();
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
