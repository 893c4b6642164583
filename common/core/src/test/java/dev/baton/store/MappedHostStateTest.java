package dev.baton.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.EnvironmentException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The host state in one process; what several do is in {@code HostStateIT}. */
class MappedHostStateTest {

  private static final int WORKERS = 3;

  @TempDir private Path place;
  private StoreDirectory directory;
  private HostState state;

  @BeforeEach
  void createState() {
    directory = new StoreLocations(place, place).create("test", "a", 1 << 20, _ -> {});
    state = MappedHostState.create(directory, WORKERS);
  }

  @AfterEach
  void removeState() {
    state.close();
    directory.close();
  }

  @Test
  void slotsAreFreeAtFirst() {
    assertThat(state.snapshots())
        .hasSize(WORKERS)
        .allSatisfy(slot -> assertThat(slot.state()).isEqualTo(WorkerState.FREE))
        .allSatisfy(slot -> assertThat(slot.runningTask()).isEqualTo(WorkerSnapshot.NO_TASK));
  }

  @Test
  void aReaderSeesWhatWasWrittenOfEachSlot() {
    WorkerSlot slot = state.slot(1);
    slot.assign(4711, 99, 4, 1_000);
    slot.state(WorkerState.IDLE);
    slot.coordinator(123);
    slot.running(2, 17, 1_500);
    slot.beat(2_000);
    slot.ended(3, 0, 70);
    slot.ended(0, 1, 7);
    slot.dropped();
    slot.returned(5);

    try (HostState reader = MappedHostState.open(directory.path())) {
      assertThat(reader.workers()).isEqualTo(WORKERS);
      assertThat(reader.slot(1).snapshot())
          .isEqualTo(
              new WorkerSnapshot(
                  1, 4711, 99, WorkerState.BUSY, 4, 2, 17, 1_500, 2_000, 3, 1, 77, 1, 5, 123));
      assertThat(reader.slot(2).snapshot().pid()).isZero();
    }
  }

  @Test
  void aStateOfAnotherLayoutIsRefusedWithBothVersions() throws IOException {
    Path owner = directory.path().resolve("owner");
    String content = Files.readString(owner, StandardCharsets.ISO_8859_1);
    Files.writeString(owner, content.replaceAll("layout=\\d+", "layout=77"));

    assertThatThrownBy(() -> MappedHostState.open(directory.path()))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("layout version 77")
        .hasMessageContaining("version " + HostState.LAYOUT_VERSION);
  }

  @Test
  void openingWhereNoStateIsSaysSo() {
    assertThatThrownBy(() -> MappedHostState.open(place.resolve("nothing")))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("no host store in");
  }

  @Test
  void filesBelongToTheirUserAlone() throws IOException {
    assertThat(Files.getPosixFilePermissions(directory.path())).hasSize(3);
    try (var files = Files.list(directory.path())) {
      assertThat(files).isNotEmpty().allSatisfy(MappedHostStateTest::isPrivate);
    }
  }

  @Test
  void runningTasksSwitchBetweenIdleAndBusyUntilDraining() {
    WorkerSlot slot = state.slot(2);
    slot.assign(1, 2, 4, 5);
    slot.state(WorkerState.IDLE);
    slot.running(1, 16, 5);
    assertThat(slot.snapshot().state()).isEqualTo(WorkerState.BUSY);
    slot.longest(17, 6);
    assertThat(slot.snapshot())
        .returns(WorkerState.BUSY, WorkerSnapshot::state)
        .returns(17L, WorkerSnapshot::runningTask)
        .returns(6L, WorkerSnapshot::runningSinceMs);
    slot.running(0, WorkerSnapshot.NO_TASK, 0);
    assertThat(slot.snapshot().state()).isEqualTo(WorkerState.IDLE);
    slot.state(WorkerState.DRAINING);
    slot.running(1, 18, 7);
    slot.running(0, WorkerSnapshot.NO_TASK, 0);

    assertThat(slot.snapshot().state()).isEqualTo(WorkerState.DRAINING);
  }

  @Test
  void anyWordsCanBeRead() throws IOException {
    try (MappedLines lines = MappedLines.open(file())) {
      Random random = new Random(7);
      for (MappedLines.Line line : lines.lines()) {
        for (int word = 0; word < MappedLines.WORDS; word++) {
          line.set(word, random.nextLong());
        }
      }
    }

    assertThat(state.snapshots())
        .allSatisfy(slot -> assertThat(slot.state()).isEqualTo(WorkerState.DOWN));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100, 128, 512})
  void aFileThatIsNoStateIsRefused(int bytes) throws IOException {
    Files.write(file(), new byte[bytes]);

    assertThatThrownBy(() -> MappedHostState.open(directory.path()))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageStartingWith("Cannot open ")
        .hasMessageContaining("/state: ");
  }

  @Test
  void aClosedStateRefusesAccess() {
    state.close();
    state.close();

    assertThatIllegalStateException().isThrownBy(() -> state.slot(0).beat(1));
    assertThatIllegalStateException().isThrownBy(() -> state.slot(0).ended(1, 0, 1));
    assertThatIllegalStateException().isThrownBy(() -> state.slot(0).snapshot());
  }

  @Test
  void aReaderStaysWhenTheFileIsRemoved() {
    try (HostState reader = MappedHostState.open(directory.path())) {
      directory.close();
      state.slot(0).beat(17);

      assertThat(reader.slot(0).snapshot().beatMs()).isEqualTo(17);
    }
  }

  private Path file() {
    return directory.path().resolve("state");
  }

  private static void isPrivate(Path file) throws IOException {
    assertThat(Files.getPosixFilePermissions(file)).as(file.toString()).hasSize(2);
  }
}
