package dev.baton.process;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The JVM flags Baton's processes need, each list in one place. */
public final class JvmFlags {

  /** System property that names the directory Baton is installed in; see {@link StartCache}. */
  public static final String HOME_PROPERTY = "baton.home";

  /** Without any one of these no Chronicle Map opens: it reaches into these packages of the JDK. */
  private static final List<String> SHARED_MAPS =
      List.of(
          "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED");

  /**
   * What else our own processes get: native access makes views of blobs cheap, and the next spares
   * a warning of the JDK. The properties switch off usage statistics and announcements, and bound
   * the wait for a lock that a killed process left.
   */
  private static final List<String> SHARED_MEMORY =
      Stream.concat(
              SHARED_MAPS.stream(),
              Stream.of(
                  "--enable-native-access=ALL-UNNAMED",
                  "--sun-misc-unsafe-memory-access=allow",
                  "-Dchronicle.analytics.disable=true",
                  "-Dchronicle.announcer.disable=true",
                  "-Ddisable.perf.info=true",
                  "-Dnet.openhft.chronicle.map.lockTimeoutSeconds=5"))
          .toList();

  /**
   * The second compiler takes a method when it was called four times as often as the JVM's defaults
   * say: a tenth of a start's CPU. Loops, of which a task's work is made, are compiled as soon as
   * ever. The launcher's {@code jvm.options} has the same flags.
   */
  private static final List<String> SECOND_COMPILER_LATER =
      List.of(
          "-XX:Tier4InvocationThreshold=20000",
          "-XX:Tier4MinInvocationThreshold=2400",
          "-XX:Tier4CompileThreshold=60000");

  private static final String QUICK_COMPILER_ONLY = "-XX:TieredStopAtLevel=1";

  /**
   * The classes of a start cache lie where the cache says, not at random places: then most of them
   * need not be written to, and are in memory once for all processes with this cache.
   */
  private static final List<String> CLASSES_IN_PLACE =
      List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0");

  private static final List<String> QUIET =
      List.of(
          "-Xlog:disable",
          "-Xlog:all=error:stderr",
          "-Dslf4j.internal.verbosity=ERROR",
          // What slf4j-simple, if that is the logger, prints of the libraries; a user's own logging
          // stays as it is. Kafka's clients call it an error when a broker is away: Baton says
          // that.
          "-Dorg.slf4j.simpleLogger.log.org.apache.kafka=error",
          "-Dorg.slf4j.simpleLogger.log.org.apache.kafka.clients=off",
          "-Dorg.slf4j.simpleLogger.log.kafka=error",
          "-Dorg.slf4j.simpleLogger.log.net.openhft=error");

  private JvmFlags() {}

  /** Flags without which a program cannot use shared maps; everything else needs none. */
  public static List<String> sharedMaps() {
    return SHARED_MAPS;
  }

  /** Flags of every JVM that opens the host store: agent, workers, {@code baton status}. */
  public static List<String> sharedMemory() {
    return SHARED_MEMORY;
  }

  /**
   * Flags of a worker: many of these live side by side, so each has one processor to scale its
   * threads by, the collector without threads of its own, and small object headers. A heap that
   * overflows fails the task that did it; the worker ends only if one of its own threads is hit.
   *
   * @param heapBytes largest heap; 0 gives no size, for callers who say it in other flags
   */
  public static List<String> worker(long heapBytes) {
    List<String> flags = new ArrayList<>(small());
    flags.addAll(SECOND_COMPILER_LATER);
    if (heapBytes > 0) {
      flags.add("-Xmx" + heapBytes);
    }
    flags.addAll(SHARED_MEMORY);
    return List.copyOf(flags);
  }

  /**
   * Flags of a host agent, which only watches: a small heap of which little is used before it is
   * collected, what the start needed of native memory given back, and no more compiling than is
   * done in passing. The second compiler would take a third of its start for code that runs once a
   * second.
   */
  public static List<String> agent() {
    List<String> flags = new ArrayList<>(small());
    flags.add(QUICK_COMPILER_ONLY);
    flags.addAll(List.of("-Xms12m", "-XX:NewSize=4m", "-Xmx128m"));
    flags.add("-XX:TrimNativeHeapInterval=10000");
    flags.addAll(SHARED_MEMORY);
    return List.copyOf(flags);
  }

  /**
   * Flags of a standby server, which passes on bytes and counts the processors of the machine: as
   * small as an agent.
   */
  public static List<String> standby() {
    return List.of(
        "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", QUICK_COMPILER_ONLY, "-Xmx64m");
  }

  /**
   * Flags of a JVM that runs one task and ends: small as a worker, but without what only shared
   * maps need.
   */
  public static List<String> task() {
    return small();
  }

  /**
   * Flags of an embedded broker: one collector thread is enough for short-lived garbage, and a
   * small first heap keeps its memory low until it is used.
   *
   * @param heapBytes largest heap
   * @param brief whether it serves one run: it then does without the second compiler, which takes
   *     more than half of its start and would pay only in minutes of full load
   */
  public static List<String> broker(long heapBytes, boolean brief) {
    List<String> flags = new ArrayList<>();
    if (brief) {
      flags.add(QUICK_COMPILER_ONLY);
    }
    flags.addAll(CLASSES_IN_PLACE);
    flags.addAll(brokerFlags(heapBytes));
    return List.copyOf(flags);
  }

  private static List<String> brokerFlags(long heapBytes) {
    return List.of(
        "-XX:+UseSerialGC",
        "-XX:+UseCompactObjectHeaders",
        "-Xms48m",
        "-XX:NewSize=12m",
        "-Xmx" + heapBytes,
        "-XX:+ExitOnOutOfMemoryError",
        // Its file in the temp directory would outlive a broker that is killed.
        "-XX:+PerfDisableSharedMem",
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
        // On a busy machine its events, and its beats, are slow; that is no error of ours.
        "-Dorg.slf4j.simpleLogger.log.org.apache.kafka.controller.EventPerformanceMonitor=off",
        "-Dorg.slf4j.simpleLogger.log.org.apache.kafka.controller.ReplicationControlManager=off",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow");
  }

  private static List<String> small() {
    List<String> flags = new ArrayList<>(CLASSES_IN_PLACE);
    flags.addAll(
        List.of("-XX:ActiveProcessorCount=1", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders"));
    return flags;
  }

  /**
   * Keeps the JVM's own remarks off standard output, where the child protocol lives, and the
   * libraries' chatter off standard error.
   */
  static List<String> quiet() {
    return QUIET;
  }
}
