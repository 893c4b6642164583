package dev.baton.process;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The JVM flags of Baton's processes, each list in one place. */
public final class JvmFlags {

  /**
   * Does without the second compiler. It takes much of a short life, and makes faster only what
   * runs often.
   */
  public static final String QUICK_COMPILER_ONLY = "-XX:TieredStopAtLevel=1";

  /** System property that names Baton's installation directory; see {@link StartCache}. */
  public static final String HOME_PROPERTY = "baton.home";

  /**
   * Without any one of these, no Chronicle Map opens: it reaches into these packages of the JDK.
   */
  private static final List<String> SHARED_MAPS =
      List.of(
          "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED");

  /**
   * Further flags of our own processes: native access makes views of blobs cheap, and the next flag
   * avoids a warning of the JDK. The properties switch off usage statistics and announcements, and
   * bound the wait for a lock that a killed process left.
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
   * The second compiler takes a method only after four times as many calls as by the JVM's default,
   * which saves a tenth of a start's CPU. Loops, which make up a task's work, are compiled as early
   * as ever. The launcher's {@code jvm.options} has the same flags.
   */
  private static final List<String> SECOND_COMPILER_LATER =
      List.of(
          "-XX:Tier4InvocationThreshold=20000",
          "-XX:Tier4MinInvocationThreshold=2400",
          "-XX:Tier4CompileThreshold=60000");

  /**
   * The classes of a start cache are mapped at the address that the cache names, not at a random
   * one. Most of them then need not be written to, and are in memory only once for all processes
   * with this cache.
   */
  private static final List<String> CLASSES_IN_PLACE =
      List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0");

  private static final List<String> QUIET =
      List.of(
          "-Xlog:disable",
          "-Xlog:all=error:stderr",
          "-Dslf4j.internal.verbosity=ERROR",
          // What slf4j-simple, if it is the logger, prints from the libraries; a user's own logging
          // stays as it is. Kafka's clients log an error when a broker is away; Baton reports that
          // itself.
          "-Dorg.slf4j.simpleLogger.log.org.apache.kafka=error",
          "-Dorg.slf4j.simpleLogger.log.org.apache.kafka.clients=off",
          "-Dorg.slf4j.simpleLogger.log.kafka=error",
          "-Dorg.slf4j.simpleLogger.log.net.openhft=error");

  private JvmFlags() {}

  /** Flags without which a program cannot use shared maps; nothing else needs any. */
  public static List<String> sharedMaps() {
    return SHARED_MAPS;
  }

  /** Flags of every JVM that opens the host store: agent, workers, {@code baton status}. */
  public static List<String> sharedMemory() {
    return SHARED_MEMORY;
  }

  /**
   * Flags of a worker. Many workers run side by side, so each scales its threads for one processor,
   * and has the collector without threads of its own and small object headers. A heap overflow
   * fails the task that caused it; the worker ends only if one of its own threads is hit.
   *
   * @param heapBytes the maximum heap size; 0 sets none, for callers that set it with other flags
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
   * collected; native memory that the start needed is given back; and only cheap compilation. The
   * second compiler would take a third of its start for code that runs once a second.
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
   * Flags of a standby server, which relays bytes and counts the processors of the machine: as
   * small as an agent.
   */
  public static List<String> standby() {
    return List.of(
        "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", QUICK_COMPILER_ONLY, "-Xmx64m");
  }

  /**
   * Flags of a JVM that runs one task and ends: as small as a worker, but without the flags that
   * only shared maps need.
   */
  public static List<String> task() {
    return small();
  }

  /**
   * Flags of an embedded broker: one collector thread is enough for short-lived garbage, and a
   * small initial heap keeps its memory low until it is used.
   *
   * @param heapBytes the maximum heap size
   * @param brief whether it serves one run: it then does without the second compiler, which takes
   *     more than half of its start and would pay off only after minutes of full load
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
        // On a busy machine its events and beats are slow; that is not an error of ours.
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
   * Keeps the JVM's own messages off standard output, which carries the child protocol, and the
   * libraries' chatter off standard error.
   */
  static List<String> quiet() {
    return QUIET;
  }
}
