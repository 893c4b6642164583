package dev.baton.codec.kryo.serialization;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;

/** An object stream that passes its bytes, and those of numbers and texts, to a subclass. */
abstract class DataObjectOutput extends ObjectOutputStream {

  private final DataOutputStream data = new DataOutputStream(new Sink());

  DataObjectOutput() throws IOException {
    super();
  }

  /** Takes some bytes. */
  abstract void nextBytes(byte[] bytes, int from, int count) throws IOException;

  @Override
  public void write(int value) throws IOException {
    data.write(value);
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    data.write(bytes);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    data.write(bytes, from, count);
  }

  @Override
  public void writeBoolean(boolean value) throws IOException {
    data.writeBoolean(value);
  }

  @Override
  public void writeByte(int value) throws IOException {
    data.writeByte(value);
  }

  @Override
  public void writeShort(int value) throws IOException {
    data.writeShort(value);
  }

  @Override
  public void writeChar(int value) throws IOException {
    data.writeChar(value);
  }

  @Override
  public void writeInt(int value) throws IOException {
    data.writeInt(value);
  }

  @Override
  public void writeLong(long value) throws IOException {
    data.writeLong(value);
  }

  @Override
  public void writeFloat(float value) throws IOException {
    data.writeFloat(value);
  }

  @Override
  public void writeDouble(double value) throws IOException {
    data.writeDouble(value);
  }

  @Override
  public void writeBytes(String text) throws IOException {
    data.writeBytes(text);
  }

  @Override
  public void writeChars(String text) throws IOException {
    data.writeChars(text);
  }

  @Override
  public void writeUTF(String text) throws IOException {
    data.writeUTF(text);
  }

  private final class Sink extends OutputStream {

    private final byte[] one = new byte[1];

    @Override
    public void write(int value) throws IOException {
      one[0] = (byte) value;
      nextBytes(one, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      nextBytes(bytes, from, count);
    }
  }
}
