package dev.baton.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Bytes in memory, up to a limit. For one thread. */
final class BoundedBytes extends OutputStream {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
  private final int most;

  BoundedBytes(int most) {
    this.most = most;
  }

  @Override
  public void write(int value) throws IOException {
    requireRoom(1);
    bytes.write(value);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    requireRoom(length);
    bytes.write(source, offset, length);
  }

  int size() {
    return bytes.size();
  }

  byte[] toByteArray() {
    return bytes.toByteArray();
  }

  private void requireRoom(int length) throws IOException {
    if (length > most - bytes.size()) {
      throw new IOException("more than " + most + " bytes");
    }
  }
}
