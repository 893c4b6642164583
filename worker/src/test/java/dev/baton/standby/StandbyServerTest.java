package dev.baton.standby;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import dev.baton.EnvironmentException;
import dev.baton.config.Settings;
import dev.baton.config.WorkerSettings;
import dev.baton.process.ChildExit;
import dev.baton.process.ChildProcess;
import dev.baton.store.StoreDirectory;
import dev.baton.store.StoreLocations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With small programs in the place of workers. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class StandbyServerTest implements WorkerLauncher {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration LONG = Duration.ofHours(1);
  private static final WorkerJvm JVM = new WorkerJvm("jdk", List.of(), 25, Map.of(), List.of());

  /** Says that it is warm, and then what it is told, until it is told no more. */
  private static final String ECHO = "echo baton:says standby=warm; cat; exit 7";

  @TempDir private Path memory;
  @TempDir private Path disk;
  private final List<StartedWorker> launched = new CopyOnWriteArrayList<>();
  private final List<String> ended = new CopyOnWriteArrayList<>();
  private final List<String> output = new CopyOnWriteArrayList<>();
  private StoreLocations locations;
  private StandbyServer server;
  private volatile String script = ECHO;

  @BeforeEach
  void setUp() {
    locations = new StoreLocations(memory, disk);
  }

  @AfterEach
  void close() {
    if (server != null) {
      server.close();
    }
    assertThat(launched).noneMatch(worker -> worker.process().isAlive());
    assertThat(memory).isEmptyDirectory();
  }

  @Override
  public StartedWorker launch() {
    try {
      Process process = new ProcessBuilder("sh", "-c", script).start();
      int number = launched.size();
      StartedWorker worker =
          new StartedWorker(process, "mark" + number, Path.of("/crash-" + number));
      launched.add(worker);
      return worker;
    } catch (IOException e) {
      throw new EnvironmentException("no shell", e);
    }
  }

  @Override
  public Duration ended(StartedWorker worker, Duration age, boolean wasTaken) {
    ended.add(worker.mark());
    return Duration.ZERO;
  }

  private StandbyClient start(int workers, Duration idleLimit) throws Exception {
    StoreDirectory directory = locations.createSole(StandbyClient.DIRECTORY);
    server =
        StandbyServer.start(
            directory,
            workers,
            idleLimit,
            Settings.DEFAULT.with(WorkerSettings.WORKERS, workers),
            this);
    server.awaitWarm(LIMIT);
    server.open(JVM);
    return StandbyClient.find(locations);
  }

  private ChildProcess take(StandbyClient client) throws IOException {
    StandbyClient.Taken taken = client.take();
    return taken == null ? null : ChildProcess.of("worker", taken.process(), output::add);
  }

  private static ChildExit exit(ChildProcess child) {
    return child.onExit().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
  }

  @Test
  void whatAWorkerIsToldAndSaysPassesAndItsExitCodeDoes() throws Exception {
    script = "echo before; " + ECHO.replace("cat;", "cat; echo oops >&2;");
    StandbyClient client = start(1, LONG);
    assertThat(client.jvm()).isEqualTo(JVM);

    StandbyClient.Taken taken = client.take();
    assertThat(taken.mark()).isEqualTo("mark0");
    assertThat(taken.crashFile()).isEqualTo(Path.of("/crash-0"));
    ChildProcess worker = ChildProcess.of("worker", taken.process(), output::add);
    assertThat(worker.pid()).isEqualTo(launched.getFirst().process().pid());
    assertThat(worker.isAlive()).isTrue();
    worker.writeBlock(Map.of("key", "a value"));
    await().atMost(LIMIT).until(() -> output.contains("key=a value"));
    worker.requestStop();

    assertThat(exit(worker).code()).isEqualTo(7);
    assertThat(output).containsSubsequence("before", "key=a value").contains("oops");
    assertThat(output).noneMatch(line -> line.contains("standby=warm"));
    assertThat(worker.isAlive()).isFalse();
  }

  @Test
  void aWorkerIsGivenOnceAndAnotherIsStartedWhenItHasEnded() throws Exception {
    StandbyClient client = start(2, LONG);

    ChildProcess one = take(client);
    ChildProcess two = take(client);
    assertThat(one.pid()).isNotEqualTo(two.pid());
    assertThat(take(client)).isNull();
    assertThat(client.status()).returns(0, StandbyStatus::free).returns(2, StandbyStatus::inUse);
    assertThat(launched).hasSize(2);
    one.requestStop();
    exit(one);

    await().atMost(LIMIT).until(() -> client.status().free() == 1);
    assertThat(ended).containsExactly("mark0");
    ChildProcess three = take(client);
    assertThat(three.pid()).isNotIn(one.pid(), two.pid());
    two.kill();
    assertThat(exit(two)).returns(137, ChildExit::code).returns(true, ChildExit::killedByParent);
  }

  @Test
  void aWorkerThatDiesWhileItWaitsIsReplaced() throws Exception {
    StandbyClient client = start(1, LONG);

    launched.getFirst().process().destroyForcibly();

    await().atMost(LIMIT).until(() -> launched.size() == 2 && client.status().free() == 1);
    assertThat(take(client).pid()).isEqualTo(launched.get(1).process().pid());
  }

  @Test
  void aProgramThatIsGoneTakesItsWorkersWithIt() throws Exception {
    StandbyClient client = start(1, LONG);

    try (FrameChannel connection = client.ask(FrameType.TAKE)) {
      assertThat(connection.receive()).returns(FrameType.GIVEN, FrameChannel.Frame::type);
    }

    await().atMost(LIMIT).until(() -> ended.contains("mark0") && client.status().free() == 1);
  }

  @Test
  void aServerThatIsGoneTakesItsWorkersWithItAndTheProgramHearsOfIt() throws Exception {
    StandbyClient client = start(1, LONG);
    ChildProcess worker = take(client);
    script = ECHO;

    server.close();

    assertThat(exit(worker).code()).isEqualTo(7);
    assertThat(StandbyClient.find(locations)).isNull();
    assertThatIOException().isThrownBy(client::take);
  }

  @Test
  void whatTheProgramDoesNotReadHoldsUpTheWorkerAndIsNotLost() throws Exception {
    int lines = 2_000;
    script =
        "echo baton:says standby=warm; read start; i=0; while [ $i -lt "
            + lines
            + " ]; do echo $i "
            + "x".repeat(200)
            + "; i=$((i+1)); done";
    StandbyClient client = start(1, LONG);
    StandbyClient.Taken taken = client.take();
    CompletableFuture<Void> mayRead = new CompletableFuture<>();
    ChildProcess worker =
        ChildProcess.of(
            "worker",
            taken.process(),
            line -> {
              mayRead.join();
              output.add(line);
            });
    worker.writeBlock(Map.of());

    await().atMost(LIMIT).until(() -> ((StandbyProcess) taken.process()).unread() > 0);
    assertThat(((StandbyProcess) taken.process()).unread())
        .isLessThanOrEqualTo(StandbyWorker.UNREAD_BYTES);
    assertThat(worker.isAlive()).isTrue();
    mayRead.complete(null);

    assertThat(exit(worker).code()).isZero();
    await().atMost(LIMIT).until(() -> output.size() == lines);
    assertThat(output.getLast()).startsWith((lines - 1) + " x");
  }

  @Test
  void theExitIsToldThoughTheProgramDoesNotReadAndWhatWasSaidComesLater() throws Exception {
    script = "echo baton:says standby=warm; read start; echo a; echo b; exit 5";
    StandbyClient client = start(1, LONG);
    CompletableFuture<Void> mayRead = new CompletableFuture<>();
    ChildProcess worker =
        ChildProcess.of(
            "worker",
            client.take().process(),
            line -> {
              mayRead.join();
              output.add(line);
            });
    worker.writeBlock(Map.of());

    assertThat(exit(worker).code()).isEqualTo(5);
    assertThat(output).isEmpty();
    mayRead.complete(null);

    await().atMost(LIMIT).until(() -> output.equals(List.of("a", "b")));
  }

  @Test
  void aServerThatNobodyUsesEnds() throws Exception {
    StandbyClient client = start(1, Duration.ofMillis(50));

    server.awaitIdle();

    assertThat(client.status().inUse()).isZero();
  }

  @Test
  void aServerThatIsUsedDoesNotEndUntilItsIdleTimeAfterThat() throws Exception {
    StandbyClient client = start(1, Duration.ofMillis(1));
    ChildProcess worker = take(client);
    CompletableFuture<Void> idle = new CompletableFuture<>();
    var _ =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    server.awaitIdle();
                    idle.complete(null);
                  } catch (InterruptedException e) {
                    idle.completeExceptionally(e);
                  }
                });

    worker.writeBlock(Map.of("key", "a value"));
    await().atMost(LIMIT).until(() -> output.contains("key=a value"));
    assertThat(idle).isNotDone();
    worker.requestStop();

    assertThat(idle).succeedsWithin(LIMIT);
  }

  @Test
  void whoeverStopsItWaitsForItsEnd() throws Exception {
    StandbyClient client = start(1, LONG);
    try (FrameChannel connection = client.ask(FrameType.STOP)) {
      assertThat(connection.receive()).isNull();
    }

    assertThat(StandbyClient.find(locations)).isNull();
    server.awaitIdle();
  }

  @Test
  void whoeverSpeaksAnotherLanguageIsLeft() throws Exception {
    StandbyClient client = start(1, LONG);
    byte[] words = "hello".getBytes(StandardCharsets.UTF_8);
    try (FrameChannel connection = client.ask(FrameType.EXIT)) {
      assertThat(connection.receive()).isNull();
    }
    try (FrameChannel connection = client.ask(FrameType.TAKE)) {
      assertThat(connection.receive()).returns(FrameType.GIVEN, FrameChannel.Frame::type);
      connection.send(FrameType.EXIT, words, 0, words.length);
      assertThat(connection.receive()).isNull();
    }

    await().atMost(LIMIT).until(() -> client.status().free() == 1);
  }

  @Test
  void workersThatEndInsteadOfGettingWarmAreAnError() {
    script = "echo to out; echo no such option >&2; exit 1";

    assertThatExceptionOfType(EnvironmentException.class)
        .isThrownBy(() -> start(1, LONG))
        .withMessageContaining("ended before it was ready")
        .withMessageContaining("to out")
        .withMessageContaining("no such option");
  }

  @Test
  void aUserHasOneServer() throws Exception {
    start(1, LONG);

    assertThat(locations.createSole(StandbyClient.DIRECTORY)).isNull();
  }
}
