package dev.baton.store.area;

import dev.baton.store.StoreDirectory;
import dev.baton.wire.ContentId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * Tells the processes of a host where the copies of other hosts' blobs are: for each a small file
 * in the host store, named after what was copied, with the reference to the copy. Written by the
 * host agent only. Thread-safe.
 */
public final class CopyIndex {

  private static final String DIRECTORY = "copies";

  private final Path directory;

  /** The index of the host store in a directory. */
  public CopyIndex(Path store) {
    this.directory = store.resolve(DIRECTORY);
  }

  /**
   * Notes a copy, which must be sealed.
   *
   * @throws IOException if there is no room for the note
   */
  public void add(ContentId content, BlobRef copy) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectory(directory, StoreDirectory.PRIVATE_DIRECTORY);
    }
    Path making = directory.resolve('.' + content.toString());
    Files.write(making, copy.toBytes());
    Files.move(making, file(content), StandardCopyOption.ATOMIC_MOVE); // seen whole, or not at all
  }

  /** Removes a copy's note; the copy itself is freed after that. */
  public void remove(ContentId content) throws IOException {
    Files.deleteIfExists(file(content));
  }

  /** Where a copy is; null if there is none. */
  public @Nullable BlobRef find(ContentId content) {
    try {
      return BlobRef.read(ByteBuffer.wrap(Files.readAllBytes(file(content))));
    } catch (IOException e) {
      return null;
    }
  }

  private Path file(ContentId content) {
    return directory.resolve(content.toString());
  }
}
