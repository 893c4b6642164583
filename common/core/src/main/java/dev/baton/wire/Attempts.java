package dev.baton.wire;

/**
 * Attempts of tasks with consecutive ids, which travel together as the items of a chunk; or of one
 * task.
 *
 * @param first the first of them; the others have the same attempt number
 * @param items how many there are, from 1
 */
public record Attempts(AttemptId first, int items) {

  static final int BYTES = AttemptId.BYTES + Integer.BYTES;

  /** Checks that there is at least one, and that their ids do not overflow. */
  public Attempts {
    if (items < 1 || first.taskId() > Long.MAX_VALUE - items) {
      throw new MalformedRecordException("A record has " + items + " attempts from " + first + ".");
    }
  }

  /** A single attempt. */
  public static Attempts of(AttemptId attempt) {
    return new Attempts(attempt, 1);
  }

  /** The id of the first task. */
  public long from() {
    return first.taskId();
  }

  /** The id after that of the last task. */
  public long to() {
    return first.taskId() + items;
  }

  /** Which attempt of these tasks it is, from 1. */
  public int number() {
    return first.attempt();
  }

  /** Whether these tasks were given to a worker before. */
  public boolean isRepeat() {
    return number() > 1;
  }

  /** A part of them. */
  public Attempts part(long fromId, long toId) {
    return new Attempts(new AttemptId(fromId, number()), Math.toIntExact(toId - fromId));
  }

  /** Whether any of these attempts is among the others. */
  public boolean overlap(Attempts others) {
    return number() == others.number() && from() < others.to() && others.from() < to();
  }

  static Attempts read(WireReader in) {
    return new Attempts(AttemptId.read(in), in.i32());
  }

  void writeTo(WireWriter out) {
    first.writeTo(out);
    out.i32(items);
  }

  @Override
  public String toString() {
    return items == 1 ? first.toString() : first + " and " + (items - 1) + " more";
  }
}
