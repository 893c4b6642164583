package dev.baton.agent;

import dev.baton.role.Role;
import dev.baton.role.RoleRunner;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The one thread on which an agent makes its decisions. It first does what other threads have
 * requested, then calls its roles. Thread-safe.
 */
final class AgentThread implements Executor {

  private static final Duration END_LIMIT = Duration.ofSeconds(1);

  /** After a failure the roles are called again soon: nothing else supervises the workers. */
  private static final long AFTER_FAILURE_NS = 1_000_000_000;

  private final Queue<Runnable> asked = new ConcurrentLinkedQueue<>();
  private final RoleRunner runner;

  /**
   * Creates a thread that has not started.
   *
   * @param onFailed told once if it ends by itself
   */
  AgentThread(Consumer<? super Throwable> onFailed) {
    runner = new RoleRunner("baton-agent", onFailed);
  }

  /** Starts the thread with these roles. */
  void start(List<Role> roles) {
    runner.start(new All(roles));
  }

  /**
   * Runs an action on the thread, in the order of the requests. An action requested after the end
   * never runs: the agent has ended, and so has everything it watched.
   */
  @Override
  public void execute(Runnable action) {
    asked.add(action);
    runner.wake();
  }

  /** Ends the thread once it has run the actions requested so far. */
  void stop() {
    var _ = runner.stop(END_LIMIT);
  }

  /** Everything that runs on the thread. */
  private final class All implements Role {

    private final List<Role> roles;

    All(List<Role> roles) {
      this.roles = List.copyOf(roles);
    }

    @Override
    public long doWork(long nowNs) {
      doAsked();
      return roles.stream().mapToLong(role -> doWork(role, nowNs)).min().orElse(NOTHING_DUE);
    }

    @Override
    public void onStop() {
      doAsked();
      roles.forEach(Role::onStop);
    }

    private void doAsked() {
      for (Runnable action = asked.poll(); action != null; action = asked.poll()) {
        try {
          action.run();
        } catch (RuntimeException e) {
          warn(e);
        }
      }
    }

    private long doWork(Role role, long nowNs) {
      try {
        return role.doWork(nowNs);
      } catch (RuntimeException e) {
        warn(e);
        return AFTER_FAILURE_NS;
      }
    }

    /** One failure must neither end the beats nor leave the workers unsupervised. */
    private static void warn(RuntimeException failure) {
      System.getLogger(AgentThread.class.getName())
          .log(System.Logger.Level.WARNING, "The workers could not be supervised", failure);
    }
  }
}
