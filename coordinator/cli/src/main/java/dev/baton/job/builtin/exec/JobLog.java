package dev.baton.job.builtin.exec;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lines of a log in the format of GNU parallel's {@code --joblog}. Stateless. */
public final class JobLog {

  /** The first line. */
  public static final String HEADER =
      "Seq\tHost\tStarttime\tJobRuntime\tSend\tReceive\tExitval\tSignal\tCommand";

  /** The index of JobRuntime. */
  private static final int RUNTIME = 3;

  private static final int SIGTERM = 15;
  private static final double MILLIS = 1e3;
  private static final double MICROS = 1e6;

  private JobLog() {}

  /**
   * The line for a command, in which a 0 stands for the end of a line, as GNU parallel has it.
   *
   * @param host what to call it
   * @param command as a shell would take it
   */
  public static String line(CommandInput input, CommandResult result, String host, String command) {
    List<String> fields = fields(input, result, host, command.replace('\n', '\0'));
    fields.set(RUNTIME, String.format(Locale.ROOT, "%10s", fields.get(RUNTIME)));
    return String.join("\t", fields);
  }

  /**
   * The fields of {@link #HEADER}. Of a command that was ended at a limit, GNU parallel says −1 and
   * 15; −1 also stands for files that did not come back.
   */
  static List<String> fields(
      CommandInput input, CommandResult result, String host, String command) {
    boolean isCut =
        result.ending() == CommandResult.Ending.TIMED_OUT
            || result.ending() == CommandResult.Ending.TOO_MUCH_OUTPUT;
    boolean hasFailed = isCut || result.ending() == CommandResult.Ending.NOT_RETURNED;
    int exitCode = hasFailed ? -1 : Math.max(0, result.exitCode());
    int signal = isCut ? SIGTERM : result.signal();
    return new ArrayList<>(
        List.of(
            Long.toString(input.number()),
            host,
            seconds(result.startMs() / MILLIS),
            seconds(result.wallUs() / MICROS),
            "0",
            Long.toString(result.receivedBytes()),
            Integer.toString(exitCode),
            Integer.toString(signal),
            command));
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.3f", seconds);
  }
}
