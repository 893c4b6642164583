package dev.baton.measure.handoff;

import dev.baton.Shared;
import dev.baton.SharedMap;
import dev.baton.codec.AllowList;
import dev.baton.codec.Codec;
import dev.baton.codec.ReferenceType;
import dev.baton.codec.kryo.KryoCodec;
import dev.baton.store.StoreLocations;
import dev.baton.store.blob.BlobReader;
import dev.baton.store.blob.BlobWriter;
import dev.baton.store.blob.Content;
import dev.baton.store.blob.ProgramBlobs;
import dev.baton.store.blob.SharedBlob;
import dev.baton.store.blob.StoreLimits;
import dev.baton.store.chronicle.ChronicleCatalogue;
import dev.baton.store.chronicle.MapSpec;
import dev.baton.store.chronicle.SharedValues;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Data that is shared, as a program shares it, in a part of the host store of its own: so that the
 * next data finds no memory that this has warmed. For one thread.
 */
final class SharedData implements AutoCloseable {

  /** Up to here a blob is a block of a file of many, which is made when the first is needed. */
  private static final long LARGEST_BLOCK = 1 << 20;

  /** A key of 16 characters and a long, encoded, with room to spare. */
  private static final int MAP_ENTRY_BYTES = 64;

  private final BlobReader reader = new BlobReader(StoreLocations.ofThisHost());
  private final SharedValues values = new SharedValues(reader);
  private final Codec codec;
  private final BlobWriter writer;
  private final ProgramBlobs blobs;
  private final Shared<MemorySegment> greeting;
  private final Object handle;
  private final long putNs;

  /**
   * Puts data into a store.
   *
   * @throws dev.baton.StoreFullException if there is no room
   * @throws InterruptedException if that took too long for somebody
   */
  SharedData(Path store, DataKind kind, Object value) throws InterruptedException {
    writer = new BlobWriter(store, StoreLimits.read(store), ChronicleCatalogue::createIfPossible);
    codec =
        new KryoCodec(
            AllowList.standard(),
            Thread.currentThread().getContextClassLoader(),
            values.typesAfter(handles()));
    blobs = new ProgramBlobs(writer, reader, codec);
    try {
      greeting = blobs.allocate(Long.BYTES);
      prepare(kind, value);
      long start = System.nanoTime();
      handle = put(kind, value);
      putNs = System.nanoTime() - start;
    } catch (RuntimeException | InterruptedException | Error e) {
      close();
      throw e;
    }
  }

  @SuppressWarnings("rawtypes") // a class literal has no parameters
  private ReferenceType<SharedBlob> handles() {
    return new ReferenceType<>(
        SharedBlob.class, SharedBlob::toBytes, (bytes, _) -> handleOf(bytes));
  }

  private SharedBlob<?> handleOf(byte[] travelled) {
    return blobs.handle(travelled);
  }

  /** Files of blocks are made once for a program, not for its data. */
  private void prepare(DataKind kind, Object value) {
    long bytes =
        switch (kind) {
          case DOUBLES -> ((double[]) value).length * (long) Double.BYTES;
          case RECORDS -> ((List<?>) value).size() * (long) Order.BYTES;
          case TEXT -> ((String) value).length();
          case MAP -> Long.MAX_VALUE;
        };
    if (bytes <= LARGEST_BLOCK) {
      blobs.allocate(bytes).close();
    }
  }

  private Object put(DataKind kind, Object value) throws InterruptedException {
    return switch (kind) {
      case DOUBLES -> blobs.share(Content.DOUBLES, MemorySegment.ofArray((double[]) value));
      case TEXT ->
          blobs.share(
              Content.BYTES,
              MemorySegment.ofArray(((String) value).getBytes(StandardCharsets.UTF_8)));
      case RECORDS -> {
        @SuppressWarnings("unchecked") // DataKind made it
        List<Order> orders = (List<Order>) value;
        Shared<MemorySegment> memory = blobs.allocate(orders.size() * (long) Order.BYTES);
        Order.write(orders, memory.segment());
        memory.seal();
        yield memory;
      }
      case MAP -> {
        @SuppressWarnings("unchecked") // DataKind made it
        Map<String, Long> entries = (Map<String, Long>) value;
        yield map(entries);
      }
    };
  }

  private SharedMap<String, Long> map(Map<String, Long> entries) throws InterruptedException {
    writer.take(entries.size() * (long) MAP_ENTRY_BYTES);
    SharedMap<String, Long> map =
        values.makeMap(
            blobs.location(), new MapSpec("map", entries.size(), MAP_ENTRY_BYTES), codec);
    for (Map.Entry<String, Long> entry : entries.entrySet()) {
      var _ = map.put(entry.getKey(), entry.getValue());
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
    return map;
  }

  /** How long the first put took. */
  long putNs() {
    return putNs;
  }

  /** What lets a receiver get to know this part of the store, and none of the data. */
  byte[] greeting() {
    return codec.encodeToBytes(greeting);
  }

  /** Encodes the handle. */
  byte[] encodeHandle() {
    return codec.encodeToBytes(handle);
  }

  @Override
  public void close() {
    values.close();
    blobs.close();
  }
}
