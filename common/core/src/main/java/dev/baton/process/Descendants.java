package dev.baton.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Processes that others have started and left behind. Stateless and thread-safe.
 *
 * <p>Once a process is dead, the kernel does not tell any more whose child another was. So a
 * process is given a mark in its environment, which all of its descendants inherit; Jenkins finds
 * the leftovers of its builds in the same way.
 */
public final class Descendants {

  private static final Path PROC = Path.of("/proc");

  private Descendants() {}

  /** Ends those of this process that are known to be its own, at once. */
  public static void killOwn() {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
  }

  /**
   * The child of this process that runs a main class; nothing if there is none, or no {@code
   * /proc}.
   */
  public static Optional<ProcessHandle> childRunning(String mainClass) {
    return ProcessHandle.current()
        .children()
        .filter(child -> isRunning(child, mainClass))
        .findFirst();
  }

  /** Whether a process runs a main class; not known, and so false, without {@code /proc}. */
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
      // No Linux: what outlives its worker's orderly end there stays.
    }
  }

  /**
   * Words with a 0 before each; none for other users' processes, and for one that has just ended.
   * What {@link ProcessHandle.Info} tells ends at 4 KiB, which a class path alone may have.
   */
  private static String contents(long pid, String file) {
    return '\0' + ProcFile.ofProcess(pid, file);
  }
}
