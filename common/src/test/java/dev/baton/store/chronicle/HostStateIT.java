package dev.baton.store.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.EnvironmentException;
import dev.baton.store.ChildJvm;
import dev.baton.store.HostState;
import dev.baton.store.StoreDirectory;
import dev.baton.store.StoreLocations;
import dev.baton.store.WorkerSlot;
import dev.baton.store.WorkerSnapshot;
import dev.baton.store.WorkerState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The host state between real processes. */
class HostStateIT {

  private static final int WORKERS = 3;
  private static final String OPENED = "opened";

  @TempDir private Path place;
  private StoreDirectory directory;
  private HostState state;
  private final List<ChildJvm> writers = new ArrayList<>();

  @BeforeEach
  void createState() {
    directory = new StoreLocations(place, place).create("test", "a", 1 << 20, _ -> {});
    state = ChronicleHostState.create(directory, WORKERS);
  }

  @AfterEach
  void removeState() {
    writers.forEach(ChildJvm::close);
    state.close();
    directory.close();
  }

  @Test
  void additionsOfSeveralProcessesToOneSlotAreAllCounted() throws Exception {
    int each = 200_000;
    for (int i = 0; i < 3; i++) {
      start("add", Integer.toString(each));
    }
    for (ChildJvm writer : writers) {
      assertThat(writer.awaitLine()).isEqualTo(OPENED);
    }
    for (ChildJvm writer : writers) {
      writer.go();
    }
    for (ChildJvm writer : writers) {
      assertThat(writer.exitCode()).isZero();
    }

    WorkerSnapshot slot = state.slot(0).snapshot();

    assertThat(slot.done()).isEqualTo(3L * each);
    assertThat(slot.failed()).isEqualTo(3L * each);
    assertThat(slot.busyNs()).isEqualTo(3L * each * 7);
  }

  @Test
  void aKilledWriterLeavesWhatItWroteAndBlocksNobody() throws Exception {
    state.slot(1).assign(4711, 99, 1, 1_000);
    ChildJvm writer = start("spin");
    assertThat(writer.awaitLine()).isEqualTo(OPENED);
    writer.go();
    await().until(() -> state.slot(1).snapshot().done() > 1_000);

    writer.kill();

    WorkerSnapshot left = state.slot(1).snapshot();
    assertThat(left.incarnation()).isEqualTo(99);
    assertThat(left.runningTask()).isNotNegative();
    state.slot(1).ended(1, 0, 0);
    assertThat(state.slot(1).snapshot().done()).isEqualTo(left.done() + 1);
    try (HostState other = ChronicleHostState.open(directory.path())) {
      assertThat(other.slot(1).snapshot().done()).isEqualTo(left.done() + 1);
    }
    state.slot(1).assign(4712, 100, 1, 2_000);
    assertThat(state.slot(1).snapshot())
        .returns(0L, WorkerSnapshot::done)
        .returns(WorkerSnapshot.NO_TASK, WorkerSnapshot::runningTask)
        .returns(WorkerState.STARTING, WorkerSnapshot::state);
  }

  @Test
  void aReaderSeesCountersGrowWhileAWriterRuns() throws Exception {
    ChildJvm writer = start("spin");
    assertThat(writer.awaitLine()).isEqualTo(OPENED);
    writer.go();
    try (HostState reader = ChronicleHostState.open(directory.path())) {
      assertThat(reader.workers()).isEqualTo(WORKERS);
      long before = reader.slot(1).snapshot().done();
      await().until(() -> reader.slot(1).snapshot().done() > before);
    }
  }

  @Test
  void accessAfterClosingIsAnExceptionAlsoWhileThreadsWrite() throws Exception {
    ChildJvm writer = start("close");

    assertThat(writer.awaitLine()).isEqualTo(OPENED);
    writer.go();

    assertThat(writer.awaitLine()).isEqualTo("refused 4");
    assertThat(writer.exitCode()).isZero();
  }

  @Test
  void noProcessStartsACompilerToOpenTheState() throws Exception {
    ChildJvm writer = start(List.of("-Xlog:class+load:stderr"), "add", "1");
    assertThat(writer.awaitLine()).isEqualTo(OPENED);
    writer.go();
    assertThat(writer.exitCode()).isZero();

    assertThat(writer.errors())
        .contains("dev.baton.store.chronicle.SlotValue$$Native")
        .contains("net.openhft.chronicle.hash.VanillaGlobalMutableState$$Native")
        .doesNotContain("com.sun.tools.javac.main.JavaCompiler")
        .doesNotContain("com.sun.tools.javac.comp.")
        .doesNotContain("chronicle.analytics.Analytics");
  }

  @Test
  void aMissingFlagIsNamed() throws Exception {
    String flag = "--add-opens=java.base/java.lang=ALL-UNNAMED";
    ChildJvm writer = StateWriter.startWithout(flag, directory.path());
    writers.add(writer);

    assertThat(writer.exitCode()).isEqualTo(1);
    assertThat(writer.errors()).contains("Add: " + flag);
  }

  @Test
  void aStateOfAnotherLayoutIsRefusedWithBothVersions() throws IOException {
    Path owner = directory.path().resolve("owner");
    String content = Files.readString(owner, StandardCharsets.ISO_8859_1);
    Files.writeString(owner, content.replaceAll("layout=\\d+", "layout=77"));

    assertThatThrownBy(() -> ChronicleHostState.open(directory.path()))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("layout version 77")
        .hasMessageContaining("version " + HostState.LAYOUT_VERSION);
  }

  @Test
  void openingWhereNoStateIsSaysSo() {
    assertThatThrownBy(() -> ChronicleHostState.open(place.resolve("nothing")))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("no host store in");
  }

  @Test
  void filesBelongToTheirUserAlone() throws IOException {
    assertThat(Files.getPosixFilePermissions(directory.path())).hasSize(3);
    try (var files = Files.list(directory.path())) {
      assertThat(files).isNotEmpty().allSatisfy(HostStateIT::isPrivate);
    }
  }

  @Test
  void runningTasksSwitchBetweenIdleAndBusyUntilDraining() {
    WorkerSlot slot = state.slot(2);
    slot.assign(1, 2, 4, 5);
    slot.state(WorkerState.IDLE);
    slot.running(1, 17, 6);
    assertThat(slot.snapshot().state()).isEqualTo(WorkerState.BUSY);
    slot.running(0, WorkerSnapshot.NO_TASK, 0);
    assertThat(slot.snapshot().state()).isEqualTo(WorkerState.IDLE);
    slot.state(WorkerState.DRAINING);
    slot.running(1, 18, 7);
    slot.running(0, WorkerSnapshot.NO_TASK, 0);

    assertThat(slot.snapshot().state()).isEqualTo(WorkerState.DRAINING);
  }

  private ChildJvm start(String... arguments) throws IOException {
    return start(List.of(), arguments);
  }

  private ChildJvm start(List<String> flags, String... arguments) throws IOException {
    ChildJvm writer = StateWriter.start(flags, directory.path(), arguments);
    writers.add(writer);
    return writer;
  }

  private static void isPrivate(Path file) throws IOException {
    assertThat(Files.getPosixFilePermissions(file)).as(file.toString()).hasSize(2);
  }
}
