package dev.baton.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.BlobGoneException;
import dev.baton.Shared;
import dev.baton.SharedCounter;
import dev.baton.Task;
import dev.baton.TaskFunction;
import dev.baton.pool.ProcessPool;
import dev.baton.process.JvmCommand;
import dev.baton.process.JvmFlags;
import dev.baton.store.StoreLocations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** However processes end, what they shared is removed, and others are not disturbed. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "/proc tells which processes live")
class SharedDataEndsIT {

  /** Long enough for a machine that is busy with other things; what is promised is 5 s. */
  private static final Duration LIMIT = Duration.ofMinutes(1);

  /** A user of its own, as the next start of anything sweeps up what is left of a user's stores. */
  private final String user = UUID.randomUUID().toString();

  @TempDir private Path folder;
  private Path temp;
  private Path inMemory;
  private Path onDisk;
  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void makeTemp() throws IOException {
    temp = Files.createDirectory(folder.resolve("temp"));
    inMemory = Path.of("/dev/shm/baton-" + user);
    onDisk = temp.resolve("baton-" + user);
  }

  @AfterEach
  void endAll() {
    for (Process process : started) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    asUser(() -> locations().sweepDead());
  }

  @Test
  void doctorCountsWhatKilledProcessesLeftAndRemovesItWhenAsked() throws Exception {
    killAll(startSharing());
    assertThat(blobFiles(inMemory)).isNotEmpty();
    assertThat(blobFiles(onDisk)).isNotEmpty();

    assertThat(doctor()).contains("0 directories in use, 2 left by killed processes");
    assertThat(blobFiles(inMemory)).isNotEmpty();
    assertThat(blobFiles(onDisk)).isNotEmpty();

    assertThat(doctor("--clean")).contains("removed 2 left by killed processes");
    assertThat(inMemory).doesNotExist();
    assertThat(onDisk).doesNotExist();
    assertThat(doctor()).contains("0 directories in use").doesNotContain("left by");
  }

  @Test
  @Tag("thorough")
  void sweepingRemovesAllThatKilledProcessesLeftInMemoryAndOnDisk() throws Exception {
    List<Long> living = startSharing();
    assertThat(asUser(() -> locations().sweepDead())).isZero();
    killAll(living);

    assertThat(asUser(() -> locations().countDead())).isEqualTo(2);
    assertThat(asUser(() -> locations().sweepDead())).isEqualTo(2);

    assertThat(inMemory).doesNotExist();
    assertThat(onDisk).doesNotExist();
    assertThat(asUser(() -> locations().sweepDead())).isZero();
  }

  @Test
  void killedProgramTakesItsProcessesAndItsDataAlong() throws Exception {
    List<Long> pids = startSharing();

    signal("KILL", pids.subList(0, 1));

    awaitEnd(pids);
    assertThat(inMemory).doesNotExist();
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void poolsDoNotDisturbEachOther() throws Exception {
    long[] numbers = {1, 2, 3};
    try (ProcessPool stays = ProcessPool.builder().pool("stays").workers(1).build()) {
      Shared<long[]> own = stays.share(numbers);
      TaskFunction<Integer, Long> readOwn = i -> own.longs().get(i);
      Shared<long[]> foreign;
      TaskFunction<Integer, Long> readForeign;
      Task<Shared<long[]>> giveForeign;
      try (ProcessPool goes = ProcessPool.builder().pool("goes").workers(1).build()) {
        foreign = goes.share(numbers);
        readForeign = i -> foreign.longs().get(i);
        giveForeign = () -> foreign;
        assertThat(goes.submit(readForeign, 1).get(1, TimeUnit.MINUTES)).isEqualTo(2);

        // They are of one user and on one host: the data is there for both.
        assertThat(stays.submit(readForeign, 2).get(1, TimeUnit.MINUTES)).isEqualTo(3);
        assertFails(stays, giveForeign, BlobGoneException.class);
        // Counters and maps are known by their pool only.
        SharedCounter counter = goes.counter("foreign");
        assertFails(stays, counter::increment, IllegalStateException.class);
      }

      assertThatExceptionOfType(IllegalStateException.class).isThrownBy(foreign::segment);
      // Who has the memory mapped may see it for a moment longer.
      Awaitility.await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> assertFails(stays, () -> readForeign.apply(0), IllegalStateException.class));
      assertThat(stays.submit(readOwn, 0).get(1, TimeUnit.MINUTES)).isEqualTo(1);
      assertThat(own.value()).isEqualTo(numbers);
    }
  }

  private static void assertFails(ProcessPool pool, Task<?> task, Class<? extends Exception> type) {
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> pool.submit(task).get(1, TimeUnit.MINUTES))
        .satisfies(e -> assertThat(e.getCause()).isExactlyInstanceOf(type));
  }

  /** Returns the processes of a {@link SharingProgram}, its own first. */
  private List<Long> startSharing() throws IOException {
    Path out = folder.resolve("out");
    Process program = start(out, SharingProgram.class.getName());
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> Files.readString(out).contains(SharingProgram.READY));
    List<Long> pids =
        Stream.concat(Stream.of(program.toHandle()), program.descendants())
            .map(ProcessHandle::pid)
            .toList();
    assertThat(pids).hasSize(SharingProgram.PROCESSES);
    return pids;
  }

  private String doctor(String... arguments) throws Exception {
    Path out = Files.createTempFile(folder, "doctor", ".out");
    Process doctor =
        start(
            out,
            "dev.baton.cli.Baton",
            Stream.concat(Stream.of("doctor"), Stream.of(arguments)).toArray(String[]::new));
    assertThat(doctor.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(doctor.exitValue()).isZero();
    return Files.readString(out);
  }

  private Process start(Path out, String main, String... arguments) throws IOException {
    JvmCommand.Builder command = JvmCommand.builder(main).flags(JvmFlags.sharedMemory());
    List.of(arguments).forEach(command::argument);
    ProcessBuilder builder =
        new ProcessBuilder(command.build().words())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder
        .environment()
        .put("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temp + " -Duser.name=" + user);
    Process process = builder.start();
    started.add(process);
    return process;
  }

  /** At once: none of them sees another one's end. */
  private static void killAll(List<Long> pids) throws Exception {
    signal("STOP", pids);
    signal("KILL", pids);
    awaitEnd(pids);
  }

  private static void signal(String name, List<Long> pids) throws Exception {
    List<String> words = new ArrayList<>(List.of("kill", "-" + name));
    pids.forEach(pid -> words.add(Long.toString(pid)));
    assertThat(new ProcessBuilder(words).inheritIO().start().waitFor()).isZero();
  }

  private static void awaitEnd(List<Long> pids) {
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> pids.stream().noneMatch(SharedDataEndsIT::hasMemory));
  }

  /** Whether a process has memory: one that has ended has none, also if nobody asked how. */
  private static boolean hasMemory(long pid) {
    try {
      return !Files.readString(Path.of("/proc", Long.toString(pid), "maps")).isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  private static List<Path> blobFiles(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(path -> path.getFileName().toString().startsWith("segment-")).toList();
    }
  }

  private StoreLocations locations() {
    return new StoreLocations(inMemory.getParent(), temp);
  }

  private <T> T asUser(Supplier<T> action) {
    String me = System.getProperty("user.name");
    System.setProperty("user.name", user);
    try {
      return action.get();
    } finally {
      System.setProperty("user.name", me);
    }
  }
}
