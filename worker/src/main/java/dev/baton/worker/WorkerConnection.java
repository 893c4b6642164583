package dev.baton.worker;

import dev.baton.link.WorkerLinks;

/** What connects a worker with the rest of its pool. Thread-safe. */
interface WorkerConnection extends AutoCloseable {

  /** The links that lead to this worker, and from it. */
  WorkerLinks links();

  /** Says for an agent that is gone that its host is, if that is still possible. */
  void sayHostIsDown();

  @Override
  void close();
}
