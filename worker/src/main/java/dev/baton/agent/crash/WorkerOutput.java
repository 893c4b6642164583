package dev.baton.agent.crash;

import dev.baton.process.TaskLine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a worker process prints. It is passed on with the mark of the worker's place and of the task
 * that printed it, or kept aside while the agent waits for a thread dump. Thread-safe.
 *
 * <pre>
 * [worker 3 job=sum-4k7 task=17 attempt=1] The text.
 * [worker 3] Printed by no task, or by a thread that is in no task's scope.
 * </pre>
 */
public final class WorkerOutput implements Consumer<String> {

  private final Consumer<String> target;
  private String place = "spare worker";
  private boolean aside;
  private final List<String> kept = new ArrayList<>();

  public WorkerOutput(Consumer<String> target) {
    this.target = target;
  }

  /** Gives the worker this place. */
  public synchronized void mark(int number) {
    place = "worker " + number;
  }

  /** Keeps lines from now on, instead of passing them on. */
  synchronized void keepAside() {
    aside = true;
  }

  /** The lines kept so far. */
  public synchronized List<String> kept() {
    return List.copyOf(kept);
  }

  @Override
  public void accept(String line) {
    String from;
    synchronized (this) {
      if (aside) {
        kept.add(line);
        return;
      }
      from = place;
    }
    @Nullable TaskLine ofTask = TaskLine.parse(line);
    target.accept(
        ofTask == null
            ? "[" + from + "] " + line
            : "[" + from + " " + ofTask.task() + "] " + ofTask.text());
  }
}
