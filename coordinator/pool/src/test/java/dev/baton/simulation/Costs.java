package dev.baton.simulation;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/** The processor time that parts of a coordinator take. For one thread. */
public final class Costs {

  /** A part of a coordinator. */
  public enum Part {
    DISPATCH,
    COLLECT,
    TRACK
  }

  private static final class Cost {
    private long calls;
    private long ns;
  }

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Map<Part, Cost> costs = new EnumMap<>(Part.class);

  /** Does something, and counts what it costs. */
  public <T> T of(Part part, Supplier<T> action) {
    long beginNs = THREADS.getCurrentThreadCpuTime();
    T result = action.get();
    Cost cost = costs.computeIfAbsent(part, _ -> new Cost());
    cost.ns += THREADS.getCurrentThreadCpuTime() - beginNs;
    cost.calls++;
    return result;
  }

  /** Forgets what was counted. */
  public void clear() {
    costs.clear();
  }

  long calls(Part part) {
    return costs.computeIfAbsent(part, _ -> new Cost()).calls;
  }

  long ns(Part part) {
    return costs.computeIfAbsent(part, _ -> new Cost()).ns;
  }
}
