package dev.baton.cli.dashboard;

import dev.baton.UsageException;
import dev.baton.cli.terminal.Console;
import dev.baton.pool.ProcessPool;
import dev.baton.pool.QuarantinedTask;
import dev.baton.wire.Frame;
import dev.baton.wire.JobStarted;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The dashboard of a run, from before its pool is there until after its end. Thread-safe. */
public final class RunDashboard implements AutoCloseable {

  private final DashboardState state;
  private final Replays replays;
  private final DashboardServer server;
  private final OfRun actions;
  private @Nullable RunSource source;
  private @Nullable Feed feed;

  private RunDashboard(
      DashboardState state, Replays replays, OfRun actions, DashboardServer server) {
    this.state = state;
    this.replays = replays;
    this.actions = actions;
    this.server = server;
  }

  static RunDashboard serve(
      String title,
      String pool,
      @Nullable List<String> replayWhere,
      ServedDashboard.Place place,
      Console console) {
    DashboardState state =
        new DashboardState(
            title, pool, "run", new DashboardState.Abilities(false, replayWhere != null));
    Replays replays = new Replays(state, replayWhere == null ? List.of() : replayWhere);
    OfRun actions = new OfRun(state, replays);
    return new RunDashboard(
        state, replays, actions, ServedDashboard.serve(state, actions, place, console));
  }

  /**
   * Shows the pool that runs the job.
   *
   * @param cancel ends the run; returns at once
   */
  public synchronized void follow(ProcessPool pool, JobStarted job, Runnable cancel) {
    actions.cancel = cancel; // before the job is shown
    source = new RunSource(pool, job);
    feed = Feed.start(source, state);
  }

  /** Shows a task that was given up. */
  public void quarantined(QuarantinedTask task) {
    state.hear(Frame.decode(task.toRecord()), System.currentTimeMillis());
  }

  /**
   * Shows how the run ended; the first end counts.
   *
   * @param how in a word
   * @param message why; null if there is nothing to say
   */
  public synchronized void ended(String how, @Nullable String message) {
    if (state.hasEnded()) {
      return;
    }
    if (source != null) {
      source.ended(how, message);
    }
    if (feed != null) {
      feed.close();
    }
    state.ended(message == null ? how : how + ": " + message);
  }

  @Override
  public void close() {
    ended("ended", null);
    replays.close();
    server.close();
  }

  /** What can be done for a run. */
  private static final class OfRun implements Actions {

    private final DashboardState state;
    private final Replays replays;
    private volatile Runnable cancel = () -> {};

    OfRun(DashboardState state, Replays replays) {
      this.state = state;
      this.replays = replays;
    }

    /** As Ctrl-C does. */
    @Override
    public String cancel(String jobId) {
      if (state.hasEnded()) {
        throw new UsageException("The run has ended.");
      }
      if (!state.canCancel(jobId)) {
        throw new UsageException("Job " + jobId + " is not run by this process.");
      }
      cancel.run();
      return "The run is being cancelled, as by Ctrl-C; 'baton resume " + jobId + "' goes on.";
    }

    @Override
    public String drain(long host) {
      throw new UsageException("The hosts of a run are drained where the cluster is shown.");
    }

    @Override
    public String replay(String task) {
      return replays.run(task);
    }
  }
}
