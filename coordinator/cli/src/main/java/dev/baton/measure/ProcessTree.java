package dev.baton.measure;

import dev.baton.process.ProcFile;
import dev.baton.process.ProcessUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * What this process and all that it has started use, as Linux tells in {@code /proc}; elsewhere
 * nothing is known. Stateless and thread-safe.
 */
public final class ProcessTree {

  private static final Path PROC = Path.of("/proc");

  private static final int RESIDENT = 1;
  private static final int SHARED = 2;

  /**
   * Linux on x86-64, and nearly always on aarch64; where pages are larger this is a lower bound.
   */
  private static final long PAGE_BYTES = 4096;

  private static final int KIB_BITS = 10;

  /** Memory of a process, in pages. */
  private record Memory(long resident, long shared) {}

  private ProcessTree() {}

  /**
   * CPU time so far, in steps of 10 ms: of the living, and of the dead that somebody has waited
   * for.
   */
  public static Optional<Duration> cpu() {
    if (!Files.isDirectory(PROC)) {
      return Optional.empty();
    }
    return Optional.of(
        Duration.ofNanos(pids().map(pid -> ProcessUsage.cpuWithChildrenNs(pid).orElse(0)).sum()));
  }

  /**
   * Memory now, in bytes: what each process has for itself, added up, and the largest shared part
   * of any of them. So what many processes map, code or data, counts once.
   */
  public static Optional<Long> memory() {
    if (!Files.isDirectory(PROC)) {
      return Optional.empty();
    }
    long own = 0;
    long shared = 0;
    for (long pid : pids().toArray()) {
      Memory memory = memory(pid);
      own += memory.resident - memory.shared;
      shared = Math.max(shared, memory.shared);
    }
    return Optional.of((own + shared) * PAGE_BYTES);
  }

  /** Memory of one process, in bytes, whomever it shares it with; 0 if it is gone. */
  public static long memoryOf(long pid) {
    return memory(pid).resident * PAGE_BYTES;
  }

  /**
   * Memory of one process, in bytes, of which pages that so many processes have mapped count as one
   * part of so many (PSS); 0 if it is gone or nobody tells.
   */
  public static long proportionalMemoryOf(long pid) {
    return ProcFile.ofProcess(pid, "smaps_rollup")
        .lines()
        .filter(line -> line.startsWith("Pss:"))
        .map(line -> Long.parseLong(line.replaceAll("\\D", "")) << KIB_BITS)
        .findFirst()
        .orElse(0L);
  }

  private static LongStream pids() {
    ProcessHandle self = ProcessHandle.current();
    return LongStream.concat(
        LongStream.of(self.pid()), self.descendants().mapToLong(ProcessHandle::pid));
  }

  private static Memory memory(long pid) {
    String[] fields = ProcFile.ofProcess(pid, "statm").split(" ", -1);
    return fields.length > SHARED
        ? new Memory(Long.parseLong(fields[RESIDENT]), Long.parseLong(fields[SHARED]))
        : new Memory(0, 0);
  }
}
