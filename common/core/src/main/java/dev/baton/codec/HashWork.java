package dev.baton.codec;

import dev.baton.TaskDecodingException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Limits the cost of hash codes while one record is read.
 *
 * <p>The hash code of a collection is computed from those of its elements, so a set of two sets
 * that share two sets, and so on, takes twice as long with each level, and thirty levels fit into a
 * few hundred bytes. So before an object is put into a hash table, the steps of its hash code are
 * counted; the counting itself stops at the limit.
 *
 * <p>Only collections of the JDK are inspected: what a class of the program hashes is known only to
 * that class. For one record and one thread.
 */
public final class HashWork {

  private static final long STEPS_PER_BYTE = 16;
  private static final long STEPS_OF_ANY_RECORD = 5_000_000;

  private final long limit;
  private long left;

  /**
   * Creates the limit for one record.
   *
   * @param bytes its size
   */
  public HashWork(long bytes) {
    this.limit = STEPS_OF_ANY_RECORD + STEPS_PER_BYTE * bytes;
    this.left = limit;
  }

  /**
   * Counts the steps that an object's hash code takes.
   *
   * @throws TaskDecodingException if they exceed the limit, together with those counted before
   */
  public void add(@Nullable Object object) {
    add(1);
    if (!isOfJdk(object)) {
      return;
    }
    switch (object) {
      case Map<?, ?> map -> map.entrySet().forEach(this::addEntry);
      case List<?> list -> list.forEach(this::add);
      case Set<?> set -> set.forEach(this::add);
      case Map.Entry<?, ?> entry -> addEntry(entry);
      case Optional<?> optional -> optional.ifPresent(this::add);
      case null, default -> {}
    }
  }

  /**
   * Counts steps.
   *
   * @throws TaskDecodingException if they exceed the limit, together with those counted before
   */
  void add(long steps) {
    left -= steps;
    if (left < 0) {
      left = 0;
      throw new TaskDecodingException(
          "A record is refused: its collections are nested in each other in such a way that their"
              + " hash codes take more than "
              + limit
              + " steps");
    }
  }

  /** How many steps are left. */
  long left() {
    return left;
  }

  private void addEntry(Map.Entry<?, ?> entry) {
    add(entry.getKey());
    add(entry.getValue());
  }

  private static boolean isOfJdk(@Nullable Object object) {
    return object != null && object.getClass().getClassLoader() == null;
  }
}
