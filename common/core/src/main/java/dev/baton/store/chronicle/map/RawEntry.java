package dev.baton.store.chronicle.map;

/** An entry of a shared map, encoded. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares these
record RawEntry(MapKey key, byte[] value) {

  int bytes() {
    return key.bytes().length + value.length;
  }
}
