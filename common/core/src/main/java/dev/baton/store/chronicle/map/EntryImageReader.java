package dev.baton.store.chronicle.map;

import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.hash.serialization.SizedReader;
import net.openhft.chronicle.wire.WireIn;
import net.openhft.chronicle.wire.WireOut;
import org.jspecify.annotations.Nullable;

/**
 * How Chronicle reads an {@link EntryImage}: it compares the key where it is and copies the value
 * out, once. Its name is in the header of each map's file. Stateless.
 */
final class EntryImageReader implements SizedReader<EntryImage> {

  @Override
  public EntryImage read(Bytes<?> in, long size, @Nullable EntryImage using) {
    EntryImage image = using != null ? using : EntryImage.any((int) size);
    long start = in.readPosition();
    int keyLength = in.readInt(start);
    int valueLength = in.readInt(start + Integer.BYTES);
    if (keyLength < 0
        || valueLength < 0
        || EntryImage.HEADER_BYTES + (long) keyLength + valueLength > size) {
      image.foundForeign();
      return image;
    }
    long keyStart = start + EntryImage.HEADER_BYTES;
    byte[] expected = image.key();
    if (expected != null && !isAt(in, keyStart, keyLength, expected)) {
      image.foundForeign();
      return image;
    }
    byte[] value = bytesAt(in, keyStart + keyLength, valueLength);
    image.found(expected == null ? bytesAt(in, keyStart, keyLength) : null, value);
    return image;
  }

  private static boolean isAt(Bytes<?> in, long start, int length, byte[] expected) {
    if (length != expected.length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (in.readByte(start + i) != expected[i]) {
        return false;
      }
    }
    return true;
  }

  private static byte[] bytesAt(Bytes<?> in, long start, int length) {
    byte[] bytes = new byte[length];
    in.readPosition(start);
    in.read(bytes);
    return bytes;
  }

  @Override
  public void writeMarshallable(WireOut wire) {
    // has no settings
  }

  @Override
  public void readMarshallable(WireIn wire) {
    // has no settings
  }
}
