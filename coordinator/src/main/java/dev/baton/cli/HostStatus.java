package dev.baton.cli;

import java.util.List;

/**
 * A host of a pool, as {@code baton status} shows it. The names are those of {@code --json}.
 *
 * @param pool the pool that its workers serve
 * @param name what people call the host
 * @param pid the host agent's process
 * @param workers by number
 */
record HostStatus(String pool, String name, long pid, List<Worker> workers) {

  /**
   * A worker of the host.
   *
   * @param number its place on the host, from 0
   * @param pid its process
   * @param state what it does, in lower case
   * @param slots how many tasks it runs at a time
   * @param runningTask the task that runs longest, or −1
   * @param runningMs how long that task has run, or 0
   * @param done attempts that ended well
   * @param failed attempts that ended in failure
   * @param busyMs how long tasks ran, added up over the slots
   */
  record Worker(
      int number,
      long pid,
      String state,
      int slots,
      long runningTask,
      long runningMs,
      long done,
      long failed,
      long busyMs) {}
}
