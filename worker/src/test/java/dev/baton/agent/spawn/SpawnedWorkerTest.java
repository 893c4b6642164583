package dev.baton.agent.spawn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.EnvironmentException;
import dev.baton.agent.crash.WorkerOutput;
import dev.baton.config.Settings;
import dev.baton.process.ChildExit;
import dev.baton.process.ChildProcess;
import dev.baton.process.JvmCommand;
import dev.baton.wire.Address;
import dev.baton.worker.Assignment;
import dev.baton.worker.WorkerPlace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With small programs in the place of workers. */
class SpawnedWorkerTest implements WorkerProcesses.Listener {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Assignment ASSIGNMENT = new Assignment(1, 2, 3, new Address.OnLog(4));

  private final ExecutorService agentThread = Executors.newSingleThreadExecutor();
  private final List<String> output = new CopyOnWriteArrayList<>();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  @AfterEach
  void end() {
    agentThread.shutdownNow();
  }

  @Test
  void aProcessThatEndsInsteadOfBeingReadyHasFailedToStartBeforeItHasExited() throws Exception {
    run("exit 3", worker -> worker.assign(ASSIGNMENT));

    assertThat(told).containsExactly("start failed", "exited with 3");
  }

  @Test
  void whatIsSentArrivesInItsOrderAndBeforeTheEnd() throws Exception {
    run(
        "cat",
        worker -> {
          worker.connect(Map.of("bootstrap.servers", "somewhere"));
          worker.assign(ASSIGNMENT);
          worker.drain(Duration.ofSeconds(1));
          worker.requestStop();
        });

    String all = String.join("\n", output);
    assertThat(all)
        .containsSubsequence("storeDirectory", "bootstrap.servers", "incarnation", "drain");
    assertThat(output).allMatch(line -> line.startsWith("[worker 2] "));
    assertThat(told).endsWith("exited with 0");
  }

  @Test
  void aWorkerWithoutAPlaceIsEndedAndNotDrained() throws Exception {
    run("cat", worker -> worker.drain(Duration.ofSeconds(1)));

    assertThat(String.join("\n", output)).contains("storeDirectory").doesNotContain("drain");
    assertThat(told).containsExactly("exited with 0");
  }

  private void run(String script, Consumer<WorkerProcess> use) throws Exception {
    agentThread
        .submit(
            () -> {
              WorkerOutput marked = new WorkerOutput(output::add);
              marked.mark(2);
              JvmCommand command = new JvmCommand(List.of("sh", "-c", script));
              ChildProcess child = ChildProcess.start("worker", command, marked);
              WorkerPlace place = WorkerPlace.on("host", Path.of("store"), Settings.DEFAULT);
              use.accept(SpawnedWorker.of(child, marked, place, LIMIT, this, agentThread));
            })
        .get();
    ended.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public void ready(WorkerProcess process) {
    told.add("ready");
  }

  @Override
  public void startFailed(WorkerProcess process, EnvironmentException failure) {
    told.add("start failed");
  }

  @Override
  public void exited(WorkerProcess process, ChildExit exit) {
    told.add("exited with " + exit.code());
    ended.complete(null);
  }
}
