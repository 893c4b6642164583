package dev.baton.store.chronicle.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import net.openhft.chronicle.hash.impl.BigSegmentHeader;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.VanillaChronicleMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process that died at a certain point leaves, made by hand, and what the next one does. */
class SharedMapRepairIT {

  private static final String NAME = "words";
  private static final long DEAD = 0x77_00L;

  @TempDir private Path directory;
  private MapAccess access;
  private ChronicleSharedMap<String, Long> map;
  private MapFiles files;
  private MapControl control;

  @BeforeEach
  void createMap() throws IOException {
    access = MapAccess.create(directory);
    map = access.create(NAME, 100, 100);
    map.put("a", 1L);
    map.put("b", 2L);
    files = new MapFiles(directory, NAME);
    control = MapControl.open(files.control(), NAME);
  }

  @AfterEach
  void closeAll() {
    map.close();
    control.close();
    access.close();
  }

  @Test
  void aDeathBeforeTheNoteChangesNothing() throws IOException {
    die();

    assertWhole(1, Map.of("a", 1L, "b", 2L));
  }

  @Test
  void aDeathBetweenNoteAndChangeIsMadeGood() throws IOException {
    control.journal().begin(Change.put(key("c"), bytes(3)));
    die();

    assertWhole(2, Map.of("a", 1L, "b", 2L, "c", 3L));
  }

  @Test
  void aDeathBetweenChangeAndEndOfTheNoteChangesNothingMore() throws IOException {
    control.journal().begin(Change.put(key("b"), bytes(3)));
    inGeneration(generation -> generation.apply(Change.put(key("b"), bytes(3))));
    die();

    assertWhole(2, Map.of("a", 1L, "b", 3L));
  }

  @Test
  void aDeathInARemovalIsMadeGood() throws IOException {
    control.journal().begin(Change.remove(key("a")));
    // Chronicle counts down first; who believes the count misses an entry.
    inRawMap((header, address) -> header.entries(address, header.entries(address) - 1));
    lockSegmentForEver();
    die();

    assertWhole(2, Map.of("b", 2L));
  }

  @Test
  void aDeathInClearingIsMadeGood() throws IOException {
    control.journal().begin(Change.clear());
    inGeneration(generation -> generation.apply(Change.remove(key("a"))));
    die();

    assertWhole(2, Map.of());
    map.put("a", 5L);
    assertThat(map.get("a")).isEqualTo(5);
  }

  @Test
  void aDeathInAReadLeavesALockThatBlocksNobody() throws IOException {
    lockSegmentForEver();
    die();

    assertWhole(2, Map.of("a", 1L, "b", 2L));
  }

  @Test
  void aNoteThatIsNotWholeDoesNotCount() throws IOException {
    control.journal().begin(Change.put(key("a"), bytes(3)));
    corruptJournal();
    die();

    assertWhole(2, Map.of("a", 1L, "b", 2L));
  }

  @Test
  void aDeathInARepairIsRepaired() throws IOException {
    control.journal().begin(Change.put(key("c"), bytes(3)));
    Files.writeString(files.generation(2), "half a file");
    control.suspect(true);
    die();

    assertWhole(2, Map.of("a", 1L, "b", 2L, "c", 3L));
  }

  @Test
  void aDeathAfterARepairWasPublishedIsRepairedAgain() throws IOException {
    control.journal().begin(Change.put(key("c"), bytes(3)));
    die();
    map.size();
    assertThat(control.generation()).isEqualTo(2);
    Files.writeString(files.generation(1), "not deleted yet");
    control.journal().begin(Change.put(key("c"), bytes(3)));
    control.suspect(true);
    die();

    assertWhole(3, Map.of("a", 1L, "b", 2L, "c", 3L));
  }

  @Test
  void aDeathBeforeTheFirstGenerationIsMadeGood() throws IOException {
    MapFiles young = new MapFiles(directory, "young");
    try (MapControl made = MapControl.create(young.control(), new MapSpec("young", 10, 100))) {
      made.structuralLock().set(ValueLayout.JAVA_LONG, 0, DEAD);
      Files.writeString(young.generation(1), "half a file");
    }
    ChronicleSharedMap<String, Long> opened = access.open("young");

    opened.put("a", 1L);

    assertThat(opened.get("a")).isEqualTo(1);
    opened.close();
  }

  @Test
  void aDeadHolderOfAKeyIsForgotten() {
    for (int stripe = 0; stripe < MapControl.STRIPES; stripe++) {
      control.stripeLock(stripe).set(ValueLayout.JAVA_LONG, 0, DEAD);
    }

    assertThat(map.merge("a", 1L, Long::sum)).isEqualTo(2);
    map.clear();

    assertThat(map.size()).isZero();
    assertThat(control.generation()).isEqualTo(1);
  }

  @Test
  void othersFollowToTheNextGeneration() throws IOException {
    ChronicleSharedMap<String, Long> other = access.open(NAME);
    control.journal().begin(Change.put(key("c"), bytes(3)));
    die();
    assertThat(map.get("c")).isEqualTo(3);

    assertThat(other.get("c")).isEqualTo(3);
    other.put("d", 4L);

    assertThat(map.get("d")).isEqualTo(4);
    other.close();
  }

  private void die() {
    control.structuralLock().set(ValueLayout.JAVA_LONG, 0, DEAD);
  }

  private void assertWhole(long generation, Map<String, Long> entries) throws IOException {
    assertThat(map.entries()).containsExactlyInAnyOrderElementsOf(entries.entrySet());
    assertThat(map.size()).isEqualTo(entries.size());
    assertThat(control.generation()).isEqualTo(generation);
    assertThat(control.isSuspect()).isFalse();
    assertThat(control.journal().isPending()).isFalse();
    map.put("last", 9L);
    assertThat(map.get("last")).isEqualTo(9);
    try (var all = Files.list(directory)) {
      List<String> left =
          all.map(file -> file.getFileName().toString())
              .filter(file -> file.contains(".g"))
              .toList();
      assertThat(left).containsExactly(files.generation(generation).getFileName().toString());
    }
  }

  private interface GenerationUse {

    void accept(Generation generation);
  }

  private void inGeneration(GenerationUse use) throws IOException {
    try (Generation generation =
        Generation.open(files.generation(control.generation()), control.generation(), 100)) {
      use.accept(generation);
    }
  }

  private interface HeaderUse {

    void accept(BigSegmentHeader header, long address);
  }

  private void inRawMap(HeaderUse use) throws IOException {
    try (ChronicleMap<byte[], EntryImage> raw =
        ChronicleMap.of(byte[].class, EntryImage.class)
            .createPersistedTo(files.generation(control.generation()).toFile())) {
      long address = ((VanillaChronicleMap<?, ?, ?>) raw).segmentHeaderAddress(0);
      use.accept(BigSegmentHeader.INSTANCE, address);
    }
  }

  private void lockSegmentForEver() throws IOException {
    inRawMap(BigSegmentHeader::writeLock);
  }

  private void corruptJournal() throws IOException {
    long journal = 8320;
    try (FileChannel channel = FileChannel.open(files.control(), StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {99}), journal + 70);
    }
  }

  private MapKey key(String key) {
    return MapKey.of(access.codec.encodeToBytes(key));
  }

  private byte[] bytes(long value) {
    return access.codec.encodeToBytes(value);
  }
}
