package dev.baton.codec;

import dev.baton.TaskDecodingException;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import org.jspecify.annotations.Nullable;

/**
 * Restricts Java's deserialisation to the allowed classes, and to arrays that the available bytes
 * can fill.
 *
 * <p>Every element takes at least one byte, so the lengths of all arrays together cannot exceed the
 * number of bytes. Hash tables are the exception: they are allocated with room to spare, hence the
 * factor.
 *
 * <p>The filter is not told which objects are put into hash tables, nor to which one a reference
 * refers. So each object counts as if it were hashed, and each reference as if it were to the
 * object with the most expensive hash code.
 */
final class RecordFilter implements ObjectInputFilter {

  private static final int ROOM_TO_SPARE = 16;
  private static final int SMALL = 1_024;
  private static final int DEEPEST = 2_000;

  private final AllowList allowed;
  private final long limit;
  private final HashWork hashing;
  private long longestHash;
  private long claimed;
  private @Nullable String refused;

  RecordFilter(AllowList allowed, int bytes, HashWork hashing) {
    this.allowed = allowed;
    this.limit = SMALL + (long) bytes * ROOM_TO_SPARE;
    this.hashing = hashing;
  }

  /** The class that was refused, or null. */
  @Nullable String refused() {
    return refused;
  }

  @Override
  public Status checkInput(FilterInfo info) {
    if (info.depth() > DEEPEST) {
      return Status.REJECTED;
    }
    if (info.arrayLength() >= 0) {
      claimed += info.arrayLength();
      if (claimed > limit) {
        return Status.REJECTED;
      }
    }
    Class<?> type = info.serialClass();
    if (type == null) {
      hashing.add(longestHash);
    }
    // A stream cannot name a hidden class: it is a lambda that was made from an allowed class.
    if (type != null && !type.isPrimitive() && !type.isHidden() && !mayBeRead(type.getName())) {
      refused = type.getName();
      return Status.REJECTED;
    }
    return Status.ALLOWED;
  }

  /**
   * Notes that an object has been read.
   *
   * @throws TaskDecodingException if the hash codes of what was read would take too long
   */
  void made(Object object) {
    long before = hashing.left();
    hashing.add(object);
    longestHash = Math.max(longestHash, before - hashing.left());
  }

  /**
   * Checks before a class is loaded; the stream's own filter checks too late.
   *
   * @throws InvalidClassException if the class is refused
   */
  void checkName(String name) throws InvalidClassException {
    if (!mayBeRead(name)) {
      refused = name;
      throw new InvalidClassException(name, "refused");
    }
  }

  private boolean mayBeRead(String name) {
    return mayBeRead(allowed, name);
  }

  /**
   * Whether a stream may name a class: besides the allowed classes, the form in which Java writes
   * lambdas. That calls one method, of the capturing class, whose name is checked here too.
   */
  static boolean mayBeRead(AllowList allowed, String name) {
    return name.equals("java.lang.invoke.SerializedLambda") || allowed.allows(name);
  }
}
