package dev.baton.store.chronicle.map;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class RedoJournalTest {

  private static final int ENTRY_BYTES = 20;

  private final MemorySegment memory =
      Arena.ofAuto().allocate(RedoJournal.bytesFor(ENTRY_BYTES), Long.BYTES);
  private final RedoJournal journal = new RedoJournal(memory);
  private final MapKey key = MapKey.of("0123456789".getBytes(UTF_8));
  private final byte[] value = "abcdefghij".getBytes(UTF_8);

  @Test
  void nothingIsPendingAtFirst() {
    assertThat(journal.isPending()).isFalse();
    assertThat(journal.pending()).isNull();
  }

  @Test
  void whatWasBegunIsPendingUntilItEnds() {
    journal.begin(Change.put(key, value));

    assertThat(journal.isPending()).isTrue();
    assertThat(journal.pending()).usingRecursiveComparison().isEqualTo(Change.put(key, value));
    journal.end();
    assertThat(journal.isPending()).isFalse();
    assertThat(journal.pending()).isNull();
  }

  @Test
  void allKindsOfChangesComeBack() {
    journal.begin(Change.remove(key));
    assertThat(journal.pending()).usingRecursiveComparison().isEqualTo(Change.remove(key));
    journal.end();
    journal.begin(Change.clear());
    assertThat(journal.pending()).usingRecursiveComparison().isEqualTo(Change.clear());
  }

  @Test
  void aNoteWithAnyOtherByteDoesNotCount() {
    journal.begin(Change.put(key, value));
    for (long offset = Long.BYTES; offset < memory.byteSize(); offset++) {
      if (offset >= 40 && offset < 64) {
        continue; // reserved
      }
      byte was = memory.get(ValueLayout.JAVA_BYTE, offset);
      memory.set(ValueLayout.JAVA_BYTE, offset, (byte) (was ^ 0x40));

      assertThat(journal.pending()).as("offset %d", offset).isNull();

      memory.set(ValueLayout.JAVA_BYTE, offset, was);
    }
    assertThat(journal.pending()).isNotNull();
  }
}
