package dev.baton.agent.setup;

/** How many workers a host can usefully run. */
public final class CpuCount {

  private CpuCount() {}

  /**
   * The processors that this process may use.
   *
   * <p>The JVM respects the cgroup's CPU limit and the affinity of the process, so a container with
   * two CPUs on a machine of 64 gets two workers. Call this in a JVM that was started without
   * {@code -XX:ActiveProcessorCount}: the JVMs of agents and workers have that flag, because each
   * is meant to use one processor.
   */
  public static int available() {
    return Runtime.getRuntime().availableProcessors();
  }
}
