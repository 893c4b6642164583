package dev.baton.agent.copy;

import dev.baton.agent.copy.CopyStore.ChunkSource;
import dev.baton.log.blob.ChunkTarget;
import dev.baton.store.StoreLimits;
import dev.baton.store.area.CopyIndex;
import dev.baton.store.writer.Blob;
import dev.baton.store.writer.BlobWriter;
import dev.baton.store.writer.Catalogue;
import dev.baton.wire.CopyOffer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Blobs of other hosts in this host's store. What was put on the log once is here once, though
 * several blobs with the same bytes may stand for it. For one thread.
 */
final class BlobCopies implements AutoCloseable {

  /** What came from the log. */
  private static final class Fetched {
    private final Blob blob;
    private int copies;

    private Fetched(Blob blob) {
      this.blob = blob;
    }
  }

  private final Path store;
  private final StoreLimits limits;
  private final CopyIndex index;
  private final LongConsumer onReceived;
  private final Map<Long, Fetched> byPublication = new HashMap<>();
  private @Nullable BlobWriter writer;

  /**
   * Creates nothing yet.
   *
   * @param onReceived told how many bytes came
   */
  BlobCopies(Path store, StoreLimits limits, LongConsumer onReceived) {
    this.store = store;
    this.limits = limits;
    this.index = new CopyIndex(store);
    this.onReceived = onReceived;
  }

  /**
   * Makes a copy of what is offered.
   *
   * @throws dev.baton.StoreFullException if there is no room
   * @throws dev.baton.log.blob.MissingChunkException if it is not on the log
   * @throws IOException if the copy cannot be announced
   */
  StoredCopy make(CopyOffer offer, ChunkSource source) throws IOException {
    long publication = offer.place().publication();
    Fetched known = byPublication.get(publication);
    if (known != null && known.blob.length() == offer.length()) {
      index.add(offer.content(), known.blob.ref());
      return copy(offer, known, 0);
    }
    Blob blob = writer().allocate(offer.length(), false);
    try {
      fill(blob, offer, source);
      index.add(offer.content(), blob.ref());
    } catch (IOException | RuntimeException | Error e) {
      blob.free();
      throw e;
    }
    Fetched made = new Fetched(blob);
    byPublication.put(publication, made);
    return copy(offer, made, offer.length());
  }

  private void fill(Blob blob, CopyOffer offer, ChunkSource source) {
    ChunkTarget target = new ChunkTarget(blob.bytes());
    source.fetch(
        offer.place(),
        chunk -> {
          target.accept(chunk);
          onReceived.accept(chunk.remaining());
        });
    target.requireFull();
    blob.seal();
  }

  private StoredCopy copy(CopyOffer offer, Fetched fetched, long bytes) {
    fetched.copies++;
    return new StoredCopy(
        bytes,
        false,
        () -> {
          index.remove(offer.content());
          fetched.copies--;
          if (fetched.copies == 0) {
            byPublication.remove(offer.place().publication(), fetched);
            fetched.blob.free();
          }
        });
  }

  private BlobWriter writer() {
    BlobWriter known = writer;
    if (known == null) {
      known = new BlobWriter(store, limits, _ -> Catalogue.NONE);
      writer = known;
    }
    return known;
  }

  /** Takes back the room of removed copies that nobody reads any more; now and then. */
  void tidy() {
    if (writer != null) {
      writer.tidy(_ -> true);
    }
  }

  @Override
  public void close() {
    if (writer != null) {
      writer.close();
    }
  }
}
