package dev.baton.measure.throughput;

import dev.baton.Task;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Computes, and nothing else: SHA-256, which the JVM has in machine code, so that it is as fast in
 * a JVM that is new as in one that is warm.
 *
 * @param seed makes its data and its answer another one
 * @param blocks how much data
 */
record HashTask(int seed, int blocks) implements Task<Long> {

  private static final int BLOCK_BYTES = 16 << 10;

  @Override
  public Long call() throws GeneralSecurityException {
    MessageDigest hash = MessageDigest.getInstance("SHA-256");
    byte[] block = new byte[BLOCK_BYTES];
    Arrays.fill(block, (byte) seed);
    for (int i = 0; i < blocks; i++) {
      hash.update(block);
    }
    return ByteBuffer.wrap(hash.digest()).getLong();
  }
}
