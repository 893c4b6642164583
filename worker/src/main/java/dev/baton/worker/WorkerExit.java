package dev.baton.worker;

import dev.baton.process.ParentLink;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The exit codes of a worker process, which tell its host agent why it ended. */
public final class WorkerExit {

  /** It was told to end, or its agent is gone. */
  public static final int ORDERLY = 0;

  /** It could not start, and has said why. */
  public static final int CANNOT_START = 3;

  /** One of its own threads failed, so that it can neither take tasks nor answer. */
  public static final int BROKEN = 70;

  /**
   * A task ran on after its limit or its cancellation; ending the process was the only way to end
   * the task.
   */
  public static final int TASK_OVERRAN = 75;

  /** It did nothing but collect garbage. */
  public static final int HEAP_FULL = 78;

  /**
   * A task has overflowed the heap, and the agent is to start another worker with more. It has
   * answered for what it ran, and handed back the rest.
   */
  public static final int HEAP_TOO_SMALL = 79;

  /** It has run as many tasks as it may; none is open. */
  public static final int RECYCLED = 74;

  /**
   * The JVM began to end but did not: a shutdown hook blocked. Only user code calls {@link
   * System#exit} while the agent lives.
   */
  public static final int HOOKS_BLOCKED = 76;

  /**
   * A task had overflowed the heap, and what it left behind still holds it: later tasks would fail
   * through no fault of their own.
   */
  public static final int HEAP_HELD = 77;

  /** Standard error as it was before user code could replace it with something that blocks. */
  private static final PrintStream STDERR =
      new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);

  private WorkerExit() {}

  /** Tells the agent, which keeps the last lines of a worker's standard error as evidence. */
  static void say(String line) {
    STDERR.println(line);
  }

  /** Ends this process without a word: that is what the user has asked for, and no news. */
  static void recycled() {
    ParentLink.halt(RECYCLED);
  }

  /** Ends this process at once, without running any user code. */
  static void halt(int code, String reason, Throwable... causes) {
    try {
      say("Worker ends: " + reason);
      for (Throwable cause : causes) {
        cause.printStackTrace(STDERR);
      }
    } finally {
      ParentLink.halt(code);
    }
  }
}
