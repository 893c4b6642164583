package dev.baton.dispatch;

/** Which hosts may be sent tasks: a host first has to have what the tasks need. Thread-safe. */
@FunctionalInterface
public interface HostGate {

  /** All hosts may. */
  HostGate OPEN = _ -> true;

  /**
   * Whether a host may be sent tasks now. If it may not, whoever implements this does what is
   * needed, without waiting for it here, and has the {@link Roster} look again.
   *
   * @param host the incarnation of the host agent
   */
  boolean isOpen(long host);
}
