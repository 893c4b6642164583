package dev.baton.store.reader;

import static dev.baton.store.writer.TestStore.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.BlobGoneException;
import dev.baton.store.area.Area;
import dev.baton.store.area.BlobHeader;
import dev.baton.store.area.BlobRef;
import dev.baton.store.writer.Blob;
import dev.baton.store.writer.BlobWriter;
import dev.baton.store.writer.TestStore;
import dev.baton.store.writer.WithStore;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** References that lead nowhere, or to something else: always the same exception. */
class BlobReferenceTest extends WithStore {

  @Test
  void aFreedBlobIsGoneAlsoWhenItsPlaceIsTakenAgain() {
    Blob freed = TestStore.write(writer, 100);
    freed.free();
    assertGone(freed.ref()).hasMessageContaining("freed");

    Blob next = TestStore.write(writer, 100);

    assertThat(next.ref().offset()).isEqualTo(freed.ref().offset());
    assertGone(freed.ref()).hasMessageContaining("freed");
    assertThat(TestStore.isReadable(reader, next.ref())).isTrue();
  }

  @Test
  void aFreedSegmentIsGoneAlsoWhenItIsRemoved() {
    Blob freed = TestStore.write(writer, 2 * MIB);
    freed.free();
    assertGone(freed.ref()).hasMessageContaining("freed");

    TestStore.write(writer, 63 * MIB);
    reader.tidy();

    assertThat(file(freed)).doesNotExist();
    assertGone(freed.ref()).hasMessageContaining("gone");
  }

  @Test
  void aBlobOfAnAreaThatWasRemovedIsGone() {
    BlobWriter other = store.writerWithSlabs();
    Blob blob = TestStore.write(other, 100);
    other.close();

    assertGone(blob.ref()).hasMessageContaining("the process that wrote it is gone");
  }

  @Test
  void aBlobOfAnotherHostIsNotLookedForHere() {
    BlobRef ref = TestStore.write(writer, 100).ref();
    BlobRef elsewhere =
        new BlobRef(
            ref.machine() + 1, ref.area(), ref.file(), ref.offset(), ref.length(), ref.sequence());

    assertGone(elsewhere).hasMessageContaining("not on this host");
  }

  @Test
  void anOlderAndALongerAndAnUnknownReferenceAreGone() {
    BlobRef ref = TestStore.write(writer, 100).ref();

    assertGone(changed(ref, ref.file(), ref.offset(), 100, ref.sequence() + 1));
    assertGone(changed(ref, ref.file(), ref.offset(), 101, ref.sequence()));
    assertGone(changed(ref, 4711, ref.offset(), 100, ref.sequence()))
        .hasMessageContaining("its file no longer exists");
    assertGone(changed(ref, ref.file(), ref.offset() + 64, 100, ref.sequence()));
    assertGone(changed(ref, ref.file(), 1L << 40, 100, ref.sequence()))
        .hasMessageContaining("damaged");
  }

  @ParameterizedTest
  @ValueSource(longs = {65, 100, 4095, Long.MAX_VALUE, Long.MAX_VALUE - 7, Long.MAX_VALUE & -64})
  void aReferenceToAnImpossiblePlaceIsDamaged(long offset) {
    BlobRef ref = TestStore.write(writer, 100).ref();
    BlobRef damaged = changed(ref, ref.file(), offset, 100, ref.sequence());

    assertThatExceptionOfType(BlobGoneException.class)
        .isThrownBy(() -> reader.open(BlobRef.read(ByteBuffer.wrap(damaged.toBytes()))).close())
        .withMessageContaining("damaged");
    assertGone(damaged);
  }

  @Test
  void randomBytesAreNoReference() {
    TestStore.write(writer, 100);
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      byte[] bytes = new byte[random.nextInt(BlobRef.BYTES + 8)];
      random.nextBytes(bytes);
      assertThatExceptionOfType(BlobGoneException.class)
          .isThrownBy(() -> reader.open(BlobRef.read(ByteBuffer.wrap(bytes))).close());
    }
  }

  @Test
  void aReferenceWithAFewBytesChangedIsGoneOrTheSame() {
    BlobRef ref = TestStore.write(writer, 100).ref();
    Random random = new Random(2);
    for (int i = 0; i < 10_000; i++) {
      byte[] bytes = ref.toBytes();
      // Not the machine and not the area, so that more than these are looked at.
      int at = 2 * Long.BYTES + random.nextInt(BlobRef.BYTES - 2 * Long.BYTES);
      bytes[at] ^= (byte) (1 + random.nextInt(255));
      assertThatExceptionOfType(BlobGoneException.class)
          .isThrownBy(() -> reader.open(BlobRef.read(ByteBuffer.wrap(bytes))).close());
    }
    assertThat(TestStore.isReadable(reader, ref)).isTrue();
  }

  @Test
  void aReferenceThatIsTooShortIsDamaged() {
    byte[] bytes = TestStore.write(writer, 100).ref().toBytes();

    assertThatExceptionOfType(BlobGoneException.class)
        .isThrownBy(() -> BlobRef.read(ByteBuffer.wrap(bytes, 0, bytes.length - 1)))
        .withMessageContaining("too short");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8, 16, 24, 32})
  void aScribbledHeaderIsNoticed(int at) throws IOException {
    for (long size : new long[] {100, 2 * MIB}) {
      Blob blob = TestStore.write(writer, size);

      scribble(blob, blob.ref().offset() - BlobHeader.BYTES + at, new byte[] {17, 18, 19, 20});

      assertGone(blob.ref());
    }
  }

  @Test
  void scribbledDataIsNoticedByItsChecksum() throws IOException {
    for (long size : new long[] {100, 2 * MIB}) {
      Blob blob = TestStore.write(writer, size);
      assertThat(TestStore.isReadable(reader, blob.ref())).isTrue();

      scribble(blob, blob.ref().offset() + size - 1, new byte[] {99});

      assertGone(blob.ref()).hasMessageContaining("checksum");
      assertThat(blob.isLeased()).isFalse();
    }
  }

  @Test
  void aFileThatIsTooShortIsNoticed() throws IOException {
    Blob blob = TestStore.write(writer, 2 * MIB);

    truncate(blob, blob.ref().offset() + MIB);

    assertGone(blob.ref()).hasMessageContaining("damaged");
  }

  @Test
  void aFileThatBecomesTooShortForItsHeaderIsNoticed() throws IOException {
    Blob blob = TestStore.write(writer, 2 * MIB);
    assertThat(TestStore.isReadable(reader, blob.ref())).isTrue();

    truncate(blob, 0);

    assertGone(blob.ref()).hasMessageContaining("damaged");
  }

  @Test
  void aFileThatBecomesTooShortForItsBytesIsNoticedBeforeTheyAreTouched() throws IOException {
    Blob blob = TestStore.write(writer, 2 * MIB);
    assertThat(TestStore.isReadable(reader, blob.ref())).isTrue();

    truncate(blob, blob.ref().offset() + MIB);

    assertGone(blob.ref()).hasMessageContaining("damaged");
  }

  private AbstractThrowableAssert<?, ?> assertGone(BlobRef ref) {
    return assertThatThrownBy(() -> reader.open(ref).close()).isInstanceOf(BlobGoneException.class);
  }

  private static BlobRef changed(BlobRef ref, int file, long offset, long length, long sequence) {
    return new BlobRef(ref.machine(), ref.area(), file, offset, length, sequence);
  }

  private void scribble(Blob blob, long at, byte[] bytes) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(file(blob).toFile(), "rw")) {
      file.seek(at);
      file.write(bytes);
    }
  }

  private void truncate(Blob blob, long bytes) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(file(blob).toFile(), "rw")) {
      file.setLength(bytes);
    }
  }

  private Path file(Blob blob) {
    BlobRef ref = blob.ref();
    return store.path().resolve(Area.name(ref.area())).resolve(Area.fileName(ref.file()));
  }
}
