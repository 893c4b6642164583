package dev.baton.agent.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a worker process prints: passed on with the mark of its place, or kept aside while its agent
 * waits for a thread dump. Thread-safe.
 */
public final class WorkerOutput implements Consumer<String> {

  private final Consumer<String> target;
  private String mark = "[spare worker] ";
  private boolean aside;
  private final List<String> kept = new ArrayList<>();

  public WorkerOutput(Consumer<String> target) {
    this.target = target;
  }

  /** The worker has this place now. */
  public synchronized void mark(int number) {
    mark = "[worker " + number + "] ";
  }

  /** From now on lines are kept and not passed on. */
  synchronized void keepAside() {
    aside = true;
  }

  /** What was kept so far. */
  public synchronized List<String> kept() {
    return List.copyOf(kept);
  }

  @Override
  public void accept(String line) {
    String marked;
    synchronized (this) {
      if (aside) {
        kept.add(line);
        return;
      }
      marked = mark + line;
    }
    target.accept(marked);
  }
}
