package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;

/** What {@code --profile} writes, of real processes. */
class ProfileIT extends WithSandbox {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int TASKS = 60;

  private static final int HEADER_BYTES = 68;
  private static final int SIZE_AT = 8;
  private static final int METADATA_AT = 24;
  private static final int STATE_AT = 64;

  @Test
  void theProfileHasTheTasksAndSamplesOfAllWorkersAlsoOfOneThatWasKilled() throws Exception {
    Path profile = folder.resolve("run.jfr");
    Path page = folder.resolve("run.html");
    Instant start = Instant.now();
    BatonProcess run = sleep(profile, "--flame-graph=" + page);
    await().atMost(PATIENCE).until(() -> recordings().size() >= 2);
    ProcessHandle victim = run.worker();
    awaitFlushed(run, victim);
    Set<Long> threads = threads(victim);
    assertThat(victim.destroyForcibly()).isTrue();
    run.endsWith(0);
    Instant end = Instant.now();

    List<RecordedEvent> events = RecordingFile.readAllEvents(profile);
    assertThat(events)
        .as("times are those of one clock")
        .allMatch(event -> event.getStartTime().isAfter(start.minusSeconds(1)))
        .allMatch(event -> event.getStartTime().isBefore(end.plusSeconds(1)));
    List<RecordedEvent> ofKilled =
        of(events, "dev.baton.Task")
            .filter(event -> threads.contains(event.getThread().getOSThreadId()))
            .toList();
    assertThat(ofKilled).isNotEmpty();
    assertThat(ofKilled.stream().map(event -> event.getString("worker")).distinct()).hasSize(1);
    assertThat(
            of(events, "jdk.ExecutionSample")
                .map(event -> event.getThread("sampledThread").getOSThreadId())
                .filter(threads::contains))
        .as("samples of the killed worker")
        .isNotEmpty();
    assertThat(
            of(events, "dev.baton.Task").map(event -> event.getThread().getOSThreadId()).distinct())
        .as("threads of tasks: of the killed worker, of the other one, perhaps of a new one")
        .hasSizeBetween(2, 3);
    Set<Long> done =
        of(events, "dev.baton.Task")
            .filter(event -> event.getString("end").equals("done"))
            .map(event -> event.getLong("task"))
            .collect(Collectors.toSet());
    assertThat(done).hasSizeBetween(TASKS / 2, TASKS);
    assertThat(of(events, "dev.baton.TaskStart")).isNotEmpty();
    assertThat(Files.readString(page)).contains("WorkerMain.main", "Methods that ran most");
    sandbox.assertNothingLeft();
  }

  @Test
  void aKilledCoordinatorLeavesNoRecordings() throws IOException {
    BatonProcess run = sleep(folder.resolve("run.jfr"));
    await().atMost(PATIENCE).until(() -> recordings().size() >= 2);

    run.kill();

    assertThat(run.awaitEnd()).isEqualTo(137);
    sandbox.assertNothingLeft();
  }

  @Test
  void aRunThatFailsHasItsProfileAndLeavesNothing() throws IOException {
    Path profile = folder.resolve("run.jfr");
    sandbox
        .run("run", "--profile=" + profile, "--workers=1", "wordcount", "missing.txt")
        .endsWith(2);
    assertThat(profile).doesNotExist();
    sandbox.assertNothingLeft();
  }

  private BatonProcess sleep(Path profile, String... more) throws IOException {
    Stream<String> words =
        Stream.of("run", "--profile=" + profile, "--workers=2", "--spares=0", "--transport=local");
    return sandbox.start(
        Stream.of(words, Stream.of(more), Stream.of("sleep", "--tasks=" + TASKS, "--seconds=0.2"))
            .flatMap(all -> all)
            .toArray(String[]::new));
  }

  /** Until something that a worker has done by now is in its file, of which it runs a task. */
  private void awaitFlushed(BatonProcess run, ProcessHandle worker) throws IOException {
    await().atMost(PATIENCE).until(() -> recording(worker).isPresent());
    Path file = recording(worker).orElseThrow();
    await().atMost(PATIENCE).until(() -> !run.isAlive() || tasks(file) >= 2);
    assertThat(run.isAlive()).as("the run goes on").isTrue();
  }

  /** How many tasks a recording that goes on has, up to its last flush. */
  private int tasks(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer header = ByteBuffer.wrap(bytes);
    if (bytes.length < HEADER_BYTES || header.getLong(METADATA_AT) == 0) {
      return 0;
    }
    Path copy = folder.resolve("copy.jfr");
    bytes[STATE_AT] = 0;
    Files.write(copy, Arrays.copyOf(bytes, Math.toIntExact(header.getLong(SIZE_AT))));
    try {
      return (int) of(RecordingFile.readAllEvents(copy), "dev.baton.Task").count();
    } catch (IOException e) {
      return 0; // it was flushed meanwhile
    }
  }

  private static Stream<RecordedEvent> of(List<RecordedEvent> events, String type) {
    return events.stream().filter(event -> event.getEventType().getName().equals(type));
  }

  private static Set<Long> threads(ProcessHandle process) throws IOException {
    try (Stream<Path> threads = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
      return threads
          .map(thread -> Long.valueOf(thread.getFileName().toString()))
          .collect(Collectors.toSet());
    }
  }

  private Optional<Path> recording(ProcessHandle worker) throws IOException {
    return recordings().stream()
        .filter(file -> file.getParent().toString().endsWith("_" + worker.pid()))
        .findFirst();
  }

  private List<Path> recordings() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("temp"))) {
      return files.filter(file -> file.toString().endsWith(".jfr")).toList();
    } catch (UncheckedIOException e) {
      return List.of(); // changes while it is read
    }
  }
}
