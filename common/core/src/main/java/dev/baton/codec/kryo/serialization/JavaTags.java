package dev.baton.codec.kryo.serialization;

/**
 * The tags that precede each element written by a class's {@code writeObject} or {@code
 * writeExternal}, so that the reader sees where the class's own elements end.
 */
final class JavaTags {

  /** Nothing more from this class. */
  static final int END = 0;

  /** An object follows. */
  static final int OBJECT = 1;

  /** The values of the class's serialisable fields follow. */
  static final int FIELDS = 2;

  /** Bytes follow, preceded by their number. */
  static final int LONG_BLOCK = 3;

  /** A greater tag announces a block too: its excess over this value is the number of bytes. */
  static final int BLOCK = 3;

  static final int LONGEST_BLOCK = 255 - BLOCK;

  private JavaTags() {}
}
