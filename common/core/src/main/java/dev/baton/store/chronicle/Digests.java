package dev.baton.store.chronicle;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Digests of keys, one after the other in one array. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares these
record Digests(byte[] bytes) implements Iterable<byte[]> {

  @Override
  public Iterator<byte[]> iterator() {
    return new Iterator<>() {

      private int position;

      @Override
      public boolean hasNext() {
        return position < bytes.length;
      }

      @Override
      public byte[] next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        position += MapKey.DIGEST_BYTES;
        return Arrays.copyOfRange(bytes, position - MapKey.DIGEST_BYTES, position);
      }
    };
  }
}
