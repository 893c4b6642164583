package dev.baton.store.writer;

import static dev.baton.store.writer.TestStore.KIB;
import static dev.baton.store.writer.TestStore.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.baton.store.area.Area;
import dev.baton.store.area.BlobRef;
import dev.baton.store.reader.BlobLease;
import dev.baton.store.reader.BlobReader;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where blobs lie, and that what is written is what is read. */
class BlobRoundTripTest {

  @TempDir private Path place;
  private TestStore store;

  @BeforeEach
  void makeStore() {
    store = TestStore.of(place, 64 * MIB);
  }

  @AfterEach
  void removeStore() {
    store.close();
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        1,
        4095,
        4096,
        4097,
        65535,
        65536,
        65537,
        MIB - 1,
        MIB,
        MIB + 1,
        5 * MIB,
        5 * MIB + 7
      })
  void blobsOfAllSizesAreReadAsTheyWereWritten(long size) {
    for (BlobWriter writer : List.of(store.writerWithSlabs(), store.writerOfSegments())) {
      Blob blob = TestStore.write(writer, size);
      BlobReader reader = store.readerOf(writer);

      assertThat(blob.length()).isEqualTo(size);
      try (BlobLease open = reader.open(BlobRef.read(wrap(blob.ref())));
          Arena arena = Arena.ofShared()) {
        MemorySegment view = open.view(arena);
        assertThat(open.isSealed()).isTrue();
        assertThat(view.byteSize()).isEqualTo(size);
        assertThat(view.isReadOnly()).isTrue();
        assertThat(TestStore.isWhole(view, blob.ref().sequence())).isTrue();
      }
      blob.free();
    }
    assertThat(store.use().usedBytes()).isZero();
    assertThat(store.use().blobs()).isZero();
  }

  @Test
  void aBlobLiesInTheSmallestBlockThatFits() throws IOException {
    BlobWriter writer = store.writerWithSlabs();

    assertThat(fileOf(writer.allocate(4 * KIB, false))).isEqualTo("slab-0");
    assertThat(fileOf(writer.allocate(4 * KIB + 1, false))).isEqualTo("slab-1");
    assertThat(fileOf(writer.allocate(64 * KIB + 1, false))).isEqualTo("slab-2");
    assertThat(fileOf(writer.allocate(MIB + 1, false))).startsWith("segment-");
    assertThat(store.dataFiles()).hasSize(4);
  }

  @Test
  void fullSlabsGiveWayToLargerOnesAndThenToSegments() {
    BlobWriter writer = store.writerWithSlabs();
    List<Blob> blobs = new ArrayList<>();
    List<String> files = new ArrayList<>();
    while (!files.contains("segment-16")) {
      Blob blob = TestStore.write(writer, 3000);
      blobs.add(blob);
      if (!files.contains(fileOf(blob))) {
        files.add(fileOf(blob));
      }
    }
    BlobReader reader = store.readerOf(writer);

    assertThat(files).containsExactly("slab-0", "slab-1", "slab-2", "segment-16");
    assertThat(blobs).allMatch(blob -> TestStore.isReadable(reader, blob.ref()));
    assertThat(blobs.stream().map(blob -> fileOf(blob) + blob.ref().offset()))
        .doesNotHaveDuplicates();
  }

  @Test
  void blobsBeginAtMultiplesOf64() {
    BlobWriter writer = store.writerWithSlabs();

    for (int size : new int[] {1, 5 * KIB, 65 * KIB, 2 * MIB}) {
      for (int i = 0; i < 3; i++) {
        assertThat(writer.allocate(size, false).ref().offset() % 64).isZero();
      }
    }
  }

  @Test
  void openBlobsAreWrittenByTheirReadersUntilTheyAreSealed() {
    BlobWriter writer = store.writerWithSlabs();
    BlobReader reader = store.readerOf(writer);
    Blob blob = writer.allocate(16, false);
    blob.bytes().fill((byte) 0);

    try (BlobLease open = reader.open(blob.ref());
        Arena arena = Arena.ofShared()) {
      assertThat(open.isSealed()).isFalse();
      assertThat(blob.isLeased()).isTrue();
      open.view(arena).set(ValueLayout.JAVA_LONG, 8, 42);
    }

    assertThat(blob.isLeased()).isFalse();
    assertThat(blob.bytes().get(ValueLayout.JAVA_LONG, 8)).isEqualTo(42);
    blob.seal();
    try (BlobLease open = reader.open(blob.ref());
        Arena arena = Arena.ofShared()) {
      assertThat(open.view(arena).get(ValueLayout.JAVA_LONG, 8)).isEqualTo(42);
      assertThat(open.view(arena).isReadOnly()).isTrue();
      assertThat(blob.view(arena).isReadOnly()).isTrue();
    }
  }

  @Test
  void aViewEndsWithItsScope() {
    BlobWriter writer = store.writerWithSlabs();
    Blob blob = TestStore.write(writer, 64);
    Arena arena = Arena.ofShared();
    MemorySegment view = blob.view(arena);

    arena.close();

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> view.get(ValueLayout.JAVA_LONG, 0));
  }

  @Test
  void aBlobHasNoNegativeSize() {
    BlobWriter writer = store.writerWithSlabs();

    assertThatIllegalArgumentException().isThrownBy(() -> writer.allocate(-1, false));
  }

  @Test
  void filesBelongToTheirUserAlone() throws IOException {
    BlobWriter writer = store.writerWithSlabs();
    TestStore.write(writer, 1);
    TestStore.write(writer, 2 * MIB);

    try (Stream<Path> all = Files.walk(store.path())) {
      assertThat(all)
          .hasSizeGreaterThan(6)
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .as(file.toString())
                      .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------"));
    }
  }

  private static ByteBuffer wrap(BlobRef ref) {
    return ByteBuffer.wrap(ref.toBytes());
  }

  private static String fileOf(Blob blob) {
    return Area.fileName(blob.ref().file());
  }
}
