package dev.baton.process;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Creates this program's start caches: between {@link #begin} and {@link #close}, the processes
 * started from here are in training. One at a time for each user. Thread-safe.
 */
public final class StartCacheMaking implements AutoCloseable {

  /** Every pool has workers; their cache stands for all. */
  private static final String PROOF = "worker";

  private static final long PROBE_SECONDS = 20;

  private final StartCacheDirectory directory;
  private final String key;
  private final FileChannel lock;
  private final Path making;

  private StartCacheMaking(StartCacheDirectory directory, String key, FileChannel lock)
      throws IOException {
    this.directory = directory;
    this.key = key;
    this.lock = lock;
    this.making = directory.begin();
  }

  /** Whether this program could have start caches for these roles, but lacks some. */
  public static boolean areNeeded(List<String> roles) {
    if (StartCache.isTraining()
        || StartCache.inLauncher(PROOF) != null
        || StartCache.key() == null) {
      return false;
    }
    @Nullable Path proof = StartCache.file(PROOF);
    return proof == null
        || roles.stream().anyMatch(role -> StartCache.file(role) == null)
        || !isTaken(proof);
  }

  /**
   * The class path for training: what all programs with this Baton have in common.
   *
   * @return empty if Baton does not come in jars
   */
  public static String classPath() {
    return OwnJars.known().in(JvmClassPath.ofThisJvm()).stream()
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /**
   * Begins the training.
   *
   * @return null if no caches are needed, or another process is creating some
   * @throws IOException if there is no safe place for them, or no room
   */
  public static @Nullable StartCacheMaking begin(List<String> roles) throws IOException {
    @Nullable StartCacheDirectory directory = StartCacheDirectory.ofThisUser();
    @Nullable String key = StartCache.key();
    if (directory == null || key == null) {
      return null;
    }
    @Nullable FileChannel lock = directory.lock();
    if (lock == null) {
      return null;
    }
    try {
      if (areNeeded(roles)) {
        StartCacheMaking begun = new StartCacheMaking(directory, key, lock);
        System.setProperty(StartCache.TRAINING_PROPERTY, begun.making.toString());
        return begun;
      }
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
    lock.close();
    return null;
  }

  /**
   * Publishes the caches for all programs that start from now on, if the processes in training have
   * written them.
   *
   * @return whether there are any
   * @throws IOException if the directory cannot be written
   */
  public boolean publish() throws IOException {
    System.clearProperty(StartCache.TRAINING_PROPERTY);
    Path proof = making.resolve(PROOF + ".aot");
    if (!Files.isReadable(proof) || !isTaken(proof)) {
      return false;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(making)) {
      for (Path file : files) {
        if (!file.toString().endsWith(".aot")) {
          Files.delete(file); // records from which the JVM made a cache
        }
      }
    }
    directory.publish(making, key);
    return true;
  }

  /**
   * Ends the training, and removes what is not published: a process in training that has not yet
   * written its cache then ends without one.
   */
  @Override
  public void close() {
    System.clearProperty(StartCache.TRAINING_PROPERTY);
    try (lock) {
      FileTree.delete(making);
    } catch (IOException e) {
      // The next run tries again.
    }
  }

  /** Whether a JVM with a worker's flags starts with this cache; it does not start without it. */
  private static boolean isTaken(Path cache) {
    List<String> words = new ArrayList<>();
    words.add(JvmCommand.javaProgram().toString());
    words.addAll(JvmFlags.worker(0));
    words.addAll(List.of("-XX:AOTMode=on", "-XX:AOTCache=" + cache, "-cp", classPath()));
    words.add("-version");
    try {
      Process probe =
          new ProcessBuilder(JvmCommand.atLowestPriority(words))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      var _ = OwnProcesses.add(probe);
      try {
        return probe.waitFor(PROBE_SECONDS, TimeUnit.SECONDS) && probe.exitValue() == 0;
      } finally {
        probe.destroyForcibly();
      }
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true; // unknown
    }
  }
}
