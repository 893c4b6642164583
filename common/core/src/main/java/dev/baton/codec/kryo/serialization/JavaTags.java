package dev.baton.codec.kryo.serialization;

/**
 * What stands before each thing that a class's {@code writeObject} or {@code writeExternal} has
 * written, so that its reader sees where the things of its own end.
 */
final class JavaTags {

  /** Nothing more of this class. */
  static final int END = 0;

  /** An object follows. */
  static final int OBJECT = 1;

  /** The values of the class's serialisable fields follow. */
  static final int FIELDS = 2;

  /** Bytes follow, and before them how many. */
  static final int LONG_BLOCK = 3;

  /** A greater number announces so many bytes more than this. */
  static final int BLOCK = 3;

  static final int LONGEST_BLOCK = 255 - BLOCK;

  private JavaTags() {}
}
