package dev.baton.store.writer;

import static dev.baton.store.writer.TestStore.KIB;
import static dev.baton.store.writer.TestStore.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.StoreFullException;
import dev.baton.store.StoreLimits;
import dev.baton.store.area.StoreUse;
import dev.baton.store.reader.BlobLease;
import dev.baton.store.reader.BlobReader;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What blobs take, how it is used again, and what happens when there is no more. */
class BlobRoomTest {

  @TempDir private Path place;
  @TempDir private Path spill;
  private TestStore store;

  @BeforeEach
  void makeStore() {
    store = TestStore.of(place, 16 * MIB);
  }

  @AfterEach
  void removeStore() {
    store.close();
  }

  @Test
  void aFreedSegmentServesTheNextBlob() throws IOException {
    BlobWriter writer = store.writerOfSegments();
    Blob first = TestStore.write(writer, 2 * MIB);
    assertThat(store.use().usedBytes()).isEqualTo(2 * MIB);
    assertThat(store.use().blobs()).isEqualTo(1);
    first.free();
    assertThat(store.use()).isEqualTo(new StoreUse(0, 2 * MIB, 0, 0));

    for (int i = 0; i < 50; i++) {
      Blob next = TestStore.write(writer, 2 * MIB - i * KIB);
      assertThat(next.ref().file()).isEqualTo(first.ref().file());
      assertThat(store.dataFiles()).hasSize(1);
      assertThat(store.use().usedBytes()).isEqualTo(2 * MIB);
      next.free();
      assertThat(store.use().usedBytes()).isZero();
    }
  }

  @Test
  void aSmallBlobDoesNotTakeALargeWarmSegment() {
    BlobWriter writer = store.writerOfSegments();
    Blob large = TestStore.write(writer, 4 * MIB);
    large.free();

    Blob small = TestStore.write(writer, MIB);

    assertThat(small.ref().file()).isNotEqualTo(large.ref().file());
    assertThat(store.use()).isEqualTo(new StoreUse(MIB, 4 * MIB, 0, 1));
  }

  @Test
  void aFreedBlockServesTheNextBlob() {
    BlobWriter writer = store.writerWithSlabs();
    Blob first = TestStore.write(writer, 100);
    first.free();
    StoreUse free = store.use();

    for (int i = 0; i < 1000; i++) {
      Blob next = TestStore.write(writer, i);
      assertThat(next.ref().offset()).isEqualTo(first.ref().offset());
      next.free();
    }

    assertThat(store.use()).isEqualTo(free);
    assertThat(free.usedBytes()).isZero();
    assertThat(free.warmBytes()).isPositive();
  }

  @Test
  void freeingTwiceFreesOnce() {
    BlobWriter writer = store.writerWithSlabs();
    Blob blob = TestStore.write(writer, 100);
    blob.free();
    Blob next = TestStore.write(writer, 100);

    blob.free();

    assertThat(TestStore.write(writer, 100).ref().offset()).isNotEqualTo(next.ref().offset());
    assertThat(store.use().blobs()).isEqualTo(2);
  }

  @Test
  void warmSegmentsMakeRoomForOtherSizes() {
    BlobWriter writer = store.writerOfSegments();
    List<Blob> blobs =
        IntStream.range(0, 7).mapToObj(i -> TestStore.write(writer, 2 * MIB)).toList();
    blobs.forEach(Blob::free);
    assertThat(store.use().warmBytes()).isEqualTo(14 * MIB);

    Blob large = TestStore.write(writer, 12 * MIB);

    assertThat(store.use().usedBytes()).isEqualTo(12 * MIB);
    assertThat(store.use().memoryBytes()).isLessThanOrEqualTo(16 * MIB);
    assertThat(TestStore.isReadable(store.readerOf(writer), large.ref())).isTrue();
  }

  @Test
  void aFullStoreSaysHowToGiveItMore() {
    BlobWriter writer = store.writerOfSegments();
    List<Blob> blobs =
        IntStream.range(0, 8).mapToObj(i -> TestStore.write(writer, 2 * MIB)).toList();

    assertThatExceptionOfType(StoreFullException.class)
        .isThrownBy(() -> writer.allocate(2 * MIB, false))
        .withMessageContaining("2.0 MiB")
        .withMessageContaining("16 MiB of 16 MiB")
        .withMessageContaining("--store");
    blobs.getFirst().free();
    assertThat(TestStore.write(writer, 2 * MIB).length()).isEqualTo(2 * MIB);
  }

  @Test
  void whatIsLargerThanTheStoreIsRefusedAtOnce() {
    BlobWriter writer = store.writerOfSegments();

    assertThatExceptionOfType(StoreFullException.class)
        .isThrownBy(() -> writer.allocate(1L << 40, false))
        .withMessageContaining("1.0 TiB");
    assertThat(store.use().usedBytes()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        Long.MAX_VALUE,
        Long.MAX_VALUE - 1,
        Long.MAX_VALUE - 4_000,
        Long.MAX_VALUE - (1 << 20),
        Long.MAX_VALUE / 2 + 1,
        1L << 62,
        1L << 53
      })
  void noSizeIsTooLargeToBeRefused(long bytes) {
    store.close();
    store = TestStore.spilling(place, 4 * MIB, spill, 4 * MIB);
    BlobWriter writer = store.writerWithSlabs();
    TestStore.write(writer, MIB);
    StoreUse before = store.use();

    assertThatExceptionOfType(StoreFullException.class)
        .isThrownBy(() -> writer.allocate(bytes, false))
        .withMessageContaining("TiB more");
    assertThatExceptionOfType(StoreFullException.class).isThrownBy(() -> writer.take(bytes));

    assertThat(store.use().usedBytes()).isEqualTo(before.usedBytes());
    assertThat(store.use().spilledBytes()).isZero();
    assertThat(TestStore.write(writer, 2 * MIB).length()).isEqualTo(2 * MIB);
  }

  @Test
  void aStoreThatHasGivenOutTooMuchRefusesTheLargestSize() {
    BlobWriter writer = store.writerOfSegments();
    writer.take(16 * MIB);
    StoreLimits less = new StoreLimits(1, MIB, 0, null, false);
    BlobWriter other = new BlobWriter(store.path(), less, null);
    store.closeLater(other::close);

    assertThatExceptionOfType(StoreFullException.class)
        .isThrownBy(() -> other.allocate(Long.MAX_VALUE, false));
    assertThat(store.use().usedBytes()).isEqualTo(16 * MIB);
  }

  @Test
  void aSegmentHasRoomForItsBlobAndAnEighthMoreAtMost() {
    for (long length : new long[] {1 << 16, 100_001, 64 * MIB + 1, (1L << 40) + 3, 1L << 62}) {
      assertThat(Segments.capacity(length)).isBetween(length, length + length / 8 + 4096);
    }
    for (long length : new long[] {Long.MAX_VALUE - 4_000, Long.MAX_VALUE}) {
      assertThat(Segments.capacity(length)).isPositive();
      assertThat(Segments.capacity(length) + Segments.DATA_OFFSET).isPositive();
    }
  }

  @Test
  void aNegativeSizeIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> store.writerOfSegments().allocate(-17, false))
        .withMessageContaining("-17");
  }

  @Test
  void whatIsNotMadeTakesNoRoomWhateverTheReason() throws IOException {
    store.close();
    Path archive = place.resolve("archive.zip");
    try (FileSystem noModes = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
      store = TestStore.spilling(place, MIB, noModes.getPath("/"), 64 * MIB);
      BlobWriter writer = store.writerOfSegments();

      assertThatExceptionOfType(UnsupportedOperationException.class)
          .isThrownBy(() -> writer.allocate(4 * MIB, false));

      assertThat(store.use()).isEqualTo(new StoreUse(0, 0, 0, 0));
      store.close();
      store = TestStore.of(place, MIB);
    }
  }

  @Test
  void aCatalogueThatFailsKeepsNobodyFromHisData() {
    BlobWriter writer = store.writerWith(new BrokenCatalogue(new IllegalStateException("broken")));

    Blob blob = TestStore.write(writer, 2 * MIB);
    assertThat(TestStore.isReadable(store.readerOf(writer), blob.ref())).isTrue();
    blob.free();

    assertThat(store.use()).isEqualTo(new StoreUse(0, 2 * MIB, 0, 0));
  }

  @Test
  void whatFailsWhenItIsMadeGivesItsRoomBack() {
    BlobWriter writer = store.writerWith(new BrokenCatalogue(new OutOfMemoryError("in a test")));

    assertThatExceptionOfType(OutOfMemoryError.class)
        .isThrownBy(() -> writer.allocate(2 * MIB, false));

    assertThat(store.use().usedBytes()).isZero();
    assertThat(store.use().blobs()).isZero();
  }

  @Test
  void roomThatIsGivenBackIsThereForOthers() {
    BlobWriter writer = store.writerOfSegments();
    writer.take(15 * MIB);
    writer.giveBack(15 * MIB);

    assertThat(TestStore.write(writer, 14 * MIB).length()).isEqualTo(14 * MIB);
  }

  /** A catalogue that cannot be written. */
  private record BrokenCatalogue(Throwable failure) implements Catalogue {

    @Override
    public void note(Entry entry) {
      switch (failure) {
        case RuntimeException exception -> throw exception;
        case Error error -> throw error;
        default -> throw new AssertionError(failure);
      }
    }

    @Override
    public void remove(int number) {}

    @Override
    public List<Entry> entries() {
      return List.of();
    }

    @Override
    public void close() {}
  }

  @Test
  void allWritersOfAStoreShareItsRoom() {
    BlobWriter one = store.writerOfSegments();
    BlobWriter other = store.writerOfSegments();
    TestStore.write(one, 12 * MIB);

    assertThatExceptionOfType(StoreFullException.class)
        .isThrownBy(() -> other.allocate(6 * MIB, false));
    one.close();

    assertThat(TestStore.write(other, 6 * MIB).length()).isEqualTo(6 * MIB);
  }

  @Test
  void theSlabsOfManyWritersStayWithinTheLimit() {
    List<Blob> blobs = new ArrayList<>();
    assertThatExceptionOfType(StoreFullException.class)
        .isThrownBy(
            () -> {
              for (int writers = 0; writers < 100; writers++) {
                BlobWriter writer = store.writerWithSlabs();
                for (int size : new int[] {100, 5 * KIB, 65 * KIB}) {
                  blobs.add(TestStore.write(writer, size));
                }
              }
            });

    assertThat(blobs).hasSizeGreaterThan(12);
    assertThat(store.use().memoryBytes()).isLessThanOrEqualTo(16 * MIB);
  }

  @Test
  void whatFindsNoRoomInMemoryGoesToDiskAndIsReadFromThere() throws Exception {
    store.close();
    store = TestStore.spilling(place, 4 * MIB, spill, 4 * MIB);
    BlobWriter writer = store.writerOfSegments();
    Blob inMemory = TestStore.write(writer, 3 * MIB);
    Blob onDisk = TestStore.write(writer, 3 * MIB);
    BlobReader reader = store.readerOf(writer);

    assertThat(store.use()).isEqualTo(new StoreUse(3 * MIB, 0, 3 * MIB, 2));
    assertThat(onDisk.extent().file().path()).startsWith(spill);
    assertThat(TestStore.isReadable(reader, inMemory.ref())).isTrue();
    assertThat(TestStore.isReadable(reader, onDisk.ref())).isTrue();
    assertThatExceptionOfType(StoreFullException.class)
        .isThrownBy(() -> writer.allocate(2 * MIB, false))
        .withMessageContaining("on disk");

    onDisk.free();

    assertThat(store.use()).isEqualTo(new StoreUse(3 * MIB, 0, 0, 1));
    assertThat(onDisk.extent().file().path()).doesNotExist();
    TestStore.write(writer, 3 * MIB);
    writer.close();
    assertThat(spill).isEmptyDirectory();
  }

  @Test
  void aWriterWaitsForRoomThatAPassingBlobGivesBack() throws Exception {
    BlobWriter writer = store.writerOfSegments();
    Blob passing = TestStore.write(writer, 12 * MIB, true);
    CompletableFuture<Blob> waiting =
        CompletableFuture.supplyAsync(() -> TestStore.write(writer, 12 * MIB, true));
    await().pollDelay(Duration.ofMillis(100)).until(() -> !waiting.isDone());

    passing.free();

    Blob next = waiting.get(1, TimeUnit.MINUTES);
    assertThat(next.ref().file()).isEqualTo(passing.ref().file());
    assertThat(TestStore.isReadable(store.readerOf(writer), next.ref())).isTrue();
  }

  @Test
  void aWriterWaitsForRoomThatAReceiverGivesBack() throws Exception {
    BlobWriter writer = store.writerOfSegments();
    Blob result = TestStore.write(writer, 12 * MIB, true);
    result.handOver(1);
    BlobLease received = store.readerOf(writer).open(result.ref());
    CompletableFuture<Blob> waiting =
        CompletableFuture.supplyAsync(() -> TestStore.write(writer, 12 * MIB, true));
    await().pollDelay(Duration.ofMillis(100)).until(() -> !waiting.isDone());

    received.free();

    assertThat(waiting.get(1, TimeUnit.MINUTES).length()).isEqualTo(12 * MIB);
  }

  @Test
  void aWriterThatWaitsCanBeInterrupted() throws Exception {
    BlobWriter writer = store.writerOfSegments();
    TestStore.write(writer, 12 * MIB, true);
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    Thread waiting =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    writer.allocate(12 * MIB, true);
                  } catch (StoreFullException e) {
                    failure.complete(Thread.currentThread().isInterrupted() ? e : null);
                  }
                });
    await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);

    waiting.interrupt();

    assertThat(failure.get(1, TimeUnit.MINUTES)).hasMessageContaining("Interrupted");
  }

  @Test
  void anInterruptedThreadGetsNoMoreRoomThanThereIs() {
    BlobWriter writer = store.writerOfSegments();
    TestStore.write(writer, 12 * MIB, true);
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> writer.allocate(12 * MIB, true))
          .isInstanceOf(StoreFullException.class)
          .hasMessageContaining("Interrupted");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void anInterruptedThreadWritesAndReadsAndStaysInterrupted() {
    for (BlobWriter writer : List.of(store.writerWithSlabs(), store.writerOfSegments())) {
      BlobReader reader = store.readerOf(writer);
      Thread.currentThread().interrupt();
      try {
        for (int size : new int[] {100, 5 * KIB, 65 * KIB, 2 * MIB}) {
          Blob blob = TestStore.write(writer, size);
          assertThat(TestStore.isReadable(reader, blob.ref())).isTrue();
          assertThat(Thread.currentThread().isInterrupted()).isTrue();
        }
      } finally {
        assertThat(Thread.interrupted()).isTrue();
      }
      assertThat(writer.allocate(100, false).extent().capacity())
          .isEqualTo(writer.area().path().resolve("slab-0").toFile().exists() ? 4 * KIB : 64 * KIB);
    }
    assertThat(store.path().toFile().list()).isNotEmpty();
  }

  @Test
  void nothingIsLeftOfAWriterThatIsClosed() throws IOException {
    BlobWriter writer = store.writerWithSlabs();
    TestStore.write(writer, 100);
    TestStore.write(writer, 3 * MIB).free();
    TestStore.write(writer, 3 * MIB);

    writer.close();
    writer.close();

    assertThat(store.use()).isEqualTo(new StoreUse(0, 0, 0, 0));
    try (var files = Files.list(store.path())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("lock", "owner", "limits");
    }
  }
}
