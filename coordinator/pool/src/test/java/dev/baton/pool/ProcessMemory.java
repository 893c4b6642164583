package dev.baton.pool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What Linux says of the memory of a process, in {@code /proc}. */
final class ProcessMemory {

  /** The tenth field of {@code stat}; the first is the pid, and the second may contain spaces. */
  private static final int MINOR_FAULTS = 10 - 3;

  private ProcessMemory() {}

  /**
   * The shared memory that a process has mapped and touched, each page divided by the number of
   * processes that have. Summed over all of them it is what the host holds.
   */
  static long sharedBytes(long pid) {
    List<String> rollup = lines(pid, "smaps_rollup");
    return rollup.stream()
        .filter(line -> line.startsWith("Pss_Shmem:"))
        .findFirst()
        // Before Linux 5.9 only the sum of all kinds is told.
        .or(() -> rollup.stream().filter(line -> line.startsWith("Pss:")).findFirst())
        .map(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .orElseThrow();
  }

  /** How often this process touched a page that was in memory, but not in its page table. */
  static long minorFaults() {
    String stat = lines(ProcessHandle.current().pid(), "stat").getFirst();
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(fields[MINOR_FAULTS]);
  }

  /** The mappings of a process that name a file below a directory, also of files removed since. */
  static List<String> mappings(long pid, Path directory) {
    String wanted = directory.toAbsolutePath() + "/";
    return lines(pid, "maps").stream().filter(line -> line.contains(wanted)).toList();
  }

  private static List<String> lines(long pid, String file) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
