package dev.baton.store.handle;

import static dev.baton.store.writer.TestStore.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.BlobGoneException;
import dev.baton.store.Members;
import dev.baton.store.StoreDirectory;
import dev.baton.store.area.Area;
import dev.baton.store.area.BlobRef;
import dev.baton.store.area.StoreUse;
import dev.baton.store.reader.BlobReader;
import dev.baton.store.writer.Blob;
import dev.baton.store.writer.BlobWriter;
import dev.baton.store.writer.TestStore;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Blobs between real processes, some of which are killed. */
class BlobProcessesIT {

  /** How many blobs are to be read well in the longest test. */
  private static final int EXCHANGED = Integer.getInteger("baton.test.exchanged", 500);

  @TempDir private Path place;
  private TestStore store;
  private final List<BlobProcess> processes = new ArrayList<>();

  @BeforeEach
  void makeStore() {
    store = TestStore.of(place, 64 * MIB);
  }

  @AfterEach
  void removeStore() {
    processes.forEach(BlobProcess::close);
    store.close();
  }

  @Test
  void aLeaseOfAnotherProcessKeepsABlobUntilThatEndsOrIsKilled() throws Exception {
    BlobProcess child = start();
    BlobWriter writer = store.writerWithSlabs();
    for (long size : new long[] {100, 2 * MIB}) {
      Blob closed = TestStore.write(writer, size);
      Blob killed = TestStore.write(writer, size);
      assertThat(child.open(closed.ref())).isEqualTo("opened");
      assertThat(child.open(killed.ref())).isEqualTo("opened");
      closed.free();
      killed.free();
      writer.tidy(_ -> true);
      assertThat(closed.isLeased()).isTrue();
      Blob other = TestStore.write(writer, size);
      assertThat(List.of(placeOf(closed), placeOf(killed))).doesNotContain(placeOf(other));
      assertThat(child.isWhole(closed.ref())).isTrue();

      assertThat(child.ask("close " + BlobProcess.text(closed.ref()))).isEqualTo("closed");

      assertThat(closed.isLeased()).isFalse();
      assertThat(killed.isLeased()).isTrue();
      assertThat(placeOf(TestStore.write(writer, size))).isEqualTo(placeOf(closed));
    }
    long blobs = store.use().blobs();

    child.kill();

    writer.tidy(_ -> true);
    assertThat(store.use().blobs()).isEqualTo(blobs - 2);
  }

  @Test
  void theAreaOfAKilledProcessIsRemovedAndItsReadersReadOn() throws Exception {
    BlobProcess child = start();
    List<BlobRef> refs = List.of(child.write(100), child.write(70_000), child.write(2 * MIB));
    BlobReader reader = store.reader();
    assertThat(Area.sweepDead(store.path(), null)).isZero();
    Map<BlobRef, MemorySegment> views = new HashMap<>();
    try (Arena arena = Arena.ofShared()) {
      for (BlobRef ref : refs) {
        views.put(ref, reader.open(ref).view(arena));
      }
      BlobRef unopened = child.write(64);

      child.kill();

      assertThat(Area.sweepDead(store.path(), null)).isEqualTo(1);
      assertThat(Area.list(store.path())).isEmpty();
      assertThat(store.use()).isEqualTo(new StoreUse(0, 0, 0, 0));
      reader.tidy();
      views.forEach((ref, view) -> assertThat(TestStore.isWhole(view, ref.sequence())).isTrue());
      assertThat(reader.isThere(refs.getFirst().area())).isFalse();
      assertThatExceptionOfType(BlobGoneException.class)
          .isThrownBy(() -> store.reader().open(unopened).close());
    }
  }

  @Test
  void aProcessThatLooksForDeadOnesDoesNotEndLivingOnes() throws Exception {
    BlobProcess one = start();
    BlobProcess two = start();
    BlobRef ofOne = one.write(100);
    BlobWriter mine = store.writerWithSlabs();
    Blob blob = TestStore.write(mine, 100);
    assertThat(two.open(ofOne)).isEqualTo("opened");
    assertThat(two.open(blob.ref())).isEqualTo("opened");

    for (int i = 0; i < 20; i++) {
      assertThat(Area.sweepDead(store.path(), null)).isZero();
    }

    assertThat(blob.isLeased()).isTrue();
    assertThat(two.isWhole(ofOne)).isTrue();
    one.kill();
    assertThat(Area.sweepDead(store.path(), null)).isEqualTo(1);
    assertThat(blob.isLeased()).isTrue();
    two.kill();
    assertThat(blob.isLeased()).isFalse();
  }

  @Test
  void thePlaceOfAKilledProcessAmongTheMembersIsGivenToTheNext() throws Exception {
    BlobWriter writer = store.writerWithSlabs();
    Members members = writer.area().members();
    Blob blob = TestStore.write(writer, 100);
    BlobProcess first = start();
    assertThat(first.open(blob.ref())).isEqualTo("opened");
    long token = members.line(1).token();
    assertThat(members.isAlive(token)).isTrue();

    first.kill();

    assertThat(members.isAlive(token)).isFalse();
    assertThat(blob.isLeased()).isFalse();
    BlobProcess second = start();
    assertThat(second.open(blob.ref())).isEqualTo("opened");
    assertThat(members.line(1).token()).isNotEqualTo(token);
    assertThat(members.isAlive(members.line(1).token())).isTrue();
    assertThat(members.isAlive(token)).isFalse();
    assertThat(members.line(2).token()).isZero();
  }

  @Test
  void aProcessWithoutFlagsReadsAndWritesToo() throws Exception {
    BlobProcess plain = startPlain();
    BlobWriter writer = store.writerWithSlabs();
    BlobReader reader = store.readerOf(writer);
    for (long size : new long[] {0, 1, 4096, 65_537, 2 * MIB}) {
      Blob blob = TestStore.write(writer, size);
      assertThat(plain.open(blob.ref())).isEqualTo("opened");
      assertThat(plain.isWhole(blob.ref())).isTrue();
      assertThat(TestStore.isReadable(reader, plain.write(size))).isTrue();
    }
    try (var files = Files.list(store.path().resolve(Area.name(plain.write(1).area())))) {
      assertThat(files)
          .extracting(file -> file.getFileName().toString())
          .contains("slab-0", "slab-2")
          .doesNotContain("catalogue");
    }
  }

  @Test
  void noBlobIsTornThatTwoProcessesExchangeAtRandom() throws Exception {
    store.close();
    // Little room, so that places are used again at once.
    store = TestStore.of(place, 16 * MIB);
    BlobProcess one = start();
    BlobProcess two = start();
    String toOne = one.ask("exchange").split(" ", 2)[1];
    String toTwo = two.ask("exchange").split(" ", 2)[1];
    Map<String, Integer> seen = new HashMap<>();
    while (seen.getOrDefault("whole", 0) < EXCHANGED) {
      one.say("exchange " + toOne);
      two.say("exchange " + toTwo);
      String[] ofOne = one.answer().split(" ", 2);
      String[] ofTwo = two.answer().split(" ", 2);
      assertThat(List.of(ofOne[0], ofTwo[0])).doesNotContain("torn");
      seen.merge(ofOne[0], 1, Integer::sum);
      seen.merge(ofTwo[0], 1, Integer::sum);
      toTwo = ofOne[1];
      toOne = ofTwo[1];
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void closingWhileThreadsUseTheStoreIsAnExceptionToThem(boolean plain) throws Exception {
    for (int i = 0; i < 4; i++) {
      BlobProcess child = plain ? startPlain() : start();

      assertThat(child.ask("closeUnderThreads")).isEqualTo("told");

      assertThat(Area.list(store.path())).isEmpty();
    }
  }

  @Test
  void aStoreDirectoryThatDisappearsLeavesItsReadersWithWhatTheyHave() throws Exception {
    BlobProcess child = start();
    BlobRef ref = child.write(2 * MIB);
    BlobWriter writer = store.writerWithSlabs();
    Blob blob = TestStore.write(writer, 100);
    assertThat(child.open(blob.ref())).isEqualTo("opened");

    StoreDirectory.deleteTree(store.path());

    assertThat(child.isWhole(blob.ref())).isTrue();
    assertThatExceptionOfType(BlobGoneException.class)
        .isThrownBy(() -> store.reader().open(ref).close());
  }

  private BlobProcess start() throws IOException {
    BlobProcess process = BlobProcess.start(place, store.path());
    processes.add(process);
    return process;
  }

  private BlobProcess startPlain() throws IOException {
    BlobProcess process = BlobProcess.startPlain(place, store.path());
    processes.add(process);
    return process;
  }

  private static String placeOf(Blob blob) {
    return blob.ref().file() + ":" + blob.ref().offset();
  }
}
