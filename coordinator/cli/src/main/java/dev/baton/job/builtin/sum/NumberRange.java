package dev.baton.job.builtin.sum;

/**
 * The whole numbers from {@code start} up to {@code end}, exclusive.
 *
 * @param start the first, at least 0
 * @param end one past the last, at least {@code start}
 */
record NumberRange(long start, long end) {

  /** The range of one of {@code parts} parts of about the same size of 0 … {@code to} − 1. */
  static NumberRange part(long to, long parts, long part) {
    return new NumberRange(startOf(to, parts, part), startOf(to, parts, part + 1));
  }

  /** The first {@code to % parts} parts have one number more than the others. */
  private static long startOf(long to, long parts, long part) {
    return part * (to / parts) + Math.min(part, to % parts);
  }

  @Override
  public String toString() {
    return "numbers " + start + " to " + end;
  }
}
