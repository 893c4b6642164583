package dev.baton.worker;

/** The exit codes of a worker process, by which its host agent knows why it ended. */
public final class WorkerExit {

  /** It was told to end, or its agent is gone. */
  public static final int ORDERLY = 0;

  /** It could not start; it has said why. */
  public static final int CANNOT_START = 3;

  /** One of its own threads failed, so that it can neither take tasks nor answer. */
  public static final int BROKEN = 70;

  /**
   * A task ran on after its limit or its cancellation; ending the process was the only way to end
   * the task.
   */
  public static final int TASK_OVERRAN = 75;

  /** It has run as many tasks as it may; none is open. */
  public static final int RECYCLED = 76;

  private WorkerExit() {}

  /** Tells the agent, which keeps the last lines of a worker's standard error as evidence. */
  static void say(String line) {
    System.err.println(line);
  }

  /** Ends this process at once, without running anything of the user's. */
  static void halt(int code, String reason, Throwable... causes) {
    try {
      say("Worker ends: " + reason);
      for (Throwable cause : causes) {
        cause.printStackTrace();
      }
    } finally {
      Runtime.getRuntime().halt(code);
    }
  }
}
