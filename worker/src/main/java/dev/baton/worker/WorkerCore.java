package dev.baton.worker;

import dev.baton.codec.FailureCodec;
import dev.baton.link.WorkerLinks;
import dev.baton.role.Clock;
import dev.baton.store.WorkerSlot;
import dev.baton.store.handle.TaskBlobs;
import java.time.Duration;

/**
 * A worker except for its threads: a task comes in at {@link InboxHandler}, waits in the {@link
 * Backlog}, is given out by the {@link TaskSource}, and is answered by {@link Answers}, whichever
 * thread has run it.
 */
final class WorkerCore {

  /** Events to which the worker's threads, or the process, must react. */
  interface Listener {

    /** {@link #results} will have work soon. */
    void resultsWait();

    /** {@link #limits} will have work earlier than it said. */
    void alarmSet();

    /** A task goes on although it was told to stop; called on the thread of the limits. */
    void overran(RunningTask stuck);

    /** The last task that the worker may run was given out. */
    void wornOut();
  }

  private final Backlog backlog = new Backlog();
  private final Programs programs;
  private final RunningTasks running;
  private final ResultSender results;
  private final TimeLimits limits;
  private final Answers answers;
  private final TaskSource tasks;
  private final InboxHandler inbox;

  /**
   * Creates a worker that has done nothing yet.
   *
   * @param name what tasks see as their worker
   * @param firstSlot the lowest of its slots among those of its host
   * @param grace how long a task may go on after its interrupt
   * @param maxTasks how many tasks it runs in all; 0 for any number
   */
  WorkerCore(
      String name,
      int firstSlot,
      long incarnation,
      Duration grace,
      int maxTasks,
      WorkerSlot slot,
      WorkerLinks links,
      TaskBlobs blobs,
      Programs programs,
      FailureCodec failures,
      Clock clock,
      Listener listener) {
    this.programs = programs;
    running = new RunningTasks(name, firstSlot, slot, blobs, clock);
    results = new ResultSender(incarnation, links, clock, listener::resultsWait);
    limits = new TimeLimits(grace, clock, listener::overran, listener::alarmSet);
    answers = new Answers(slot, failures, backlog, running, limits, results, grace);
    tasks = new TaskSource(backlog, running, maxTasks, listener::wornOut);
    inbox =
        new InboxHandler(
            incarnation, links, clock, slot, backlog, running, programs, limits, results);
  }

  /**
   * Closes the classes of programs that have ended, or have had nothing to do for long; now and
   * then.
   */
  void tidyPrograms() {
    programs.tidy(
        coordinator ->
            // A task that starts is found in one of them, in this order.
            backlog.hasAnyOf(coordinator) || running.hasAnyOf(coordinator));
  }

  /** Whether exit hooks have to run before the process ends. */
  boolean hasExitHooks() {
    return programs.haveExitHook();
  }

  /** Runs the exit hooks of programs none of whose tasks runs, as the worker ends. */
  void exit() {
    programs.exit(running::hasAnyOf);
  }

  RunningTasks running() {
    return running;
  }

  ResultSender results() {
    return results;
  }

  TimeLimits limits() {
    return limits;
  }

  Answers answers() {
    return answers;
  }

  TaskSource tasks() {
    return tasks;
  }

  InboxHandler inbox() {
    return inbox;
  }
}
