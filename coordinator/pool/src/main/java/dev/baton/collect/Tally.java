package dev.baton.collect;

import dev.baton.Handoff;
import dev.baton.HandoffCount;
import dev.baton.Phase;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Adds up where time and data go. Thread-safe. */
public final class Tally {

  private static final List<Handoff> HANDOFFS = List.of(Handoff.KRYO, Handoff.SHARED);

  private final Map<Phase, LongAdder> nanos = new EnumMap<>(Phase.class);
  private final Map<Handoff, LongAdder> tasks = new EnumMap<>(Handoff.class);
  private final Map<Handoff, LongAdder> bytes = new EnumMap<>(Handoff.class);

  /** Starts at zero. */
  public Tally() {
    for (Phase phase : Phase.values()) {
      nanos.put(phase, new LongAdder());
    }
    for (Handoff handoff : HANDOFFS) {
      tasks.put(handoff, new LongAdder());
      bytes.put(handoff, new LongAdder());
    }
  }

  /** Adds time spent in a phase. */
  public void spent(Phase phase, long ns) {
    counter(nanos, phase).add(Math.max(0, ns));
  }

  /** Counts tasks whose data was handed over to a worker. */
  public void sent(Handoff handoff, int count, long size) {
    counter(tasks, handoff).add(count);
    counter(bytes, handoff).add(size);
  }

  /** Counts data that many tasks share, handed over once for all of them. */
  public void sentForMany(Handoff handoff, long size) {
    counter(bytes, handoff).add(size);
  }

  /** Counts a result whose data was handed over from a worker. */
  public void returned(Handoff handoff, long size) {
    counter(bytes, handoff).add(size);
  }

  /**
   * Time by phase, totalled over all tasks: with two workers, two seconds of task time pass in one.
   */
  public Map<Phase, Duration> phases() {
    Map<Phase, Duration> phases = new EnumMap<>(Phase.class);
    nanos.forEach((phase, ns) -> phases.put(phase, Duration.ofNanos(ns.sum())));
    return phases;
  }

  /** Tasks and bytes by handoff. */
  public Map<Handoff, HandoffCount> handoffs() {
    Map<Handoff, HandoffCount> counts = new EnumMap<>(Handoff.class);
    for (Handoff handoff : HANDOFFS) {
      counts.put(
          handoff, new HandoffCount(counter(tasks, handoff).sum(), counter(bytes, handoff).sum()));
    }
    return counts;
  }

  private static <K> LongAdder counter(Map<K, LongAdder> counters, K key) {
    return counters.getOrDefault(key, new LongAdder());
  }
}
