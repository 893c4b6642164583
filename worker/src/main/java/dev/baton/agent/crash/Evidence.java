package dev.baton.agent.crash;

import dev.baton.process.ChildExit;
import dev.baton.store.WorkerSnapshot;
import dev.baton.worker.WorkerExit;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * What is known about the end of worker processes, for a person who looks for the cause. For one
 * thread.
 */
public final class Evidence {

  private static final int LAST_LINES = 12;

  /** The lines travel in an event, and are read by people. */
  private static final int LONGEST_LINE = 400;

  private final LongFunction<String> crashes;
  private final Supplier<OptionalLong> kills;
  private OptionalLong killsSeen;

  /**
   * Creates evidence from these sources.
   *
   * @param crashes what is known of a process's crash; empty if nothing is
   * @param kills how often the kernel's out-of-memory killer struck
   */
  public Evidence(LongFunction<String> crashes, Supplier<OptionalLong> kills) {
    this.crashes = crashes;
    this.kills = kills;
    this.killsSeen = kills.get();
  }

  /**
   * What is known about an end.
   *
   * @param runningTask the task that the worker ran, according to the host store, or {@link
   *     WorkerSnapshot#NO_TASK}
   * @param remark why the agent itself has ended the worker; empty if it has not
   */
  public String of(ChildExit exit, long runningTask, String remark) {
    StringBuilder text = new StringBuilder(remark);
    text.append(remark.isEmpty() ? "" : "; ").append(exit.describe()).append(meaning(exit.code()));
    if (exit.isKilledByOthers() && remark.isEmpty()) {
      text.append(killer());
    }
    text.append(
        runningTask == WorkerSnapshot.NO_TASK
            ? "; it ran no task"
            : "; it ran task " + runningTask);
    String crash = crashes.apply(exit.pid());
    if (!crash.isEmpty()) {
      text.append("; ").append(crash);
    }
    List<String> lines = exit.lastLines();
    if (!lines.isEmpty()) {
      text.append("; its last output:");
      lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()).stream()
          .map(Evidence::shortened)
          .forEach(line -> text.append("\n  ").append(line));
    }
    return text.toString();
  }

  /**
   * Whether the worker itself decided to end, so that no task is to blame beyond those it has
   * answered.
   */
  public static boolean isOrderly(ChildExit exit) {
    return exit.code() == WorkerExit.TASK_OVERRAN
        || exit.code() == WorkerExit.RECYCLED
        || exit.code() == WorkerExit.HEAP_HELD
        || exit.code() == WorkerExit.HEAP_TOO_SMALL;
  }

  /** Whether a task needed more heap than the worker had, so that the next one should have more. */
  public static boolean isOutOfHeap(ChildExit exit) {
    return exit.code() == WorkerExit.HEAP_TOO_SMALL || exit.code() == WorkerExit.HEAP_FULL;
  }

  private String killer() {
    OptionalLong before = killsSeen;
    killsSeen = kills.get();
    boolean isOutOfMemory =
        before.isPresent() && killsSeen.isPresent() && killsSeen.getAsLong() > before.getAsLong();
    return isOutOfMemory
        ? "; the kernel's out-of-memory killer has struck: give the workers less heap, or run fewer"
        : "; no process of Baton sent it";
  }

  private static String meaning(int code) {
    return switch (code) {
      case WorkerExit.ORDERLY -> " (a task may have called System.exit)";
      case WorkerExit.BROKEN -> " (one of the worker's own threads failed)";
      case WorkerExit.TASK_OVERRAN -> " (a task did not react to its interrupt)";
      case WorkerExit.HEAP_FULL ->
          " (it did nothing but collect garbage: give it more heap, or its task less to hold)";
      case WorkerExit.HEAP_TOO_SMALL -> " (a task needed more heap)";
      case WorkerExit.RECYCLED -> " (it has run as many tasks as it may)";
      case WorkerExit.HOOKS_BLOCKED ->
          " (a task may have called System.exit, and a shutdown hook blocked)";
      case WorkerExit.HEAP_HELD -> " (what a task left behind held the heap)";
      default -> "";
    };
  }

  private static String shortened(String line) {
    return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
  }
}
