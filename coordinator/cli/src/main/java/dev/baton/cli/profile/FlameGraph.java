package dev.baton.cli.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/**
 * The stacks of running Java code that a recording has, put together: below each method what it
 * called, as wide as it was sampled often. Not thread-safe.
 */
public final class FlameGraph {

  private static final String SAMPLE = "jdk.ExecutionSample";
  private static final StackFrame CUT = new StackFrame("", "(callers beyond the recorder's depth)");

  private final FlameNode root = new FlameNode(new StackFrame("", "all workers"));
  private final Map<StackFrame, long[]> methods = new HashMap<>();

  /**
   * A method, wherever it was called.
   *
   * @param own in how many samples it was the one that ran
   * @param samples in how many samples it or what it called ran
   */
  record Method(StackFrame frame, long own, long samples) {}

  FlameGraph() {}

  /**
   * Reads a recording.
   *
   * @throws IOException if that is impossible
   */
  public static FlameGraph read(Path recording) throws IOException {
    FlameGraph graph = new FlameGraph();
    try (RecordingFile file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        if (event.getEventType().getName().equals(SAMPLE)) {
          graph.add(event);
        }
      }
    }
    return graph;
  }

  private void add(RecordedEvent sample) {
    RecordedStackTrace stack = sample.getStackTrace();
    if (stack == null) {
      return;
    }
    List<StackFrame> frames = new ArrayList<>();
    frames.add(StackFrame.thread(name(sample.getThread("sampledThread"))));
    if (stack.isTruncated()) {
      frames.add(CUT);
    }
    for (RecordedFrame frame : stack.getFrames().reversed()) {
      frames.add(StackFrame.of(frame.getMethod()));
    }
    add(frames);
  }

  private static String name(RecordedThread thread) {
    if (thread == null) {
      return "(unknown thread)";
    }
    String name = thread.getJavaName() == null ? thread.getOSName() : thread.getJavaName();
    return name == null || name.isEmpty() ? "(thread without a name)" : name;
  }

  /** Adds a sample: the thread, and the methods from the outermost to the one that ran. */
  void add(List<StackFrame> stack) {
    FlameNode node = root;
    node.sampled();
    Set<StackFrame> once = new HashSet<>(); // a method that calls itself is one
    for (StackFrame frame : stack) {
      node = node.callee(frame);
      node.sampled();
      if (once.add(frame)) {
        counts(frame)[1]++;
      }
    }
    node.sampledItself();
    counts(stack.getLast())[0]++;
  }

  private long[] counts(StackFrame frame) {
    return methods.computeIfAbsent(frame, _ -> new long[2]);
  }

  /** All of it. */
  FlameNode root() {
    return root;
  }

  /** How many samples it is made of. */
  public long samples() {
    return root.samples();
  }

  /** The methods that ran most, by themselves. */
  List<Method> hottest(int most) {
    return methods.entrySet().stream()
        .map(entry -> new Method(entry.getKey(), entry.getValue()[0], entry.getValue()[1]))
        .filter(method -> method.own() > 0)
        .sorted(
            Comparator.comparingLong(Method::own)
                .reversed()
                .thenComparing(method -> method.frame().name()))
        .limit(most)
        .toList();
  }

  /**
   * The number of samples from which on a frame is shown: a thousandth of all, or as many more as
   * it takes to show no more frames than asked for.
   */
  long leastShown(int mostFrames) {
    long least = Math.max(1, Math.ceilDiv(samples(), 1_000));
    while (root.count(least) > mostFrames) {
      least = least + Math.max(1, least / 4);
    }
    return least;
  }
}
