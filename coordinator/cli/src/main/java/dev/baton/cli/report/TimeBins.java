package dev.baton.cli.report;

/**
 * How much of each of at most {@value #MOST} equal parts of the time was taken: the parts become
 * twice as long when the time outgrows them, so that memory does not. Times are in microseconds.
 * Not thread-safe.
 */
final class TimeBins {

  static final int MOST = 240;
  private static final long FIRST_WIDTH = 1_000;

  private final long zeroMicros;
  private final long[] taken = new long[MOST];
  private long widthMicros = FIRST_WIDTH;

  /** Nothing is taken; the first part begins at this time. */
  TimeBins(long zeroMicros) {
    this.zeroMicros = zeroMicros;
  }

  /** Takes a time so many times over; what lies before the first part is left out. */
  void take(long fromMicros, long toMicros, int times) {
    while (toMicros - zeroMicros > widthMicros * MOST) {
      widen();
    }
    long at = Math.max(fromMicros, zeroMicros);
    while (at < toMicros) {
      int part = (int) ((at - zeroMicros) / widthMicros);
      long next = Math.min(toMicros, zeroMicros + (part + 1) * widthMicros);
      taken[part] += (next - at) * times;
      at = next;
    }
  }

  private void widen() {
    for (int i = 0; i < MOST; i++) {
      taken[i] = 2 * i + 1 < MOST ? taken[2 * i] + taken[2 * i + 1] : 0;
    }
    widthMicros *= 2;
  }

  /** How long a part is. */
  long widthMicros() {
    return widthMicros;
  }

  /**
   * How much is taken, on average over each part until then; the last part may be a shorter one.
   *
   * @param width of the parts, at least that of these
   */
  double[] means(long width, long endMicros) {
    while (widthMicros < width) {
      widen();
    }
    int parts = Math.clamp(Math.ceilDiv(endMicros - zeroMicros, widthMicros), 1, MOST);
    double[] means = new double[parts];
    for (int i = 0; i < parts; i++) {
      long until = Math.min(widthMicros, endMicros - zeroMicros - i * widthMicros);
      means[i] = until <= 0 ? 0 : (double) taken[i] / until;
    }
    return means;
  }
}
