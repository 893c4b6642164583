package dev.baton.standby;

import java.time.Duration;

/** Starts the worker processes of a standby server. Thread-safe. */
public interface WorkerLauncher {

  /**
   * Starts one.
   *
   * @throws dev.baton.EnvironmentException if it cannot be started
   */
  StartedWorker launch();

  /**
   * Reports that a worker has ended, by itself or not.
   *
   * @param age how long it lived
   * @param wasTaken whether a program had it
   * @return how long to wait before another is started
   */
  Duration ended(StartedWorker worker, Duration age, boolean wasTaken);
}
