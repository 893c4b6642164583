package dev.baton.agent.copy;

import dev.baton.EnvironmentException;
import dev.baton.store.StoreLimits;
import dev.baton.store.StoredJars;
import dev.baton.store.area.HostFiles;
import dev.baton.wire.ContentId;
import dev.baton.wire.CopyOffer;
import dev.baton.wire.LogPlace;
import dev.baton.wire.MalformedRecordException;
import dev.baton.wire.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Where copies are put: blobs into the host store, files beside it. For one thread. */
final class CopyStore implements AutoCloseable {

  /** Reads data from the log. */
  @FunctionalInterface
  interface ChunkSource {
    void fetch(LogPlace place, Consumer<? super ByteBuffer> onChunk);
  }

  private final BlobCopies blobs;
  private final HostFiles files;
  private final StoredJars jars;
  private final LongConsumer onReceived;

  /**
   * Creates nothing yet.
   *
   * @param onReceived told how many bytes came
   */
  CopyStore(Path store, StoreLimits limits, LongConsumer onReceived) {
    this.blobs = new BlobCopies(store, limits, onReceived);
    this.files = HostFiles.of(store, limits);
    this.jars = new StoredJars(store);
    this.onReceived = onReceived;
  }

  /**
   * Makes a copy of what is offered.
   *
   * @throws dev.baton.StoreFullException if there is no room
   * @throws dev.baton.log.blob.MissingChunkException if it is not on the log
   * @throws IOException if a file cannot be written
   */
  StoredCopy make(CopyOffer offer, ChunkSource source) throws IOException {
    return switch (offer.form()) {
      case BLOB -> blobs.make(offer, source);
      case JAR, INPUT -> file(offer, source);
    };
  }

  private StoredCopy file(CopyOffer offer, ChunkSource source) throws IOException {
    Path target = files.path(offer.content());
    Path making = files.unfinished(offer.content());
    try {
      MessageDigest hash = Sha256.begin();
      long[] length = {0};
      try (FileChannel out =
          FileChannel.open(
              making,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        source.fetch(
            offer.place(),
            chunk -> {
              requireRoom(length[0] + chunk.remaining(), offer);
              length[0] += chunk.remaining();
              hash.update(chunk.duplicate());
              onReceived.accept(chunk.remaining());
              write(out, chunk);
            });
      }
      requireComplete(length[0], offer);
      boolean isJar = offer.form() == CopyOffer.Form.JAR;
      if (isJar && !ContentId.ofHash(hash.digest()).equals(offer.content())) {
        throw new MalformedRecordException(
            "A file does not have the hash that it was offered with.");
      }
      Files.move(making, target, StandardCopyOption.ATOMIC_MOVE);
      if (isJar) {
        jars.add(offer.content(), target);
      }
    } finally {
      Files.deleteIfExists(making);
    }
    return new StoredCopy(
        offer.length(),
        true,
        () -> {
          jars.remove(offer.content());
          Files.deleteIfExists(target);
        });
  }

  private static void write(FileChannel out, ByteBuffer chunk) {
    ByteBuffer rest = chunk.duplicate();
    try {
      while (rest.hasRemaining()) {
        var _ = out.write(rest);
      }
    } catch (IOException e) {
      throw new EnvironmentException(
          "A file for this host cannot be written: " + e.getMessage(), e);
    }
  }

  private static void requireRoom(long length, CopyOffer offer) {
    if (length > offer.length()) {
      throw new MalformedRecordException("More data came than was offered.");
    }
  }

  private static void requireComplete(long length, CopyOffer offer) {
    if (length != offer.length()) {
      throw new MalformedRecordException("Less data came than was offered.");
    }
  }

  /** Takes back the room of removed copies that nobody reads any more; now and then. */
  void tidy() {
    blobs.tidy();
  }

  @Override
  public void close() {
    blobs.close();
  }
}
