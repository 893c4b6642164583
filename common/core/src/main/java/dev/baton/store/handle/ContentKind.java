package dev.baton.store.handle;

import dev.baton.BlobGoneException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** What the bytes of a shared blob are as a Java object. The order is part of what travels. */
public enum ContentKind {
  /** Bytes without a meaning that Baton knows; the object is the memory itself. */
  MEMORY,
  BYTES,
  INTS,
  LONGS,
  FLOATS,
  DOUBLES,
  /** An encoded object. */
  OBJECT;

  private static final ContentKind[] ALL = values();

  /** The one with a number. */
  static ContentKind of(int ordinal) {
    if (ordinal < 0 || ordinal >= ALL.length) {
      throw new BlobGoneException("A reference into the host store is damaged: kind " + ordinal);
    }
    return ALL[ordinal];
  }

  /** A copy as an array, or the memory itself. */
  Object toJava(MemorySegment data) {
    return switch (this) {
      case MEMORY -> data;
      case BYTES -> data.toArray(ValueLayout.JAVA_BYTE);
      case INTS -> data.toArray(ValueLayout.JAVA_INT_UNALIGNED);
      case LONGS -> data.toArray(ValueLayout.JAVA_LONG_UNALIGNED);
      case FLOATS -> data.toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
      case DOUBLES -> data.toArray(ValueLayout.JAVA_DOUBLE_UNALIGNED);
      case OBJECT -> throw new IllegalArgumentException("an object must be decoded");
    };
  }
}
