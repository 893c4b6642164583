package dev.baton.store.reader;

import static dev.baton.store.writer.TestStore.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.BlobGoneException;
import dev.baton.store.writer.Blob;
import dev.baton.store.writer.BlobWriter;
import dev.baton.store.writer.TestStore;
import dev.baton.store.writer.WithStore;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who has a blob open keeps its bytes; who was given one decides when it goes. */
class BlobLeaseTest extends WithStore {

  @Test
  void aBlobThatIsFreedWhileItIsOpenIsNotUsedAgainUntilItIsClosed() {
    for (long size : new long[] {100, 2 * MIB}) {
      Blob blob = TestStore.write(writer, size);
      try (Arena arena = Arena.ofShared()) {
        BlobLease open = reader.open(blob.ref());
        MemorySegment view = open.view(arena);

        blob.free();

        for (int i = 0; i < 5; i++) {
          assertThat(placeOf(TestStore.write(writer, size))).isNotEqualTo(placeOf(blob));
        }
        assertThat(TestStore.isWhole(view, blob.ref().sequence())).isTrue();
        assertThatExceptionOfType(BlobGoneException.class)
            .isThrownBy(() -> reader.open(blob.ref()).close());
        open.close();
        open.close();
      }
      assertThat(placeOf(TestStore.write(writer, size))).isEqualTo(placeOf(blob));
    }
  }

  @Test
  void aBlobThatIsOpenTwiceStaysUntilBothAreClosed() {
    Blob blob = TestStore.write(writer, 100);
    BlobLease one = reader.open(blob.ref());
    BlobLease two = reader.open(blob.ref());
    blob.free();

    one.close();
    assertThat(blob.isLeased()).isTrue();
    assertThat(placeOf(TestStore.write(writer, 100))).isNotEqualTo(placeOf(blob));
    two.close();

    assertThat(blob.isLeased()).isFalse();
    assertThat(placeOf(TestStore.write(writer, 100))).isEqualTo(placeOf(blob));
  }

  @Test
  void oneProcessCanHaveManyMoreLeasesThanALineHasWords() {
    List<Blob> blobs = new ArrayList<>();
    List<BlobLease> open = new ArrayList<>();
    for (int i = 0; i < 5 * 63 + 1; i++) {
      blobs.add(TestStore.write(writer, 100));
      open.add(reader.open(blobs.getLast().ref()));
    }
    assertThat(blobs).allMatch(Blob::isLeased);

    blobs.forEach(Blob::free);
    Blob next = TestStore.write(writer, 100);

    assertThat(blobs).noneMatch(blob -> placeOf(blob).equals(placeOf(next)));
    open.forEach(BlobLease::close);
    writer.tidy(_ -> true);
    assertThat(store.use().blobs()).isEqualTo(1);
  }

  @Test
  void whatItsReceiverReleasedIsTakenBack() {
    Blob blob = TestStore.write(writer, 100, true);
    blob.handOver(7);
    BlobLease received = reader.open(blob.ref());
    writer.tidy(_ -> true);
    assertThat(store.use().blobs()).isEqualTo(1);

    received.free();
    received.free();

    assertThatExceptionOfType(BlobGoneException.class)
        .isThrownBy(() -> reader.open(blob.ref()).close());
    writer.tidy(_ -> true);
    assertThat(store.use().blobs()).isZero();
    assertThat(store.use().usedBytes()).isZero();
  }

  @Test
  void whatWentToAReceiverThatIsGoneIsTakenBack() {
    BlobWriter receiver = store.writerOfSegments();
    Blob toReceiver = TestStore.write(writer, 100, true);
    toReceiver.handOver(receiver.areaId());
    Blob toNobody = TestStore.write(writer, 100, true);
    toNobody.handOver(4711);

    writer.tidy(reader::isThere);
    assertThat(store.use().blobs()).isEqualTo(1);
    assertThat(TestStore.isReadable(reader, toReceiver.ref())).isTrue();
    receiver.close();
    writer.tidy(reader::isThere);

    assertThat(store.use().blobs()).isZero();
  }

  @Test
  void aReceiverThatReleasesAfterItsBlobWasTakenBackChangesNothing() {
    Blob blob = TestStore.write(writer, 100, true);
    blob.handOver(4711);
    BlobLease received = reader.open(blob.ref());
    writer.tidy(reader::isThere);
    Blob other = TestStore.write(writer, 100);

    received.free();

    assertThat(placeOf(other)).isNotEqualTo(placeOf(blob));
    Blob next = TestStore.write(writer, 100);
    assertThat(placeOf(next)).isEqualTo(placeOf(blob));
    assertThat(TestStore.isReadable(reader, next.ref())).isTrue();
  }

  @Test
  void readersLetGoOfSegmentsThatWereRemoved() {
    Blob blob = TestStore.write(writer, 2 * MIB);
    try (Arena arena = Arena.ofShared()) {
      BlobLease open = reader.open(blob.ref());
      MemorySegment view = open.view(arena);
      writer.close();

      reader.tidy();

      assertThat(TestStore.isWhole(view, blob.ref().sequence())).isTrue();
    }
  }

  private static String placeOf(Blob blob) {
    return blob.ref().file() + ":" + blob.ref().offset();
  }
}
