package dev.baton.worker;

import dev.baton.link.WorkerLinks;
import dev.baton.log.blob.BlobPublisher;
import org.jspecify.annotations.Nullable;

/** A worker's connection to the rest of its pool. Thread-safe. */
interface WorkerConnection extends AutoCloseable {

  /** The links to and from this worker. */
  WorkerLinks links();

  /** Puts large results on the log, for coordinators on other hosts; null if there is no log. */
  @Nullable BlobPublisher blobs();

  /** Announces, for an agent that is gone, that its host is gone, if that is still possible. */
  void sayHostIsDown();

  @Override
  void close();
}
