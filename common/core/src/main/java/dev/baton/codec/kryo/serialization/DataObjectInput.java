package dev.baton.codec.kryo.serialization;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import org.jspecify.annotations.Nullable;

/**
 * An object stream that gets its bytes, and the numbers and texts made from them, from a subclass.
 */
abstract class DataObjectInput extends ObjectInputStream {

  private final DataInputStream data = new DataInputStream(new Source());

  DataObjectInput() throws IOException {
    super();
  }

  /** The next byte, or −1 if there is none here. */
  abstract int nextByte();

  /** Reads some bytes, at least one if any is wanted; returns how many, or −1 if there are none. */
  abstract int nextBytes(byte[] bytes, int from, int count);

  /** How many bytes can be read at once. */
  abstract int bytesAtHand();

  @Override
  public int read() throws IOException {
    return data.read();
  }

  @Override
  public int read(byte[] bytes, int from, int count) throws IOException {
    return data.read(bytes, from, count);
  }

  @Override
  public int available() throws IOException {
    return data.available();
  }

  @Override
  public void close() {
    // The class must not close it.
  }

  @Override
  public boolean readBoolean() throws IOException {
    return data.readBoolean();
  }

  @Override
  public byte readByte() throws IOException {
    return data.readByte();
  }

  @Override
  public int readUnsignedByte() throws IOException {
    return data.readUnsignedByte();
  }

  @Override
  public char readChar() throws IOException {
    return data.readChar();
  }

  @Override
  public short readShort() throws IOException {
    return data.readShort();
  }

  @Override
  public int readUnsignedShort() throws IOException {
    return data.readUnsignedShort();
  }

  @Override
  public int readInt() throws IOException {
    return data.readInt();
  }

  @Override
  public long readLong() throws IOException {
    return data.readLong();
  }

  @Override
  public float readFloat() throws IOException {
    return data.readFloat();
  }

  @Override
  public double readDouble() throws IOException {
    return data.readDouble();
  }

  @Override
  public void readFully(byte[] bytes) throws IOException {
    data.readFully(bytes);
  }

  @Override
  public void readFully(byte[] bytes, int from, int count) throws IOException {
    data.readFully(bytes, from, count);
  }

  @Override
  public int skipBytes(int count) throws IOException {
    return data.skipBytes(count);
  }

  @Deprecated
  @Override
  public @Nullable String readLine() throws IOException {
    return data.readLine();
  }

  @Override
  public String readUTF() throws IOException {
    return data.readUTF();
  }

  private final class Source extends InputStream {

    @Override
    public int read() {
      return nextByte();
    }

    @Override
    public int read(byte[] bytes, int from, int count) {
      return count == 0 ? 0 : nextBytes(bytes, from, count);
    }

    @Override
    public int available() {
      return bytesAtHand();
    }
  }
}
