package dev.baton.store;

import dev.baton.EnvironmentException;
import dev.baton.process.PropertyLines;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * How much the blobs of one host store may take, and how careful it is; a small file in the store's
 * directory tells it to all its processes.
 *
 * @param host the incarnation of the host agent that the store belongs to
 * @param memoryBytes in the store's own directory, of all processes together
 * @param spillBytes in {@code spill}
 * @param spill a directory on disk for what finds no room in memory, or null for none
 * @param checksums whether blobs are checked when they are opened
 */
public record StoreLimits(
    long host, long memoryBytes, long spillBytes, @Nullable Path spill, boolean checksums) {

  private static final String FILE = "limits";

  /** Writes the file; readers see all of it, as nobody looks before it has workers. */
  public void write(Path store) {
    Map<String, String> fields =
        Map.of(
            "host", Long.toString(host),
            "memoryBytes", Long.toString(memoryBytes),
            "spillBytes", Long.toString(spillBytes),
            "spill", spill == null ? "" : spill.toString(),
            "checksums", Boolean.toString(checksums));
    try {
      StoreDirectory.createPrivateFile(store.resolve(FILE));
      try (Writer out = Files.newBufferedWriter(store.resolve(FILE))) {
        PropertyLines.write(fields, out);
      }
    } catch (IOException e) {
      throw new EnvironmentException("Cannot write to " + store + ": " + e.getMessage() + ".", e);
    }
  }

  /** Whether a directory is that of a host store in use, and not one for what was spilled. */
  public static boolean isIn(Path store) {
    return Files.exists(store.resolve(FILE));
  }

  /** The host that a store belongs to; 0 if that is none, or it is being created or removed. */
  public static long hostOf(Path store) {
    try {
      return isIn(store) ? read(store).host() : 0;
    } catch (EnvironmentException e) {
      return 0; // just removed
    }
  }

  /**
   * Reads the file.
   *
   * @throws EnvironmentException if it cannot be read
   */
  public static StoreLimits read(Path store) {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(store.resolve(FILE))) {
      properties.load(in);
      String spill = properties.getProperty("spill", "");
      return new StoreLimits(
          Long.parseLong(properties.getProperty("host", "")),
          Long.parseLong(properties.getProperty("memoryBytes", "")),
          Long.parseLong(properties.getProperty("spillBytes", "")),
          spill.isEmpty() ? null : Path.of(spill),
          Boolean.parseBoolean(properties.getProperty("checksums", "false")));
    } catch (IOException | IllegalArgumentException e) { // damaged numbers, escapes, paths
      throw new EnvironmentException(
          "Cannot read what the host store in " + store + " may take: " + e.getMessage() + ".", e);
    }
  }
}
