package dev.baton.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds and ends processes that other processes have started and left behind. Stateless and
 * thread-safe.
 *
 * <p>Once a process is dead, the kernel no longer tells which processes were its children. So a
 * process is given a mark in its environment, which all of its descendants inherit; Jenkins finds
 * the leftovers of its builds in the same way.
 */
public final class Descendants {

  private static final Path PROC = Path.of("/proc");

  private Descendants() {}

  /** Ends, at once, the known descendants of this process. */
  public static void killOwn() {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
  }

  /**
   * The child of this process that runs a main class; empty if there is none, or no {@code /proc}.
   */
  public static Optional<ProcessHandle> childRunning(String mainClass) {
    return ProcessHandle.current()
        .children()
        .filter(child -> isRunning(child, mainClass))
        .findFirst();
  }

  /** Whether a process runs a main class; false without {@code /proc}, where that is unknown. */
  public static boolean isRunning(ProcessHandle process, String mainClass) {
    return contents(process.pid(), "cmdline").contains('\0' + mainClass + '\0');
  }

  /**
   * Ends, at once, all processes of this user whose environment began with a mark. Does nothing
   * where there is no {@code /proc}.
   *
   * @param variable the variable's name
   * @param start what its value starts with
   */
  public static void killMarked(String variable, String start) {
    String wanted = '\0' + variable + '=' + start;
    try (Stream<Path> processes = Files.list(PROC)) {
      processes
          .map(path -> path.getFileName().toString())
          .filter(name -> name.chars().allMatch(Character::isDigit))
          .mapToLong(Long::parseLong)
          .filter(pid -> pid != ProcessHandle.current().pid())
          .filter(pid -> contents(pid, "environ").contains(wanted))
          .forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    } catch (IOException e) {
      // Not Linux: what outlives its worker's orderly end there stays.
    }
  }

  /**
   * Words preceded by a 0 each; empty for other users' processes, and for one that has just ended.
   * {@link ProcessHandle.Info} is cut off at 4 KiB, which a class path alone may exceed.
   */
  private static String contents(long pid, String file) {
    return '\0' + ProcFile.ofProcess(pid, file);
  }
}
