package dev.baton.simulation;

import dev.baton.role.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A process: what it is about to do happens only as long as it lives. */
public final class SimProcess {

  private final Simulation simulation;
  private final String name;
  private final List<Runnable> onEnd = new ArrayList<>();
  private boolean alive = true;
  private boolean hung;

  /** A process that lives. */
  public SimProcess(Simulation simulation, String name) {
    this.simulation = simulation;
    this.name = name;
  }

  /** The world that it is in. */
  public Simulation simulation() {
    return simulation;
  }

  /** Whether it lives. */
  public boolean isAlive() {
    return alive;
  }

  /** It ends at once, whatever it was about to do. */
  public void end() {
    if (alive) {
      alive = false;
      List.copyOf(onEnd).forEach(Runnable::run);
    }
  }

  /** It does nothing any more, and does not end. */
  public void hang() {
    hung = true;
  }

  /** Has something done when it ends. */
  public void onEnd(Runnable action) {
    onEnd.add(action);
  }

  /** Has the process do something later. */
  public void in(long delayNs, Runnable action) {
    simulation.in(
        delayNs,
        () -> {
          if (alive && !hung) {
            action.run();
          }
        });
  }

  /** A thread that runs a role, as a {@link dev.baton.role.RoleRunner} does. */
  public Runner start(Role role) {
    Runner runner = new Runner(role);
    runner.wake();
    return runner;
  }

  @Override
  public String toString() {
    return name;
  }

  /** A thread that runs a role. */
  public final class Runner {

    /** How long a busy machine may keep a thread waiting. */
    private static final Duration SLOWEST = Duration.ofMillis(2);

    /** As often as a real runner calls its role at least. */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

    private final Role role;
    private long dueNs = Long.MAX_VALUE;

    private Runner(Role role) {
      this.role = role;
    }

    /** The role has something to do. */
    public void wake() {
      due(simulation.upTo(SLOWEST));
    }

    private void due(long inNs) {
      long atNs = simulation.nanoTime() + inNs;
      if (atNs < dueNs) {
        dueNs = atNs;
        in(
            inNs,
            () -> {
              if (dueNs == atNs) {
                dueNs = Long.MAX_VALUE;
                long nextNs = role.doWork(simulation.nanoTime());
                due(Math.min(nextNs, LONGEST_WAIT.toNanos()) + simulation.upTo(SLOWEST));
              }
            });
      }
    }
  }
}
