package dev.baton.cli;

import dev.baton.EnvironmentException;
import dev.baton.job.Job;

/** One run of one job, from its start to its report. */
final class JobRun {

  private final Console console;
  private final RunSettings settings;

  JobRun(Console console, RunSettings settings) {
    this.console = console;
    this.settings = settings;
  }

  /** Runs the job; returns the exit code. */
  int run(Job<?, ?> job) throws Exception {
    var splits = job.split();
    splits.stream().close();
    console.err().println(settings.job());
    throw new EnvironmentException("There is no pool in this build.");
  }
}
