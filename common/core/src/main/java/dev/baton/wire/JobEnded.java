package dev.baton.wire;

/**
 * How a job ended, if its coordinator could still report it.
 *
 * <pre>
 * str jobId | u8 state | str message | i64 atMs
 * </pre>
 *
 * @param message why, for people; empty if done
 * @param atMs when, in milliseconds since the epoch
 */
public record JobEnded(String jobId, State state, String message, long atMs)
    implements JournalRecord {

  /** How it ended. */
  public enum State {
    /** With its result. */
    DONE,
    /** Because of a task, or of what the tasks returned. */
    FAILED,
    /** By a signal, or because its environment broke: it can simply be resumed. */
    INTERRUPTED
  }

  private static final State[] STATES = State.values();

  static JobEnded read(WireReader in) {
    return new JobEnded(in.string(), in.oneOf(STATES), in.string(), in.i64());
  }

  @Override
  public void writeTo(WireWriter out) {
    out.string(jobId).u8(state.ordinal()).string(message).i64(atMs);
  }

  @Override
  public Kind kind() {
    return Kind.JOB_ENDED;
  }
}
