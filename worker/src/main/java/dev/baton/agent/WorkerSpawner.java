package dev.baton.agent;

import dev.baton.codec.AllowList;
import dev.baton.process.ChildProcess;
import dev.baton.process.JvmCommand;
import dev.baton.process.JvmFlags;
import dev.baton.worker.WorkerMain;
import dev.baton.worker.WorkerPlace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Starts worker processes. Thread-safe. */
final class WorkerSpawner {

  private final AgentConfig config;
  private final String host;
  private final Path store;
  private final @Nullable Processors processors;
  private final Consumer<String> output;
  private final CrashFiles crashFiles;
  private final Orphans orphans = new Orphans();
  private final AtomicLong lives = new AtomicLong();

  /**
   * A spawner.
   *
   * @param store the host store's directory
   * @param crashFiles where workers write when they crash
   * @param output gets what workers print, each line marked with its worker
   * @throws dev.baton.EnvironmentException if workers are to be pinned and cannot be
   */
  WorkerSpawner(
      AgentConfig config, String host, Path store, CrashFiles crashFiles, Consumer<String> output) {
    this.config = config;
    this.host = host;
    this.store = store;
    this.processors = config.pin() ? Processors.find() : null;
    this.crashFiles = crashFiles;
    this.output = output;
  }

  /**
   * Starts a worker, which loads its classes until it is told of a broker and of its place.
   *
   * @param number the place that it will have; it is pinned to that place's processor
   */
  WorkerLife spawn(int number) {
    WorkerOutput out = new WorkerOutput(output);
    long life = lives.incrementAndGet();
    ChildProcess child = ChildProcess.start("worker", command(number), orphans.mark(life), out);
    var _ = child.onExit().thenRunAsync(() -> orphans.endThoseOf(life));
    WorkerLimits limits = config.limits();
    child.writeBlock(
        new WorkerPlace(
                config.pool(), host, config.slots(), store, limits.grace(), limits.maxTasks())
            .toBlock());
    return new WorkerLife(child, out);
  }

  /** Ends what the tasks of all workers have started and left behind. */
  void endOrphans() {
    orphans.endAll();
  }

  /**
   * Without a size of their own the heaps of all workers together get half of the memory: the store
   * needs room too.
   */
  private List<String> heapShare() {
    return config.heapBytes() > 0
        ? List.of()
        : List.of(String.format(Locale.ROOT, "-XX:MaxRAMPercentage=%.3f", 50.0 / config.workers()));
  }

  private JvmCommand command(int number) {
    JvmCommand plain =
        JvmCommand.builder(WorkerMain.class.getName())
            .flags(JvmFlags.worker(config.heapBytes()))
            .flags(heapShare())
            .flags(crashFiles.flags())
            .flags(config.jvmOptions())
            .role("worker")
            .property(AllowList.PROPERTY, System.getProperty(AllowList.PROPERTY, ""))
            .addClassPath(config.jars())
            .build();
    if (processors == null) {
      return plain;
    }
    List<String> words = new ArrayList<>(processors.prefix(number));
    words.addAll(plain.words());
    return new JvmCommand(words);
  }
}
