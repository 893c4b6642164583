package dev.baton.cli.dashboard;

import java.util.ArrayList;
import java.util.List;

/**
 * What was counted, at points in time: all of the time since the start, at a distance that doubles
 * when there are too many of them. Not thread-safe.
 */
final class History {

  /** As many as a chart can show. */
  static final int MOST_POINTS = 240;

  private static final long FIRST_STEP_MS = 1_000;
  private static final double MS_PER_S = 1_000;
  private static final double NS_PER_MS = 1e6;

  /** Over so many of the last points a rate is taken. */
  private static final int RECENT = 5;

  /**
   * What was counted since the start, and what was there just then.
   *
   * @param ended tasks that had ended
   * @param waitedNs how long they had waited, all together; negative where nobody knows
   * @param running tasks that ran
   * @param waiting tasks that waited
   */
  record Point(long atMs, long ended, long waitedNs, long running, long waiting) {

    private double rateSince(Point before) {
      long elapsedMs = atMs - before.atMs;
      return elapsedMs <= 0 ? 0 : MS_PER_S * Math.max(0, ended - before.ended) / elapsedMs;
    }

    private double waitMsSince(Point before) {
      long more = ended - before.ended;
      if (waitedNs < 0) {
        double rate = rateSince(before);
        return rate > 0 ? MS_PER_S * waiting / rate : 0;
      }
      return more <= 0 ? 0 : Math.max(0, waitedNs - before.waitedNs) / NS_PER_MS / more;
    }
  }

  private final List<Point> points = new ArrayList<>();
  private final List<Point> recent = new ArrayList<>();
  private long stepMs = FIRST_STEP_MS;

  /** Notes what is counted now, about once a second. */
  void add(Point now) {
    recent.add(now);
    if (recent.size() > RECENT) {
      recent.removeFirst();
    }
    // A little early is in time: who calls once a second is sometimes early.
    if (!points.isEmpty() && now.atMs - points.getLast().atMs < stepMs - FIRST_STEP_MS / 2) {
      return;
    }
    points.add(now);
    if (points.size() > MOST_POINTS) {
      for (int i = points.size() - 2; i > 0; i -= 2) {
        points.remove(i);
      }
      stepMs *= 2;
    }
  }

  /** How many tasks end per second now. */
  double rate() {
    return recent.size() < 2 ? 0 : recent.getLast().rateSince(recent.getFirst());
  }

  /** How long tasks wait now. */
  double waitMs() {
    return recent.size() < 2 ? -1 : recent.getLast().waitMsSince(recent.getFirst());
  }

  Snapshot.Series series() {
    List<Double> rate = new ArrayList<>();
    List<Double> wait = new ArrayList<>();
    List<Long> running = new ArrayList<>();
    for (int i = 1; i < points.size(); i++) {
      Point before = points.get(i - 1);
      Point now = points.get(i);
      rate.add(rounded(now.rateSince(before)));
      wait.add(rounded(now.waitMsSince(before)));
      running.add(now.running);
    }
    return new Snapshot.Series(
        points.isEmpty() ? 0 : points.getFirst().atMs,
        stepMs,
        rate,
        wait,
        !points.isEmpty() && points.getLast().waitedNs < 0,
        running);
  }

  /** Three digits are more than a chart shows, and take less room on the way. */
  static double rounded(double value) {
    if (!(value > 0)) {
      return 0;
    }
    double unit = Math.pow(10, Math.floor(Math.log10(value)) - 3);
    return unit >= 1 ? Math.rint(value / unit) * unit : Math.rint(value * 1e3) / 1e3;
  }
}
