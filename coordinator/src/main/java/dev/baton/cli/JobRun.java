package dev.baton.cli;

import dev.baton.EnvironmentException;
import dev.baton.job.Job;

final class JobRun {
  private final Console console;
  private final String name;
  private final RunOptions options;

  JobRun(Console console, String name, RunOptions options) {
    this.console = console;
    this.name = name;
    this.options = options;
  }

  int run(Job<?, ?> job) throws Exception {
    job.split();
    throw new EnvironmentException("no pool yet" + name + options.verbose() + console.colours());
  }
}
