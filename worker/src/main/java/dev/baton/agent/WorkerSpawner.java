package dev.baton.agent;

import dev.baton.codec.AllowList;
import dev.baton.config.PoolSettings;
import dev.baton.config.WorkerSettings;
import dev.baton.process.ChildProcess;
import dev.baton.process.JvmCommand;
import dev.baton.process.JvmFlags;
import dev.baton.worker.WorkerMain;
import dev.baton.worker.WorkerPlace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Starts worker processes on this machine. Confined to the agent's thread. */
final class WorkerSpawner implements WorkerProcesses {

  /** Spares are not pinned, so any place will do. */
  private static final int ANY_PLACE = 0;

  private final AgentConfig config;
  private final String host;
  private final Path store;
  private final @Nullable Processors processors;
  private final Consumer<String> output;
  private final CrashFiles crashFiles;
  private final Orphans orphans = new Orphans();
  private final Executor agentThread;
  private long started;

  /**
   * A spawner.
   *
   * @param store the host store's directory
   * @param crashFiles where workers write when they crash
   * @param output gets what workers print, each line marked with its worker
   * @param agentThread where what becomes of the processes is told
   * @throws dev.baton.EnvironmentException if workers are to be pinned and cannot be
   */
  WorkerSpawner(
      AgentConfig config,
      String host,
      Path store,
      CrashFiles crashFiles,
      Consumer<String> output,
      Executor agentThread) {
    this.config = config;
    this.host = host;
    this.store = store;
    this.processors = config.get(WorkerSettings.PIN) ? Processors.find() : null;
    this.crashFiles = crashFiles;
    this.output = output;
    this.agentThread = agentThread;
  }

  /** Starts a process that is pinned to the processor of its place if workers are to be pinned. */
  @Override
  public WorkerProcess start(int number, Listener listener) {
    WorkerOutput marked = new WorkerOutput(output);
    marked.mark(number);
    return start(number, marked, listener);
  }

  @Override
  public WorkerProcess startSpare(Listener listener) {
    return start(ANY_PLACE, new WorkerOutput(output), listener);
  }

  private WorkerProcess start(int number, WorkerOutput out, Listener listener) {
    long life = ++started;
    ChildProcess child = ChildProcess.start("worker", command(number), orphans.mark(life), out);
    var _ = child.onExit().thenRunAsync(() -> orphans.endThoseOf(life));
    WorkerPlace place = WorkerPlace.on(host, store, config.settings());
    return SpawnedWorker.of(
        child, out, place, config.get(PoolSettings.START_TIMEOUT), listener, agentThread);
  }

  /** Ends what the tasks of all workers have started and left behind. Thread-safe. */
  void endOrphans() {
    orphans.endAll();
  }

  /**
   * Without a size of their own the heaps of all workers together get half of the memory: the store
   * needs room too.
   */
  private List<String> heapShare() {
    return config.get(WorkerSettings.HEAP) > 0
        ? List.of()
        : List.of(String.format(Locale.ROOT, "-XX:MaxRAMPercentage=%.3f", 50.0 / config.workers()));
  }

  private JvmCommand command(int number) {
    JvmCommand plain =
        JvmCommand.builder(WorkerMain.class.getName())
            .flags(JvmFlags.worker(config.get(WorkerSettings.HEAP)))
            .flags(heapShare())
            .flags(crashFiles.flags())
            .flags(config.get(WorkerSettings.JVM_OPTIONS))
            .role("worker")
            .property(AllowList.PROPERTY, System.getProperty(AllowList.PROPERTY, ""))
            .addClassPath(config.get(WorkerSettings.JARS))
            .build();
    if (processors == null) {
      return plain;
    }
    List<String> words = new ArrayList<>(processors.prefix(number));
    words.addAll(plain.words());
    return new JvmCommand(words);
  }
}
