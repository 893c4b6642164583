package dev.baton.measure.models;

import dev.baton.Handoff;
import dev.baton.Transport;
import java.util.Locale;
import java.util.concurrent.Executors;

/** The models there are. */
public enum ModelKind {
  /** One task after the other: the base of every speedup. */
  SERIAL,
  /** A platform thread for each task. */
  THREAD,
  /** A fixed number of platform threads. */
  THREAD_POOL,
  /** One thread with an event loop: waits do not block it, all else does. */
  ASYNC,
  /** A virtual thread for each task. */
  VIRTUAL,
  /** A JVM of its own for each task, data through shared memory. */
  PROCESS,
  /** Workers of a pool, data through shared memory. */
  POOL_SHARED,
  /** Workers of a pool, data serialised. */
  POOL_KRYO,
  /** The same over the log of a broker. */
  POOL_KAFKA;

  /** As it is called on the command line and in figures. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Starts what runs the tasks.
   *
   * @param workers how many tasks it runs at a time
   * @throws dev.baton.EnvironmentException if it cannot be started
   */
  Model start(int workers) throws InterruptedException {
    return switch (this) {
      case SERIAL -> new SerialModel();
      case THREAD -> new ThreadsModel(new BoundedThreads(Thread.ofPlatform().factory(), workers));
      case THREAD_POOL -> new ThreadsModel(Executors.newFixedThreadPool(workers));
      case ASYNC -> new AsyncModel(workers);
      case VIRTUAL -> new ThreadsModel(new BoundedThreads(Thread.ofVirtual().factory(), workers));
      case PROCESS -> new ProcessModel(workers);
      case POOL_SHARED -> PoolModel.start(workers, Handoff.SHARED, Transport.LOCAL);
      case POOL_KRYO -> PoolModel.start(workers, Handoff.KRYO, Transport.LOCAL);
      case POOL_KAFKA -> PoolModel.start(workers, Handoff.KRYO, Transport.KAFKA);
    };
  }
}
