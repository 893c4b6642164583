package dev.baton.worker;

import dev.baton.TaskScope;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What code in this process prints, in whole lines, each with the task that printed it: those of
 * tasks that run at the same time never mix. Thread-safe.
 *
 * <p>A line belongs to the task in whose scope it was printed. Threads that a task has started by
 * other means than a {@code StructuredTaskScope} are in no task's scope, and neither is native code
 * nor another process, which do not print through this.
 */
final class TaskOutput extends OutputStream {

  private final OutputStream target;
  private final PrintedLines ofNoTask;
  private final Set<PrintedLines> open = ConcurrentHashMap.newKeySet();

  TaskOutput(OutputStream target) {
    this.target = target;
    this.ofNoTask = open("");
  }

  /** Has all that is printed in this process from now on pass through here. */
  static void install() {
    TaskOutput output = new TaskOutput(new FileOutputStream(FileDescriptor.err));
    PrintStream stream = new PrintStream(output, true, StandardCharsets.UTF_8);
    System.setOut(stream);
    System.setErr(stream);
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("baton-last-output").unstarted(output::endAll));
  }

  /** Lines of their own, until they are {@linkplain PrintedLines#end ended}. */
  PrintedLines open(String prefix) {
    PrintedLines lines = new PrintedLines(prefix, this);
    open.add(lines);
    return lines;
  }

  void ended(PrintedLines lines) {
    open.remove(lines);
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (TaskScope.currentOrNull() instanceof RunningTask task) {
      task.printed(this).add(bytes, offset, length);
    } else {
      ofNoTask.add(bytes, offset, length);
    }
  }

  /** Passes on whole lines, in one piece. */
  synchronized void pass(byte[] lines) throws IOException {
    target.write(lines);
  }

  /** Ends the lines that have no end yet, as this process is about to end. */
  private void endAll() {
    open.forEach(PrintedLines::end);
  }
}
