package dev.baton.agent;

import dev.baton.process.ChildExit;
import dev.baton.worker.WorkerExit;
import java.util.List;

/** What is known about the end of a worker process, for a person who looks for the reason. */
final class Evidence {

  private static final int LAST_LINES = 12;

  private Evidence() {}

  static String of(ChildExit exit) {
    StringBuilder text = new StringBuilder(exit.describe());
    text.append(meaning(exit.code()));
    String crash = CrashFile.describe(exit.pid());
    if (!crash.isEmpty()) {
      text.append("; ").append(crash);
    }
    List<String> lines = exit.lastLines();
    if (!lines.isEmpty()) {
      List<String> last = lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
      text.append("; its last output:\n  ").append(String.join("\n  ", last));
    }
    return text.toString();
  }

  /**
   * Whether a worker's own decision ended it, so that no task is to blame beyond those it has
   * answered for.
   */
  static boolean isOrderly(ChildExit exit) {
    return exit.code() == WorkerExit.TASK_OVERRAN || exit.code() == WorkerExit.RECYCLED;
  }

  private static String meaning(int code) {
    return switch (code) {
      case WorkerExit.ORDERLY -> " (a task may have called System.exit)";
      case WorkerExit.BROKEN -> " (one of the worker's own threads failed)";
      case WorkerExit.TASK_OVERRAN -> " (a task did not react to its interrupt)";
      case WorkerExit.RECYCLED -> " (it has run as many tasks as it may)";
      default -> "";
    };
  }
}
