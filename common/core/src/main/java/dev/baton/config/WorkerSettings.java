package dev.baton.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The settings of a host's workers. */
public final class WorkerSettings {

  private static final int MOST_WORKERS = 1024;

  /** A worker with 8 MiB runs out of memory during its start; one with 12 MiB works. */
  private static final long SMALLEST_HEAP = 12L << 20;

  /** How many workers the host has. */
  public static final Setting<Integer> WORKERS =
      Setting.of("workers", SettingType.number("auto", 1, MOST_WORKERS), 0)
          .option(
              "Worker processes; 'auto' is one for each core that this process may use (default:"
                  + " %s).",
              "-w", "--workers")
          .labelled("auto|N");

  /** How many tasks a worker runs at a time. */
  public static final Setting<Integer> SLOTS =
      Setting.of("slots", SettingType.number(1, 100_000), 1)
          .option(
              "Tasks that one worker runs at a time; more than 1 (on virtual threads) suits work"
                  + " that waits.",
              "--slots");

  /**
   * The heap of each worker; by default its share of half the host's memory. If it may grow, a
   * worker whose task ran out of it is replaced by one with twice as much.
   */
  public static final Setting<HeapSize> HEAP =
      Setting.of("workerHeap", new HeapType(SettingType.size("auto", SMALLEST_HEAP)), HeapSize.AUTO)
          .option(
              "Heap of each worker, such as 256m; with 256m..4g, a task that runs out of it runs"
                  + " again with twice as much, up to 4g.",
              "--heap");

  /** Whether each worker is bound to one core. */
  public static final Setting<Boolean> PIN =
      Setting.of("pin", SettingType.flag(), false)
          .option("Tie each worker to one core (Linux, with taskset).", "--pin");

  /** How long a task may go on after its interrupt before its process is ended. */
  public static final Setting<Duration> GRACE =
      Setting.of("grace", SettingType.time("none"), Duration.ofSeconds(5))
          .option(
              "How long a task may go on after a timeout or a cancellation has interrupted it,"
                  + " before its process is ended (default: %s).",
              "--grace");

  /**
   * How long the exit hooks of programs may take. The default is what any child process has for its
   * end.
   */
  public static final Setting<Duration> EXIT_TIMEOUT =
      Setting.of("exitTimeout", SettingType.time(), Duration.ofSeconds(3));

  /**
   * How long a worker may show no sign of life before it is killed. The default is forty beats, so
   * that a pause of the JVM or of the machine is not taken for a death.
   */
  public static final Setting<Duration> HANG_TIMEOUT =
      Setting.of("hangTimeout", SettingType.time("never"), Duration.ofSeconds(10))
          .option(
              "How long a worker may show no sign of life before it is killed (default: %s).",
              "--hang-timeout");

  /** The number of tasks after which a worker is replaced by a new process. */
  public static final Setting<Integer> MAX_TASKS =
      Setting.of("maxTasksPerWorker", SettingType.number("never", 1, Integer.MAX_VALUE), 0)
          .option(
              "Replace a worker with a new process after N tasks (default: %s).",
              "--max-tasks-per-worker");

  /** The amount of its own memory at which a worker is replaced by a new process. */
  public static final Setting<Long> MAX_RSS =
      Setting.of("maxRss", SettingType.size("never", 1), 0L)
          .option(
              "Replace a worker with a new process when it uses more memory of its own, such as 2g"
                  + " (default: %s).",
              "--max-rss");

  /**
   * How many additional processes wait, warm, to replace a worker that dies. A spare takes 50 to 70
   * MiB and replaces it at once; without one, the place is vacant while a JVM starts.
   */
  public static final Setting<Integer> SPARES =
      Setting.of("spareWorkers", SettingType.number(0, MOST_WORKERS), 1)
          .option(
              "Warm worker processes that stand by to replace one that dies (default: %s).",
              "--spares");

  /** What the workers get in addition to the class path of the host agent. */
  public static final Setting<List<Path>> JARS =
      Setting.of("jar", SettingType.list(SettingType.path()), List.of());

  /** Additional options for the JVMs of the workers. */
  public static final Setting<List<String>> JVM_OPTIONS =
      Setting.of("workerJvmOption", SettingType.list(SettingType.text()), List.of());

  /** The classes that records may name in addition to the standard ones. */
  public static final Setting<String> ALLOWED_CLASSES = Setting.of("allow", SettingType.text(), "");

  /** What people call the workers' host. */
  public static final Setting<String> HOST = Setting.of("host", SettingType.text(), "");

  /** The class path with which JVMs are started, if it is not that of the starting process. */
  public static final Setting<List<Path>> CLASS_PATH =
      Setting.of("classPath", SettingType.list(SettingType.path()), List.of());

  /**
   * The working directory of tasks; if empty, that of the process that starts the workers. Set for
   * a job that is resumed, not by people.
   */
  public static final Setting<Path> DIRECTORY =
      Setting.of("workerDirectory", SettingType.path(), Path.of(""));

  /** What a worker adds to the class path with which it was started; set by its agent. */
  public static final Setting<List<Path>> ADDED_CLASS_PATH =
      Setting.of("addedClassPath", SettingType.list(SettingType.path()), List.of());

  /**
   * Where each worker puts what its JVM's flight recorder records; if empty, nothing is recorded.
   * Set by the pool that wants a profile.
   */
  public static final Setting<Path> PROFILE_DIRECTORY =
      Setting.of("profileDirectory", SettingType.path(), Path.of(""));

  /**
   * How long a worker may have nothing to do before its process is ended, until there is work
   * again. Never by default, as the next tasks wait for the start of a JVM.
   */
  public static final Setting<Duration> IDLE_TIMEOUT =
      Setting.of("idleTimeout", SettingType.time("never"), Duration.ZERO)
          .option(
              "End a worker that has had nothing to do for this long, and start it again when there"
                  + " is work (default: %s).",
              "--idle-timeout");

  /** How long standby workers wait for a program to take them before they end. */
  public static final Setting<Duration> STANDBY_IDLE_TIMEOUT =
      Setting.of("standbyIdleTimeout", SettingType.time(), Duration.ofMinutes(30));

  /** A file that tells by its age whether the host is part of its pool; if empty, there is none. */
  public static final Setting<Path> HEALTH_FILE =
      Setting.of("healthFile", SettingType.path(), Path.of(""))
          .option(
              "A file to touch each time the broker has taken a sign of life of this host, about"
                  + " once a second: for health checks of containers.",
              "--health-file");

  /** The shape of a host: which worker processes it gets. */
  public static final List<Setting<?>> SHAPE = List.of(WORKERS, SLOTS, HEAP, PIN);

  /** When a worker is ended or replaced. */
  public static final List<Setting<?>> LIMITS =
      List.of(GRACE, HANG_TIMEOUT, MAX_TASKS, MAX_RSS, SPARES);

  static final List<Setting<?>> ALL =
      Setting.union(
          List.of(
              SHAPE,
              LIMITS,
              List.of(
                  JARS,
                  JVM_OPTIONS,
                  ALLOWED_CLASSES,
                  HOST,
                  CLASS_PATH,
                  DIRECTORY,
                  ADDED_CLASS_PATH,
                  PROFILE_DIRECTORY,
                  IDLE_TIMEOUT,
                  STANDBY_IDLE_TIMEOUT,
                  EXIT_TIMEOUT,
                  HEALTH_FILE)));

  private WorkerSettings() {}
}
