package dev.baton.store.writer;

import dev.baton.store.StoreDirectory;
import dev.baton.store.StoreLimits;
import dev.baton.store.StoreLocations;
import dev.baton.store.area.BlobRef;
import dev.baton.store.area.StoreUse;
import dev.baton.store.chronicle.ChronicleCatalogue;
import dev.baton.store.reader.BlobLease;
import dev.baton.store.reader.BlobReader;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A host store in a temp directory, with the writers and readers of a test. */
public final class TestStore implements AutoCloseable {

  public static final int KIB = 1 << 10;
  public static final int MIB = 1 << 20;

  private final StoreLocations locations;
  private final StoreDirectory directory;
  private final StoreLimits limits;
  private final List<Runnable> opened = new ArrayList<>();

  private TestStore(Path place, long memoryBytes, @Nullable Path spill, long spillBytes) {
    locations = new StoreLocations(place, place);
    directory = locations.create("test", "a", 1 << 20, _ -> {});
    limits = new StoreLimits(1, memoryBytes, spillBytes, spill, true);
    limits.write(directory.path());
  }

  /** A store that takes so many bytes, all of them in memory. */
  public static TestStore of(Path place, long memoryBytes) {
    return new TestStore(place, memoryBytes, null, 0);
  }

  /** The same, with a directory for what finds no room in memory. */
  public static TestStore spilling(Path place, long memoryBytes, Path spill, long spillBytes) {
    return new TestStore(place, memoryBytes, spill, spillBytes);
  }

  public Path path() {
    return directory.path();
  }

  public StoreUse use() {
    return StoreUse.of(path());
  }

  /** A writer whose blobs up to 1 MiB lie in slabs. */
  public BlobWriter writerWithSlabs() {
    return writerOf(EnumSet.allOf(SlabSize.class), ChronicleCatalogue::createIfPossible);
  }

  /** A writer whose blobs have a segment each. */
  public BlobWriter writerOfSegments() {
    return writerWith(Catalogue.NONE);
  }

  /** The same, with a catalogue of the test's. */
  public BlobWriter writerWith(Catalogue catalogue) {
    return writerOf(EnumSet.noneOf(SlabSize.class), _ -> catalogue);
  }

  private BlobWriter writerOf(Set<SlabSize> sizes, Function<Path, Catalogue> makeCatalogue) {
    BlobWriter writer = new BlobWriter(path(), limits, sizes, makeCatalogue);
    closeLater(writer::close);
    return writer;
  }

  public BlobReader reader() {
    BlobReader reader = new BlobReader(locations);
    closeLater(reader::close);
    return reader;
  }

  /** A reader in the process of a writer. */
  public BlobReader readerOf(BlobWriter writer) {
    BlobReader reader = reader();
    reader.know(writer.area());
    return reader;
  }

  /** Closes something when the store is. */
  public void closeLater(Runnable close) {
    opened.addFirst(close);
  }

  @Override
  public void close() {
    opened.forEach(Runnable::run);
    directory.close();
  }

  /** The files of all areas, slabs and segments only. */
  public List<Path> dataFiles() throws IOException {
    try (Stream<Path> files = Files.walk(path())) {
      return files
          .filter(file -> file.getFileName().toString().matches("s(lab|egment)-.*"))
          .toList();
    }
  }

  /** A sealed blob whose bytes tell its own number at every place. */
  public static Blob write(BlobWriter writer, long length) {
    return write(writer, length, false);
  }

  public static Blob write(BlobWriter writer, long length, boolean isPassing) {
    Blob blob = writer.allocate(length, isPassing);
    fill(blob.bytes(), blob.ref().sequence());
    blob.seal();
    return blob;
  }

  public static void fill(MemorySegment bytes, long number) {
    long longs = bytes.byteSize() / Long.BYTES;
    for (long i = 0; i < longs; i++) {
      bytes.setAtIndex(ValueLayout.JAVA_LONG, i, word(number, i));
    }
    for (long i = longs * Long.BYTES; i < bytes.byteSize(); i++) {
      bytes.set(ValueLayout.JAVA_BYTE, i, (byte) word(number, i));
    }
  }

  /** Whether bytes are those that {@link #fill} makes for a number, all of them. */
  public static boolean isWhole(MemorySegment bytes, long number) {
    long longs = bytes.byteSize() / Long.BYTES;
    for (long i = 0; i < longs; i++) {
      if (bytes.getAtIndex(ValueLayout.JAVA_LONG, i) != word(number, i)) {
        return false;
      }
    }
    for (long i = longs * Long.BYTES; i < bytes.byteSize(); i++) {
      if (bytes.get(ValueLayout.JAVA_BYTE, i) != (byte) word(number, i)) {
        return false;
      }
    }
    return true;
  }

  private static long word(long number, long at) {
    return number * 0x9e37_79b9_7f4a_7c15L + at;
  }

  /** Whether the blob of a reference can be opened, and has its own bytes. */
  public static boolean isReadable(BlobReader reader, BlobRef ref) {
    BlobLease blob = reader.open(ref);
    try (Arena arena = Arena.ofShared()) {
      return isWhole(blob.view(arena), ref.sequence());
    } finally {
      blob.close();
    }
  }
}
