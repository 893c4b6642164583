package dev.baton.agent.spawn;

import dev.baton.agent.crash.CrashFiles;
import dev.baton.agent.crash.WorkerOutput;
import dev.baton.agent.setup.AgentConfig;
import dev.baton.config.HeapSize;
import dev.baton.config.PoolSettings;
import dev.baton.config.Settings;
import dev.baton.config.WorkerSettings;
import dev.baton.process.ChildProcess;
import dev.baton.process.JvmCommand;
import dev.baton.process.ProgramJars;
import dev.baton.worker.WorkerPlace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Starts worker processes on this machine, or takes them from standby. Confined to the agent's
 * thread.
 */
public final class WorkerSpawner implements WorkerProcesses {

  /** Spares are not pinned, so any place will do. */
  private static final int ANY_PLACE = 0;

  private final AgentConfig config;
  private final String host;
  private final Path store;
  private final @Nullable Processors processors;
  private final Consumer<String> output;
  private final CrashFiles crashFiles;
  private final Orphans orphans = new Orphans();
  private final StandbyWorkers standby;
  private final List<Path> jars;
  private final Executor agentThread;
  private long started;

  /**
   * Creates a spawner.
   *
   * @param store the host store's directory
   * @param crashFiles the files that workers write when they crash
   * @param output receives the workers' output, each line marked with its worker
   * @param notices told why no standby worker is taken, if the settings ask for them
   * @param agentThread runs the reports of what becomes of the processes
   * @throws dev.baton.EnvironmentException if workers are to be pinned and cannot be, or standby
   *     workers are required and no standby server runs
   */
  public WorkerSpawner(
      AgentConfig config,
      String host,
      Path store,
      CrashFiles crashFiles,
      Consumer<String> output,
      Consumer<String> notices,
      Executor agentThread) {
    this.config = config;
    this.host = host;
    this.store = store;
    this.processors = config.get(WorkerSettings.PIN) ? Processors.find() : null;
    this.crashFiles = crashFiles;
    this.output = output;
    this.agentThread = agentThread;
    this.jars = ProgramJars.files(config.get(WorkerSettings.JARS));
    WorkerCommandLine asSet = new WorkerCommandLine(config.settings(), config.workers());
    this.standby = new StandbyWorkers(config.settings(), asSet, crashFiles, orphans, notices);
  }

  /**
   * Takes a standby worker if the settings ask for one and one fits; else starts a process, pinned
   * to the processor of its place if workers are to be pinned.
   */
  @Override
  public WorkerProcess start(int number, HeapSize heap, Listener listener) {
    WorkerOutput out = new WorkerOutput(output);
    out.mark(number);
    boolean isAsSet = heap.equals(config.get(WorkerSettings.HEAP));
    StandbyWorkers.@Nullable Taken taken = isAsSet ? standby.take(out) : null;
    Settings settings = config.settings().with(WorkerSettings.HEAP, heap);
    return taken == null
        ? watch(spawn(number, settings, out), out, settings, listener)
        : watch(
            taken.child(),
            out,
            settings.with(WorkerSettings.ADDED_CLASS_PATH, taken.classPath()),
            listener);
  }

  /** Standby workers are for callers that need one now. */
  @Override
  public WorkerProcess startSpare(Listener listener) {
    WorkerOutput out = new WorkerOutput(output);
    Settings settings = config.settings();
    return watch(spawn(ANY_PLACE, settings, out), out, settings, listener);
  }

  private WorkerProcess watch(
      ChildProcess child, WorkerOutput out, Settings settings, Listener listener) {
    WorkerPlace place = WorkerPlace.on(host, store, settings);
    return SpawnedWorker.of(
        child, out, place, config.get(PoolSettings.START_TIMEOUT), listener, agentThread);
  }

  private ChildProcess spawn(int number, Settings settings, WorkerOutput out) {
    String mark = orphans.mark(++started);
    ChildProcess child =
        ChildProcess.start(
            "worker",
            command(number, settings),
            Orphans.environment(mark),
            config.get(WorkerSettings.DIRECTORY),
            out);
    var _ = child.onExit().thenRunAsync(() -> Orphans.endThoseOf(mark));
    return child;
  }

  /** Ends the processes that the tasks of all workers have started and left behind. Thread-safe. */
  public void endOrphans() {
    orphans.endAll();
  }

  private JvmCommand command(int number, Settings settings) {
    WorkerCommandLine commandLine = new WorkerCommandLine(settings, config.workers());
    JvmCommand.Builder builder = commandLine.command(crashFiles).addClassPath(jars);
    if (config.settings().has(WorkerSettings.DIRECTORY)) {
      builder.fromAnyDirectory();
    }
    JvmCommand plain = builder.build();
    if (processors == null) {
      return plain;
    }
    List<String> words = new ArrayList<>(processors.prefix(number));
    words.addAll(plain.words());
    return new JvmCommand(words);
  }
}
