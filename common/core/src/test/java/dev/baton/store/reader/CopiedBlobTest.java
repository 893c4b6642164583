package dev.baton.store.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.BlobGoneException;
import dev.baton.store.area.BlobRef;
import dev.baton.store.area.CopyIndex;
import dev.baton.store.area.HostId;
import dev.baton.store.writer.Blob;
import dev.baton.store.writer.TestStore;
import dev.baton.store.writer.WithStore;
import java.io.IOException;
import java.lang.foreign.Arena;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A blob of another host is read in this host's copy of it, by the same reference. */
class CopiedBlobTest extends WithStore {

  private static final long SIZE = 3000;

  private CopyIndex index;

  @BeforeEach
  void openIndex() {
    index = new CopyIndex(store.path());
  }

  /** Hosts that are containers of one kernel have the same number. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theCopyIsReadByTheReferenceToTheOriginal(boolean sameKernel) throws IOException {
    BlobRef far = far(sameKernel ? HostId.get() : HostId.get() + 1);
    Blob copy = copy(far);

    try (Arena arena = Arena.ofShared();
        BlobLease open = reader.open(far)) {
      assertThat(TestStore.isWhole(open.view(arena), copy.ref().sequence())).isTrue();
      assertThat(copy.isLeased()).isTrue();
    }
    assertThat(reader.has(far)).isTrue();
  }

  @Test
  void withoutACopyItIsGone() {
    BlobRef far = far(HostId.get() + 1);

    assertThat(reader.has(far)).isFalse();
    assertThatExceptionOfType(BlobGoneException.class)
        .isThrownBy(() -> reader.open(far).close())
        .withMessageContaining("is not on this host");
  }

  @Test
  void aCopyThatWasRemovedAndMadeAgainIsFound() throws IOException {
    BlobRef far = far(HostId.get() + 1);
    Blob first = copy(far);
    reader.open(far).close();
    index.remove(far.content());
    first.free();
    assertThatExceptionOfType(BlobGoneException.class).isThrownBy(() -> reader.open(far).close());
    Blob other = TestStore.write(writer, SIZE); // takes the room of the first
    Blob second = copy(far);

    try (Arena arena = Arena.ofShared();
        BlobLease open = reader.open(far)) {
      assertThat(TestStore.isWhole(open.view(arena), second.ref().sequence())).isTrue();
    }
    assertThat(other.isLeased()).isFalse();
  }

  private Blob copy(BlobRef far) throws IOException {
    Blob copy = TestStore.write(writer, SIZE);
    index.add(far.content(), copy.ref());
    return copy;
  }

  private static BlobRef far(long machine) {
    return new BlobRef(machine, 4711, 16, 64, SIZE, 1);
  }
}
