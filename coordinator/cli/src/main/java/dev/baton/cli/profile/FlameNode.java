package dev.baton.cli.profile;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A frame of a flame graph: what was sampled with the same callers. Not thread-safe. */
final class FlameNode {

  private final StackFrame frame;
  private final Map<StackFrame, FlameNode> callees = new HashMap<>();
  private long samples;
  private long own;

  FlameNode(StackFrame frame) {
    this.frame = frame;
  }

  /** Counts a sample of which this frame is part. */
  void sampled() {
    samples++;
  }

  /** Counts a sample that was taken in this frame itself. */
  void sampledItself() {
    own++;
  }

  FlameNode callee(StackFrame called) {
    return callees.computeIfAbsent(called, FlameNode::new);
  }

  StackFrame frame() {
    return frame;
  }

  /** How many samples it is part of. */
  long samples() {
    return samples;
  }

  /** How many samples were taken in this frame, not in what it called. */
  long own() {
    return own;
  }

  Collection<FlameNode> callees() {
    return callees.values();
  }

  /** Those with enough samples; the same for the same samples. */
  List<FlameNode> callees(long least) {
    return callees.values().stream()
        .filter(node -> node.samples >= least)
        .sorted(
            Comparator.comparingLong(FlameNode::samples)
                .reversed()
                .thenComparing(node -> node.frame.name()))
        .toList();
  }

  /** How many frames with enough samples there are from here on. */
  long count(long least) {
    return samples < least
        ? 0
        : 1 + callees.values().stream().mapToLong(node -> node.count(least)).sum();
  }
}
