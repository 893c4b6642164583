package dev.baton.agent.setup;

/** How many workers a host is good for. */
public final class CpuCount {

  private CpuCount() {}

  /**
   * The processors that this process may use.
   *
   * <p>The JVM looks at the cgroup's CPU limit and at the affinity of the process, so that a
   * container with two CPUs on a machine of 64 gets two workers. Ask in a JVM that was started
   * without {@code -XX:ActiveProcessorCount}: the JVMs of agents and workers have it, as each is
   * meant to use one processor.
   */
  public static int available() {
    return Runtime.getRuntime().availableProcessors();
  }
}
