package dev.baton.store.chronicle.map;

import dev.baton.UsageException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What a shared map is made with.
 *
 * @param name any text that is not blank, of up to 1,024 bytes
 * @param capacity how many entries it has room for
 * @param entryBytes the size of the largest entry, key and value encoded, in bytes
 */
public record MapSpec(String name, long capacity, int entryBytes) {

  private static final long LARGEST_CAPACITY = 1 << 28;
  private static final int LARGEST_ENTRY = 1 << 24;

  /**
   * Checks name and limits.
   *
   * @throws UsageException if one of them is out of range
   */
  public MapSpec {
    int length = name.getBytes(StandardCharsets.UTF_8).length;
    if (name.isBlank() || length > MapControl.LONGEST_NAME) {
      throw new UsageException(
          "The name of a shared map has 1 to %,d bytes and is not blank; this one has %,d."
              .formatted(MapControl.LONGEST_NAME, length));
    }
    if (capacity < 1 || capacity > LARGEST_CAPACITY) {
      throw new UsageException(
          "The capacity of %s must be from 1 to %,d entries, not %,d."
              .formatted(title(name), LARGEST_CAPACITY, capacity));
    }
    if (entryBytes < 1 || entryBytes > LARGEST_ENTRY) {
      throw new UsageException(
          "The entryBytes of %s must be from 1 to %,d, not %,d."
              .formatted(title(name), LARGEST_ENTRY, entryBytes));
    }
  }

  /** How much memory the entries take, at least. */
  public long bytes() {
    return capacity * entryBytes; // 2⁵² at most
  }

  /**
   * Checks that who asks for a map gets what was made.
   *
   * @throws UsageException if other limits are wanted
   */
  public void requireSame(MapSpec wanted) {
    if (!equals(wanted)) {
      throw new UsageException(
          "There is a %s already, with room for %s; it cannot have room for %s. Ask for it with the same limits, or by its name alone, or make another one."
              .formatted(title(name), limits(), wanted.limits()));
    }
  }

  private String limits() {
    return String.format(Locale.ROOT, "%,d entries of up to %,d bytes", capacity, entryBytes);
  }

  /** How messages call a map. */
  static String title(String name) {
    return "shared map \"" + name + '"';
  }
}
