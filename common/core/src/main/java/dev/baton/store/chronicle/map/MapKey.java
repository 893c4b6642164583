package dev.baton.store.chronicle.map;

import dev.baton.wire.Sha256;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A key of a shared map, encoded, and the digest that it goes by in memory, where all keys have the
 * same size.
 *
 * @param digest the first {@value #DIGEST_BYTES} bytes of the SHA-256 of the key
 * @param bytes the key encoded
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares these
record MapKey(byte[] digest, byte[] bytes) {

  static final int DIGEST_BYTES = 16;

  static MapKey of(byte[] bytes) {
    return new MapKey(digest(bytes), bytes);
  }

  static byte[] digest(byte[] bytes) {
    return Arrays.copyOf(Sha256.of(bytes), DIGEST_BYTES);
  }

  /** Takes the next of digests that lie one after the other. */
  static byte[] nextDigest(ByteBuffer digests) {
    byte[] digest = new byte[DIGEST_BYTES];
    digests.get(digest);
    return digest;
  }

  /** A number from 0 to {@code stripes} − 1, the same for the same key in all processes. */
  int stripe(int stripes) {
    return (digest[0] & 0xff) % stripes;
  }
}
