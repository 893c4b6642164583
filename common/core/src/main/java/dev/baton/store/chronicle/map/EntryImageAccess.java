package dev.baton.store.chronicle.map;

import net.openhft.chronicle.bytes.RandomDataInput;
import net.openhft.chronicle.bytes.RandomDataOutput;
import net.openhft.chronicle.hash.AbstractData;
import net.openhft.chronicle.hash.Data;
import net.openhft.chronicle.hash.serialization.DataAccess;
import net.openhft.chronicle.wire.WireIn;
import net.openhft.chronicle.wire.WireOut;
import org.jspecify.annotations.Nullable;

/**
 * How Chronicle writes an {@link EntryImage}: from its arrays into shared memory, with no copy in
 * between. Its name is in the header of each map's file. One for each thread, as Chronicle does it.
 */
final class EntryImageAccess extends AbstractData<EntryImage> implements DataAccess<EntryImage> {

  private @Nullable EntryImage image;

  @Override
  public Data<EntryImage> getData(EntryImage instance) {
    image = instance;
    return this;
  }

  @Override
  public void uninit() {
    image = null;
  }

  @Override
  public long size() {
    return get().size();
  }

  @Override
  @SuppressWarnings("rawtypes") // as it is declared
  public void writeTo(RandomDataOutput target, long offset) {
    byte[] key = get().key();
    byte[] value = get().value();
    if (key == null || value == null) {
      throw new IllegalStateException("An image to read into cannot be written.");
    }
    target.writeInt(offset, key.length);
    target.writeInt(offset + Integer.BYTES, value.length);
    long place = offset + EntryImage.HEADER_BYTES;
    target.write(place, key);
    target.write(place + key.length, value);
  }

  @Override
  public EntryImage get() {
    EntryImage current = image;
    if (current == null) {
      throw new IllegalStateException("No image is being written.");
    }
    return current;
  }

  @Override
  public EntryImage getUsing(@Nullable EntryImage using) {
    return get();
  }

  @Override
  @SuppressWarnings("rawtypes") // as it is declared
  public RandomDataInput bytes() {
    throw new UnsupportedOperationException("Images are written, never compared or hashed.");
  }

  @Override
  public long offset() {
    return 0;
  }

  @Override
  public DataAccess<EntryImage> copy() {
    return new EntryImageAccess();
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
