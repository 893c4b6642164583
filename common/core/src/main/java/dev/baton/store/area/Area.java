package dev.baton.store.area;

import dev.baton.EnvironmentException;
import dev.baton.store.Members;
import dev.baton.store.StoreDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The part of a host store that one process writes: a directory with the files of its blobs. Only
 * that process, the owner, makes and frees blobs in it; all others of the host read. It is given up
 * as a whole when its owner is gone. Thread-safe.
 *
 * <pre>
 * blobs-3f2a9c0d11e4b576/    0700
 *   members, members.lock    {@link Members}; the owner has line 0
 *   slab-0, slab-1 …         blocks of one size
 *   segment-17               one larger blob, or none for the moment
 *   catalogue                what the segments hold
 * </pre>
 */
public final class Area implements AutoCloseable {

  /** Files of smaller numbers are slabs. */
  public static final int FIRST_SEGMENT = 16;

  private static final String PREFIX = "blobs-";
  private static final int OWNER_LINE = 0;

  /** To look into one's own would give up its locks; see {@link Members}. */
  private static final Set<Path> OWNED_HERE = ConcurrentHashMap.newKeySet();

  private final long id;
  private final Path path;
  private final @Nullable Path spill;
  private final Members members;
  private final MemorySegment account;

  private Area(long id, Path path, @Nullable Path spill, Members members) {
    this.id = id;
    this.path = path;
    this.spill = spill;
    this.members = members;
    this.account = members.header();
  }

  /**
   * Makes an area that this process owns.
   *
   * @param spill where files that find no room in memory go, or null
   * @throws EnvironmentException if there is no room
   */
  public static Area create(Path store, @Nullable Path spill) {
    long id = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
    Path path = store.resolve(name(id));
    // Complete under another name first: what is there under this one has an owner.
    Path making = store.resolve('.' + name(id));
    try {
      Files.createDirectory(making, StoreDirectory.PRIVATE_DIRECTORY);
      Members members = Members.create(making);
      var _ = members.join();
      OWNED_HERE.add(path);
      Files.move(making, path);
      return new Area(id, path, spill == null ? null : spill.resolve(name(id)), members);
    } catch (IOException e) {
      throw new EnvironmentException(
          "Cannot use the host store in " + store + ": " + e.getMessage() + ".", e);
    }
  }

  /** How an area's directory is called. */
  public static String name(long id) {
    return PREFIX + HexFormat.of().toHexDigits(id);
  }

  /** The areas of a store, also those whose owner is gone. */
  public static List<Path> list(Path store) {
    try (Stream<Path> children = Files.list(store)) {
      return children.filter(child -> child.getFileName().toString().startsWith(PREFIX)).toList();
    } catch (IOException e) {
      return List.of(); // it has just been removed
    }
  }

  /** How the file with a number is called, as references have it: a slab or a segment. */
  public static String fileName(int number) {
    return (number < FIRST_SEGMENT ? "slab-" : "segment-") + number;
  }

  /** Names it to others. */
  public long id() {
    return id;
  }

  /** Its directory. */
  public Path path() {
    return path;
  }

  /** The directory on disk, which is made when it is first needed; null if there may be none. */
  public @Nullable Path spill() {
    return spill;
  }

  /** The processes that use it. */
  public Members members() {
    return members;
  }

  /** Says how much memory the area takes: for its owner, who holds a lock of its own. */
  public void account(StoreUse use) {
    use.writeTo(account);
  }

  /** Removes all that is in it; it is still there, and its owner with it. */
  public void clear() {
    try (Stream<Path> children = Files.list(path)) {
      for (Path child : children.filter(file -> !Members.isTheirs(file)).toList()) {
        Files.deleteIfExists(child);
      }
      if (spill != null) {
        StoreDirectory.deleteTree(spill);
      }
    } catch (NoSuchFileException e) {
      // The store is gone, and with it all of this.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    account(new StoreUse(0, 0, 0, 0));
  }

  /** Removes it with all that is in it. What others have mapped stays readable to them. */
  @Override
  public void close() {
    members.close();
    try {
      StoreDirectory.deleteTree(path);
      if (spill != null) {
        StoreDirectory.deleteTree(spill);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      OWNED_HERE.remove(path);
    }
  }

  /**
   * Removes the areas of a store whose owners are gone; for the process that owns the store.
   *
   * @return how many were removed
   */
  public static int sweepDead(Path store, @Nullable Path spill) {
    int removed = 0;
    for (Path path : list(store)) {
      if (OWNED_HERE.contains(path)) {
        continue;
      }
      try (Members members = Members.open(path)) {
        if (members.isAlive(members.line(OWNER_LINE).token())) {
          continue;
        }
        StoreDirectory.deleteTree(path);
        if (spill != null) {
          StoreDirectory.deleteTree(spill.resolve(path.getFileName()));
        }
        removed++;
      } catch (IOException e) {
        // Being removed by its owner.
      }
    }
    return removed;
  }
}
