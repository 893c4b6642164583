package dev.baton.cli.terminal;

import java.io.PrintStream;

/** Shows no progress, only what must be said. */
record NoProgress(PrintStream err) implements ProgressDisplay {

  @Override
  public void status(String text) {}

  @Override
  public void update(long done, long total) {}

  @Override
  public void println(String line) {
    err.println(line);
  }

  @Override
  public void makeRoom() {}

  @Override
  public void close() {}
}
