package dev.baton.cli.doctor;

import dev.baton.DataSize;
import dev.baton.cli.doctor.Check.Finding;
import dev.baton.process.JvmFlags;
import dev.baton.process.ProcFile;
import dev.baton.store.handoff.HandoffCalibration;
import dev.baton.store.handoff.HandoffCalibration.Reading;
import dev.baton.store.handoff.HandoffRule;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What {@code baton doctor} knows about machines. */
final class MachineChecks {

  private static final int JAVA = 25;

  /** A worker takes about 100 MiB beside its heap, the broker about 400 MiB. */
  private static final long MEMORY_BYTES = 1L << 30;

  private MachineChecks() {}

  /**
   * All checks.
   *
   * @param clean whether what killed processes left is removed
   */
  static List<Check> all(boolean clean) {
    return List.of(
        MachineChecks::java,
        MachineChecks::cores,
        MachineChecks::memory,
        FolderChecks::sharedMemory,
        FolderChecks::tempFolder,
        FolderChecks::ownFolders,
        MachineChecks::ports,
        MachineChecks::pinning,
        MachineChecks::flags,
        MachineChecks::handoff,
        clean ? FolderChecks::clean : FolderChecks::leftovers);
  }

  static Finding java() {
    String facts =
        System.getProperty("java.version")
            + " ("
            + System.getProperty("java.vendor")
            + ") in "
            + System.getProperty("java.home");
    return Runtime.version().feature() >= JAVA
        ? Finding.ok("java", facts)
        : Finding.fail("java", facts, "Install a JDK " + JAVA + " and point JAVA_HOME at it.");
  }

  static Finding cores() {
    int usable = Runtime.getRuntime().availableProcessors();
    int machine = onlineCores().orElse(usable);
    String facts =
        usable + " usable, so 'auto' starts " + usable + (usable == 1 ? " worker" : " workers");
    if (usable < machine) {
      facts +=
          " (the machine has " + machine + "; a cgroup or an affinity mask limits this process)";
    }
    return usable > 1
        ? Finding.ok("cores", facts)
        : Finding.warn("cores", facts, "With one core, processes bring isolation but no speed.");
  }

  static Finding memory() {
    long total = totalMemory();
    long freeKib = ProcFile.number(Path.of("/proc/meminfo"), "MemAvailable:").orElse(total >> 10);
    long free = freeKib << 10;
    String facts = DataSize.format(free) + " free of " + DataSize.format(total);
    return free >= MEMORY_BYTES
        ? Finding.ok("memory", facts)
        : Finding.warn(
            "memory",
            facts,
            "Start fewer workers (--workers) or give them less heap (--heap 128m).");
  }

  static Finding ports() {
    try (ServerSocket first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerSocket second = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return Finding.ok(
          "ports",
          "free ones on loopback, such as "
              + first.getLocalPort()
              + " and "
              + second.getLocalPort());
    } catch (IOException e) {
      return Finding.fail(
          "ports",
          "cannot listen on loopback: " + e.getMessage(),
          "The embedded broker needs two free ports there; or use a cluster with --bootstrap.");
    }
  }

  static Finding pinning() {
    Optional<Path> taskset = onPath("taskset");
    return taskset
        .map(path -> Finding.ok("pinning", path + ", for --pin"))
        .orElseGet(
            () ->
                Finding.warn(
                    "pinning",
                    "no 'taskset' on the PATH, so --pin does nothing",
                    "Install util-linux, if you want --pin."));
  }

  static Finding flags() {
    List<String> given = ManagementFactory.getRuntimeMXBean().getInputArguments();
    List<String> missing =
        JvmFlags.sharedMemory().stream().filter(flag -> !given.contains(flag)).toList();
    return missing.isEmpty()
        ? Finding.ok("JVM flags", "all that the host store needs")
        : Finding.warn(
            "JVM flags",
            "this JVM lacks " + String.join(" ", missing),
            "'baton worker' and 'baton status' need them: start Baton with its launcher.");
  }

  /** From which size on data goes by reference unless its user says how. */
  static Finding handoff() {
    Reading calibration = HandoffRule.calibration();
    String facts =
        "'auto' is by reference from "
            + DataSize.format(HandoffRule.autoFromBytes(calibration))
            + " on, ";
    return switch (calibration) {
      case Reading.Found(HandoffCalibration found) ->
          Finding.ok(
              "handoff",
              "%smeasured here %s by baton %s (%s)"
                  .formatted(
                      facts, found.measuredAt(), found.version(), HandoffCalibration.file()));
      case Reading.Missing _ ->
          Finding.ok(
              "handoff", facts + "the default; 'baton measure handoff' finds what is best here");
      case Reading.Unusable(String why) -> Finding.warn("handoff", facts + "the default", why);
    };
  }

  private static Optional<Path> onPath(String program) {
    String path = System.getenv("PATH");
    return Arrays.stream((path == null ? "" : path).split(java.io.File.pathSeparator))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Optional<Integer> onlineCores() {
    return firstMatch("/proc/cpuinfo", "processor").isEmpty()
        ? Optional.empty()
        : Optional.of((int) count("/proc/cpuinfo", "processor"));
  }

  private static long totalMemory() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : Runtime.getRuntime().maxMemory();
  }

  private static Optional<String> firstMatch(String file, String start) {
    try (var lines = Files.lines(Path.of(file))) {
      return lines.filter(line -> line.startsWith(start)).findFirst();
    } catch (IOException | java.io.UncheckedIOException e) {
      return Optional.empty();
    }
  }

  private static long count(String file, String start) {
    try (var lines = Files.lines(Path.of(file))) {
      return lines.filter(line -> line.startsWith(start)).count();
    } catch (IOException | java.io.UncheckedIOException e) {
      return 0;
    }
  }
}
