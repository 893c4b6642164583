package dev.baton.cli.job;

import dev.baton.UsageException;
import dev.baton.job.Job;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * A job that could be run.
 *
 * @param name what the user types
 * @param summary one line
 * @param isOfUser whether it came from a jar of the user
 * @param provider makes the job
 */
public record JobEntry(
    String name, String summary, boolean isOfUser, ServiceLoader.Provider<?> provider) {

  /** The class that implements the job. */
  public String className() {
    return provider.type().getName();
  }

  /**
   * A new job, its options not yet set.
   *
   * @throws UsageException if the class cannot be instantiated
   */
  public Job<?, ?> create() {
    try {
      return (Job<?, ?>) provider.get();
    } catch (ServiceConfigurationError e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new UsageException("Job " + className() + " cannot be made: " + cause, e);
    }
  }
}
