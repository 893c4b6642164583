package dev.baton.store.chronicle.map;

/**
 * One change to a shared map, as it is noted before it is made.
 *
 * @param key whose entry changes; nobody's for {@link Kind#CLEAR}
 * @param value the new value, empty unless there is one
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares these
record Change(Kind kind, MapKey key, byte[] value) {

  private static final byte[] NOTHING = {};

  enum Kind {
    PUT(1),
    REMOVE(2),
    CLEAR(3);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    /** Its number in memory. */
    int code() {
      return code;
    }

    static Kind of(int code) {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new IllegalArgumentException("There is no change " + code + ".");
    }
  }

  static Change put(MapKey key, byte[] value) {
    return new Change(Kind.PUT, key, value);
  }

  static Change remove(MapKey key) {
    return new Change(Kind.REMOVE, key, NOTHING);
  }

  static Change clear() {
    return new Change(Kind.CLEAR, new MapKey(new byte[MapKey.DIGEST_BYTES], NOTHING), NOTHING);
  }
}
