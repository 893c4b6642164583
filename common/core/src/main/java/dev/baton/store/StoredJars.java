package dev.baton.store;

import dev.baton.wire.ContentId;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The jars of jobs in a host store, each under its hash, for all workers of the host. They go with
 * the store. Thread-safe, also across processes.
 *
 * <pre>
 * jars/                 0700
 *   9f86d081….jar       a file, or a link to one
 * </pre>
 *
 * @param store the directory of the host store
 */
public record StoredJars(Path store) {

  private static final String DIRECTORY = "jars";

  /** Where the jar with this hash is, if it is there. */
  public Path file(ContentId hash) {
    return store.resolve(DIRECTORY).resolve(hash + ".jar");
  }

  /**
   * Adds a jar of this host: it is not copied, so it takes no memory.
   *
   * @param hash that of the file
   */
  public void add(ContentId hash, Path file) throws IOException {
    Path target = file(hash);
    if (Files.exists(target)) {
      return; // a link whose file is gone does not count
    }
    try {
      Files.createDirectory(store.resolve(DIRECTORY), StoreDirectory.PRIVATE_DIRECTORY);
    } catch (FileAlreadyExistsException e) {
      // made for an earlier jar
    }
    Path making = Files.createTempFile(store.resolve(DIRECTORY), "", ".new");
    Files.delete(making); // its name is free
    link(making, file.toAbsolutePath());
    Files.move(making, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Removes a jar that no job needs; the file that it links to stays. */
  public void remove(ContentId hash) throws IOException {
    Files.deleteIfExists(file(hash));
  }

  /** A second name of a file outlives the first, but works only within a file system. */
  private static void link(Path link, Path file) throws IOException {
    try {
      Files.createLink(link, file);
    } catch (IOException | UnsupportedOperationException e) {
      Files.createSymbolicLink(link, file);
    }
  }
}
