package dev.baton.cli.dashboard;

/** Where a dashboard has its figures from. For one thread. */
interface Source extends AutoCloseable {

  /**
   * Tells {@code state} what is heard.
   *
   * @param limitMs how long to listen
   * @throws dev.baton.BatonException if it cannot be heard now
   */
  void hear(DashboardState state, long limitMs) throws InterruptedException;

  /**
   * Tells {@code state} what is counted now.
   *
   * @throws dev.baton.BatonException if it cannot be read now
   */
  void count(DashboardState state, long nowMs);

  @Override
  void close();
}
