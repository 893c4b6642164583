package dev.baton.worker;

import dev.baton.link.WorkerLinks;

/** A worker's connection to the rest of its pool. Thread-safe. */
interface WorkerConnection extends AutoCloseable {

  /** The links to and from this worker. */
  WorkerLinks links();

  /** Announces, for an agent that is gone, that its host is gone, if that is still possible. */
  void sayHostIsDown();

  @Override
  void close();
}
