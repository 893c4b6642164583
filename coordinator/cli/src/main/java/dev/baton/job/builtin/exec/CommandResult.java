package dev.baton.job.builtin.exec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * What came of a command.
 *
 * @param ending how it ended
 * @param exitCode as the command gave it; −1 if it gave none
 * @param signal by which it was ended, or 0
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 * @param host on which it ran
 * @param slot of the host in which it ran, from 1
 * @param attempt which attempt of the task this was, from 1
 * @param startMs when it was started, in milliseconds since the epoch, by the clock of its host
 * @param wallUs from its start until it had ended, in microseconds
 * @param use of the machine
 * @param files that come back from its host
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares results
public record CommandResult(
    Ending ending,
    int exitCode,
    int signal,
    byte[] out,
    byte[] err,
    String host,
    int slot,
    int attempt,
    long startMs,
    long wallUs,
    ResourceUse use,
    List<ReturnedFile> files) {

  /** How a command ended. */
  public enum Ending {
    /** By itself, or by a signal of somebody else. */
    OWN,
    /** There is no such program, or it cannot be run. */
    NOT_STARTED,
    /** It was ended at its time limit. */
    TIMED_OUT,
    /** It was ended, as it had written more than is taken. */
    TOO_MUCH_OUTPUT,
    /** By itself and well, but a file that is to come back cannot. */
    NOT_RETURNED
  }

  /** The same with files that come back. */
  CommandResult with(List<ReturnedFile> returned) {
    return with(ending, err, returned);
  }

  /** The same for a command whose files cannot come back; its standard error says why. */
  CommandResult notReturned(String why) {
    byte[] line =
        "baton exec: --return: %s (host %s)%n"
            .formatted(why, host)
            .getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(err, err.length + line.length);
    System.arraycopy(line, 0, all, err.length, line.length);
    return with(Ending.NOT_RETURNED, all, List.of());
  }

  private CommandResult with(Ending how, byte[] errors, List<ReturnedFile> returned) {
    return new CommandResult(
        how, exitCode, signal, out, errors, host, slot, attempt, startMs, wallUs, use, returned);
  }

  /** What came back of it, in bytes: what it wrote to standard output, and files. */
  long receivedBytes() {
    return out.length + files.stream().mapToLong(file -> file.content().length).sum();
  }

  /** Whether the command did what it should. */
  public boolean isSuccess() {
    return ending == Ending.OWN && exitCode == 0 && signal == 0;
  }

  /** What a person is told of the end of a command that failed. */
  public String reason() {
    return switch (ending) {
      case TIMED_OUT -> "ended at its time limit";
      case TOO_MUCH_OUTPUT -> "wrote too much";
      case NOT_STARTED -> "could not be started";
      case NOT_RETURNED -> "left no file that --return can bring back";
      case OWN -> signal == 0 ? "exit code " + exitCode : "signal " + signal;
    };
  }
}
