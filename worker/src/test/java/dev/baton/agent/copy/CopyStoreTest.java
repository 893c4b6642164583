package dev.baton.agent.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.StoreFullException;
import dev.baton.store.StoreDirectory;
import dev.baton.store.StoreLimits;
import dev.baton.store.StoreLocations;
import dev.baton.store.area.BlobRef;
import dev.baton.store.area.HostFiles;
import dev.baton.store.area.HostId;
import dev.baton.store.reader.BlobLease;
import dev.baton.store.reader.BlobReader;
import dev.baton.wire.ContentId;
import dev.baton.wire.CopyOffer;
import dev.baton.wire.CopyOffer.Form;
import dev.baton.wire.LogPlace;
import dev.baton.wire.MalformedRecordException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes is checked, and readable to the workers of the host when it is complete. */
class CopyStoreTest {

  private static final LogPlace PLACE = new LogPlace(0, 0, 1, 2);
  private static final byte[] FIRST = {1, 2, 3};
  private static final byte[] SECOND = {4, 5};
  private static final byte[] WHOLE = {1, 2, 3, 4, 5};
  private static final BlobRef FAR = new BlobRef(HostId.get() + 1, 7, 16, 64, WHOLE.length, 1);

  @TempDir Path folder;

  private StoreLocations locations;
  private StoreDirectory directory;
  private StoreLimits limits;
  private CopyStore store;
  private long received;

  @BeforeEach
  void makeStore() {
    locations = new StoreLocations(folder, folder, folder.resolve("notes"));
    directory = locations.create("test", "a", 1 << 20, _ -> {});
    limits = new StoreLimits(1, 1 << 20, 0, null, true);
    limits.write(directory.path());
    store = new CopyStore(directory.path(), limits, bytes -> received += bytes);
  }

  @AfterEach
  void removeStore() {
    store.close();
    directory.close();
  }

  @Test
  void aBlobIsReadByTheReferenceToTheOriginalUntilItIsRemoved() throws IOException {
    StoredCopy copy = store.make(blob(WHOLE.length), CopyStoreTest::chunks);

    try (BlobReader reader = new BlobReader(locations)) {
      try (Arena arena = Arena.ofShared();
          BlobLease open = reader.open(FAR)) {
        assertThat(open.view(arena).toArray(ValueLayout.JAVA_BYTE)).isEqualTo(WHOLE);
      }
      copy.remove();
      assertThat(reader.has(FAR)).isFalse();
    }
    assertThat(received).isEqualTo(WHOLE.length);
  }

  @Test
  void blobsWithTheSameBytesAreOneCopyUntilTheLastIsRemoved() throws IOException {
    BlobRef twin = new BlobRef(HostId.get() + 1, 7, 16, 128, WHOLE.length, 2);
    StoredCopy first = store.make(blob(WHOLE.length), CopyStoreTest::chunks);
    StoredCopy second =
        store.make(
            new CopyOffer(1, 2, twin.content(), Form.BLOB, WHOLE.length, PLACE, ""),
            CopyStoreTest::chunks);

    assertThat(received).as("it came once").isEqualTo(WHOLE.length);
    assertThat(first.bytes() + second.bytes()).isEqualTo(WHOLE.length);
    try (BlobReader reader = new BlobReader(locations)) {
      first.remove();
      store.tidy();
      assertThat(reader.has(FAR)).isFalse();
      try (Arena arena = Arena.ofShared();
          BlobLease open = reader.open(twin)) {
        assertThat(open.view(arena).toArray(ValueLayout.JAVA_BYTE)).isEqualTo(WHOLE);
      }
      second.remove();
      assertThat(reader.has(twin)).isFalse();
    }
    store.make(blob(WHOLE.length), CopyStoreTest::chunks).remove();
    assertThat(received).as("when all are gone, it comes again").isEqualTo(2L * WHOLE.length);
  }

  @Test
  void aBlobOfAnotherLengthThanWasOfferedIsRefused() throws IOException {
    for (int length : new int[] {WHOLE.length - 1, WHOLE.length + 1}) {
      assertThatExceptionOfType(MalformedRecordException.class)
          .isThrownBy(() -> store.make(blob(length), CopyStoreTest::chunks));
    }
    try (BlobReader reader = new BlobReader(locations)) {
      assertThat(reader.has(FAR)).isFalse();
    }
  }

  @Test
  void aBlobThatFindsNoRoomIsRefusedAndSaysWhatToDo() {
    assertThatExceptionOfType(StoreFullException.class)
        .isThrownBy(() -> store.make(blob(2 << 20), CopyStoreTest::chunks))
        .withMessageContaining("--store SIZE");
  }

  @Test
  void aFileHasTheBytesOfItsHashAndNoOthers() throws Exception {
    ContentId hash = ContentId.ofHash(MessageDigest.getInstance("SHA-256").digest(WHOLE));
    HostFiles files = HostFiles.of(directory.path(), limits);

    StoredCopy copy =
        store.make(
            new CopyOffer(1, 2, hash, Form.JAR, WHOLE.length, PLACE, ""), CopyStoreTest::chunks);

    assertThat(copy.isKept()).isTrue();
    assertThat(files.find(hash)).hasBinaryContent(WHOLE);
    copy.remove();
    assertThat(files.find(hash)).isNull();
    CopyOffer forged =
        new CopyOffer(1, 2, new ContentId(1, 2, 3, 4), Form.JAR, WHOLE.length, PLACE, "");
    assertThatExceptionOfType(MalformedRecordException.class)
        .isThrownBy(() -> store.make(forged, CopyStoreTest::chunks))
        .withMessageContaining("hash");
    try (Stream<Path> left = Files.list(directory.path().resolve("files"))) {
      assertThat(left).isEmpty();
    }
  }

  private static CopyOffer blob(long length) {
    return new CopyOffer(1, 2, FAR.content(), Form.BLOB, length, PLACE, "");
  }

  private static void chunks(LogPlace place, Consumer<? super ByteBuffer> onChunk) {
    onChunk.accept(ByteBuffer.wrap(FIRST));
    onChunk.accept(ByteBuffer.wrap(SECOND));
  }
}
