package dev.baton.agent.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a worker process prints. It is passed on with the mark of the worker's place, or kept aside
 * while the agent waits for a thread dump. Thread-safe.
 */
public final class WorkerOutput implements Consumer<String> {

  private final Consumer<String> target;
  private String mark = "[spare worker] ";
  private boolean aside;
  private final List<String> kept = new ArrayList<>();

  public WorkerOutput(Consumer<String> target) {
    this.target = target;
  }

  /** Gives the worker this place. */
  public synchronized void mark(int number) {
    mark = "[worker " + number + "] ";
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
