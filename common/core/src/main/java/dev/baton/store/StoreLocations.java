package dev.baton.store;

import dev.baton.EnvironmentException;
import dev.baton.config.FileProblem;
import dev.baton.config.StateHome;
import dev.baton.process.TempDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where host stores lie: in memory (tmpfs) if there is room, else in the temp directory.
 * Thread-safe.
 *
 * <p>Each user has a directory of their own there, which nobody else can read, and in it one {@link
 * StoreDirectory} for each host agent that runs.
 *
 * @param memory a directory on tmpfs; need not exist (there is none on macOS)
 * @param disk the fallback
 * @param notes the file with the names of the user's directories
 */
public record StoreLocations(Path memory, Path disk, Path notes) {

  /** So often may another process's store end in the moment when this one's is made. */
  private static final int CREATE_ATTEMPTS = 10;

  private static final Path TMPFS = Path.of("/dev/shm");
  private static final String NOTES = "directories";

  /** Places whose directories have the names that this user has noted. */
  public StoreLocations(Path memory, Path disk) {
    this(memory, disk, StateHome.ofThisUser().resolve(NOTES));
  }

  /** The usual places of this machine and user. */
  public static StoreLocations ofThisHost() {
    return new StoreLocations(
        memory(TMPFS, TempDirectory.directory(System.getenv("XDG_RUNTIME_DIR"))),
        TempDirectory.path());
  }

  /** The user's own tmpfs where there is none for all. */
  static Path memory(Path common, @Nullable Path own) {
    boolean isUsable = Files.isDirectory(common) && Files.isWritable(common);
    return isUsable || own == null ? common : own;
  }

  /**
   * Makes a store directory, owned by this process until it is closed or the process ends.
   *
   * @param id tells apart the agents of this user
   * @param roomBytes how much room the store needs
   * @param warnings told when the store is not in memory, and why
   * @throws EnvironmentException if there is no room anywhere
   */
  public StoreDirectory create(String pool, String id, long roomBytes, Consumer<String> warnings) {
    String name = pool + '.' + id;
    List<String> obstacles = new ArrayList<>();
    for (Path place : List.of(memory, disk)) {
      try {
        String obstacle = obstacle(place, roomBytes);
        if (obstacle == null) {
          StoreDirectory made = create(place, name, pool);
          obstacles.forEach(
              reason ->
                  warnings.accept(
                      reason + " The host store is in " + made.path() + ", which is slower."));
          return made;
        }
        obstacles.add(obstacle);
      } catch (IOException | EnvironmentException e) {
        obstacles.add("Cannot use " + place + ": " + e.getMessage() + ".");
      }
    }
    throw new EnvironmentException(
        "There is no room for the host store. "
            + String.join(" ", obstacles)
            + " Free some room, or give /dev/shm more (docker run --shm-size).");
  }

  /**
   * Makes a directory that this user can have but one of, owned by this process as stores are.
   *
   * @param name has no dot, as those of stores have
   * @return null if there is one whose process lives
   * @throws EnvironmentException if none can be made
   */
  public @Nullable StoreDirectory createSole(String name) {
    sweepDead();
    if (findSole(name) != null) {
      return null;
    }
    Path place = Files.isDirectory(memory) && Files.isWritable(memory) ? memory : disk;
    try {
      return create(place, name, name);
    } catch (IOException e) {
      if (findSole(name) != null || isBeingMade(place, name)) {
        return null;
      }
      throw new EnvironmentException("Cannot use " + place + ": " + e.getMessage() + ".", e);
    }
  }

  /** The directory of that name that {@link #createSole} has made; null if no process has one. */
  public @Nullable Path findSole(String name) {
    return directories()
        .map(user -> user.resolve(name))
        .filter(found -> Files.isDirectory(found) && !StoreDirectory.isDead(found))
        .findFirst()
        .orElse(null);
  }

  private boolean isBeingMade(Path place, String name) {
    return users().in(place).stream()
        .anyMatch(user -> Files.isDirectory(StoreDirectory.unfinished(user, name)));
  }

  /** Somebody else's directories in place of this user's, who has others then. */
  public List<Path> squatted() {
    return Stream.of(memory, disk)
        .distinct()
        .map(users()::squattedIn)
        .filter(Objects::nonNull)
        .toList();
  }

  private UserDirectories users() {
    return new UserDirectories(new DirectoryNames(notes));
  }

  private Stream<Path> directories() {
    return Stream.of(memory, disk).distinct().flatMap(place -> users().in(place).stream());
  }

  /**
   * Makes a directory on disk for what finds no room in a store in memory, owned as the store is.
   *
   * @return null if the store is on disk itself, or nothing can be made there
   */
  public @Nullable StoreDirectory createSpill(StoreDirectory store, String pool) {
    if (store.path().startsWith(disk)) {
      return null;
    }
    try {
      return create(disk, store.path().getFileName().toString(), pool);
    } catch (IOException | EnvironmentException e) {
      return null;
    }
  }

  /**
   * Makes a directory on disk for files that several processes write and this one reads, owned as
   * stores are.
   *
   * @param id tells apart the directories of this user
   * @throws EnvironmentException if none can be made
   */
  public StoreDirectory createOnDisk(String pool, String id) {
    sweepDead();
    try {
      return create(disk, pool + '.' + id, pool);
    } catch (IOException e) {
      throw new EnvironmentException("Cannot use " + disk + ": " + FileProblem.of(e) + ".", e);
    }
  }

  private StoreDirectory create(Path place, String name, String pool) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return StoreDirectory.create(users().take(place), name, pool);
      } catch (NoSuchFileException e) {
        // The last of the user's other stores has just taken their directory with it.
        if (attempt == CREATE_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** The directories of this user's host stores, dead ones included. */
  public List<Path> list() {
    return all().filter(StoreDirectory::isComplete).toList();
  }

  /** The store of a host agent; null if it is not on this machine, or of another user. */
  public @Nullable Path ofHost(long host) {
    return list().stream()
        .filter(store -> StoreLimits.hostOf(store) == host)
        .findFirst()
        .orElse(null);
  }

  /** With those that are being made, or whose maker was killed before they were complete. */
  private Stream<Path> all() {
    return directories().flatMap(user -> children(user).stream()).sorted();
  }

  /**
   * Removes the stores whose process is gone: one that was killed could not do so itself.
   *
   * @return how many were removed
   */
  public int sweepDead() {
    return (int) all().filter(StoreDirectory::deleteIfDead).count();
  }

  /** How many stores there are whose process lives. */
  public int countInUse() {
    return (int) list().stream().filter(store -> !StoreDirectory.isDead(store)).count();
  }

  /** How many stores there are whose process is gone. */
  public int countDead() {
    return (int) all().filter(StoreDirectory::isDead).count();
  }

  private static @Nullable String obstacle(Path place, long roomBytes) throws IOException {
    if (!Files.isDirectory(place) || !Files.isWritable(place)) {
      return place + " is not there or not writable.";
    }
    long free = Files.getFileStore(place).getUsableSpace();
    return free >= roomBytes
        ? null
        : "%s has %,d KiB free, the host store needs %,d KiB."
            .formatted(place, free >> 10, roomBytes >> 10);
  }

  private static List<Path> children(Path directory) {
    try (Stream<Path> children = Files.list(directory)) {
      return children.filter(Files::isDirectory).toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
