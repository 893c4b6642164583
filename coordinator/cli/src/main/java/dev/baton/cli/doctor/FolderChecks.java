package dev.baton.cli.doctor;

import dev.baton.DataSize;
import dev.baton.agent.setup.StoreSizes;
import dev.baton.broker.AbandonedDirectories;
import dev.baton.cli.doctor.Check.Finding;
import dev.baton.process.TempDirectory;
import dev.baton.store.StoreLocations;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/** What {@code baton doctor} says of folders: is there room, whose are they, what was left. */
final class FolderChecks {

  /** The state of a pool is small; data comes on top. */
  private static final long SHARED_MEMORY_BYTES = 64L << 20;

  /** The broker's log of one run. */
  private static final long TEMP_BYTES = 512L << 20;

  private FolderChecks() {}

  static Finding sharedMemory() {
    Path folder = StoreLocations.ofThisHost().memory();
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      return Finding.warn(
          "shared memory",
          "there is no " + folder + " to write to: the temp folder is used, which is slower",
          "Mount a tmpfs at " + folder + ".");
    }
    return room(
        "shared memory",
        folder,
        SHARED_MEMORY_BYTES,
        free ->
            "; shared data may take "
                + DataSize.format(StoreSizes.defaultBytes(free))
                + " of it (--store)",
        "Make it larger: mount -o remount,size=2g /dev/shm (docker: --shm-size=2g).");
  }

  static Finding tempFolder() {
    Path folder = TempDirectory.path();
    if (!Files.isWritable(folder)) {
      return Finding.fail(
          "temp folder",
          "cannot write to " + folder,
          "Make it writable, or choose another: TMPDIR=FOLDER.");
    }
    return room(
        "temp folder", folder, TEMP_BYTES, _ -> "", "Make room, or choose another: TMPDIR=FOLDER.");
  }

  /** Other users may make directories with the names that this user's would have. */
  static Finding ownFolders() {
    return ownFolders(StoreLocations.ofThisHost());
  }

  static Finding ownFolders(StoreLocations locations) {
    List<Path> squatted = locations.squatted();
    if (squatted.isEmpty()) {
      return Finding.ok("own folders", "nobody else has those of this user");
    }
    String facts =
        squatted.stream().map(Path::toString).collect(Collectors.joining(" and "))
            + (squatted.size() == 1 ? " is" : " are")
            + " not a folder that only this user can enter; Baton uses others, whose names are in "
            + locations.notes();
    Path state = nearest(locations.notes());
    return Files.isWritable(state)
        ? Finding.warn(
            "own folders", facts, "It works. Ask its owner, or an administrator, to remove it.")
        : Finding.fail(
            "own folders",
            facts + ", and " + state + " is not writable",
            "Make it writable, or set XDG_STATE_HOME to a folder that is.");
  }

  /** The file, or the folder above it that exists. */
  private static Path nearest(Path file) {
    Path found = file.toAbsolutePath();
    while (!Files.exists(found) && found.getParent() != null) {
      found = found.getParent();
    }
    return found;
  }

  private static Finding room(
      String subject, Path folder, long enough, LongFunction<String> more, String advice) {
    try {
      FileStore store = Files.getFileStore(folder);
      long free = store.getUsableSpace();
      String facts =
          folder
              + ", "
              + DataSize.format(free)
              + " free of "
              + DataSize.format(store.getTotalSpace())
              + " ("
              + store.type()
              + ")"
              + more.apply(free);
      return free >= enough ? Finding.ok(subject, facts) : Finding.warn(subject, facts, advice);
    } catch (IOException e) {
      return Finding.warn(subject, folder + ": " + e.getMessage(), advice);
    }
  }

  /** What was left by agents that were killed, and can be used by nobody. */
  static Finding leftovers() {
    StoreLocations locations = StoreLocations.ofThisHost();
    int dead = locations.countDead();
    String facts = inUse(locations.countInUse());
    return dead == 0
        ? Finding.ok("host stores", facts)
        : Finding.warn(
            "host stores",
            facts + ", " + dead + " left by killed processes",
            "'baton doctor --clean' removes them; so does the next start.");
  }

  /** The same, but removes them. */
  static Finding clean() {
    Path temp = TempDirectory.path();
    AbandonedDirectories.sweep(temp, temp);
    StoreLocations locations = StoreLocations.ofThisHost();
    int removed = locations.sweepDead();
    String facts = inUse(locations.countInUse());
    return Finding.ok(
        "host stores",
        removed == 0 ? facts : facts + ", removed " + removed + " left by killed processes");
  }

  private static String inUse(int stores) {
    return stores + (stores == 1 ? " directory in use" : " directories in use");
  }
}
