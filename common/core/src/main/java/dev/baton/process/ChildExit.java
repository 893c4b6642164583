package dev.baton.process;

import java.util.List;

/**
 * How a child process ended.
 *
 * @param pid its process id
 * @param code exit code; 128 + N when signal N ended it
 * @param killedByParent whether this process ended it by force
 * @param lastLines the last lines it printed
 */
public record ChildExit(long pid, int code, boolean killedByParent, List<String> lastLines) {

  private static final int SIGNALLED = 128;

  public ChildExit {
    lastLines = List.copyOf(lastLines);
  }

  /** Whether it was killed by something other than this process. */
  public boolean isKilledByOthers() {
    return code == SIGNALLED + 9 && !killedByParent;
  }

  /** A description such as "exit code 1" or "signal 9 (killed)". */
  public String describe() {
    if (code <= SIGNALLED || code > SIGNALLED + 64) {
      return "exit code " + code;
    }
    int signal = code - SIGNALLED;
    return "signal " + signal + name(signal);
  }

  private static String name(int signal) {
    return switch (signal) {
      case 2 -> " (interrupted)";
      case 6 -> " (aborted)";
      case 7 -> " (bus error)";
      case 9 -> " (killed)";
      case 11 -> " (segmentation fault)";
      case 15 -> " (terminated)";
      default -> "";
    };
  }
}
