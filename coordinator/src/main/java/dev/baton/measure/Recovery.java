package dev.baton.measure;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What was measured of one fault. Thread-safe: it can be read while it grows. */
public final class Recovery {

  private final Fault fault;
  private final int wanted;
  private final Samples samples = new Samples();
  private final List<String> failures = new CopyOnWriteArrayList<>();

  Recovery(Fault fault, int wanted) {
    this.fault = fault;
    this.wanted = wanted;
  }

  /** Which fault. */
  public Fault fault() {
    return fault;
  }

  /** How often it was to strike. */
  public int wanted() {
    return wanted;
  }

  /** The times that recovery took. */
  public Samples samples() {
    return samples;
  }

  /** Why there are fewer times than were wanted. */
  public List<String> failures() {
    return List.copyOf(failures);
  }

  void failed(String reason) {
    failures.add(reason);
  }
}
