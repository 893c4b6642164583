package dev.baton.job.builtin.exec;

import java.util.Locale;

/** Lines of a log in the format of GNU parallel's {@code --joblog}. Stateless. */
public final class JobLog {

  /** The first line. */
  public static final String HEADER =
      "Seq\tHost\tStarttime\tJobRuntime\tSend\tReceive\tExitval\tSignal\tCommand";

  private static final int SIGTERM = 15;
  private static final double MILLIS = 1e3;
  private static final double MICROS = 1e6;

  private JobLog() {}

  /**
   * The line for a command, in which a 0 stands for the end of a line, as GNU parallel has it. Of
   * one that was ended at a limit, GNU parallel says −1 and 15.
   *
   * @param host what to call it
   * @param command as a shell would take it
   */
  public static String line(CommandInput input, CommandResult result, String host, String command) {
    boolean isCut =
        result.ending() == CommandResult.Ending.TIMED_OUT
            || result.ending() == CommandResult.Ending.TOO_MUCH_OUTPUT;
    int exitCode = isCut ? -1 : Math.max(0, result.exitCode());
    int signal = isCut ? SIGTERM : result.signal();
    return String.format(
        Locale.ROOT,
        "%d\t%s\t%.3f\t%10.3f\t0\t%d\t%d\t%d\t%s",
        input.number(),
        host,
        result.startMs() / MILLIS,
        result.wallUs() / MICROS,
        result.out().length,
        exitCode,
        signal,
        command.replace('\n', '\0'));
  }
}
