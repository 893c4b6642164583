package dev.baton.cli.log;

import java.time.Instant;

/** Writes entries of a log. Thread-safe. */
@FunctionalInterface
interface LogLayout {

  /** An entry as one or more whole lines, with their ends. */
  String lines(Instant time, LogEntry entry);
}
