package dev.baton.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
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
    state = MappedHostState.create(directory, WORKERS);
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
    try (HostState other = MappedHostState.open(directory.path())) {
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
    try (HostState reader = MappedHostState.open(directory.path())) {
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
  void openingTheStateNeedsNoFlagAndNothingOfChronicle() throws Exception {
    ChildJvm writer = start(List.of("-Xlog:class+load:stderr"), "add", "1");
    assertThat(writer.awaitLine()).isEqualTo(OPENED);
    writer.go();
    assertThat(writer.exitCode()).isZero();

    assertThat(writer.errors())
        .contains("dev.baton.store.MappedSlot")
        .doesNotContain("net.openhft")
        .doesNotContain("WARNING");
  }

  private ChildJvm start(String... arguments) throws IOException {
    return start(List.of(), arguments);
  }

  private ChildJvm start(List<String> flags, String... arguments) throws IOException {
    ChildJvm writer = StateWriter.start(flags, directory.path(), arguments);
    writers.add(writer);
    return writer;
  }
}
