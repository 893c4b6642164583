package dev.baton.cli.terminal;

/** What the process says to the shell when it ends. */
public final class ExitCode {

  /** Done. */
  public static final int DONE = 0;

  /** The job failed. */
  public static final int JOB_FAILED = 1;

  /** An option, a name or an input is wrong. */
  public static final int USAGE = 2;

  /** Something outside the program is missing or unfit. */
  public static final int ENVIRONMENT = 3;

  private static final int SIGNAL_BASE = 128;

  /** Whoever read the output has gone: what shells say of a program that SIGPIPE has ended. */
  public static final int READER_GONE = SIGNAL_BASE + 13;

  private ExitCode() {}

  /** The name of a signal as an addition to a word; nothing for Ctrl-C, which needs none. */
  public static String signalInBrackets(int exitCode) {
    return switch (exitCode - SIGNAL_BASE) {
      case 1 -> " (SIGHUP)";
      case 15 -> " (SIGTERM)";
      default -> "";
    };
  }

  /** What shells expect of a process that a signal ended: 130 after Ctrl-C, 143 after SIGTERM. */
  static int ofSignal(int number) {
    return SIGNAL_BASE + number;
  }
}
