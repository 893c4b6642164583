package dev.baton.job.builtin.exec;

/**
 * What the kernel says of a process that has ended ({@code wait4}): of itself and of those of its
 * descendants that it, or another of them, has waited for.
 *
 * <p>The memory is not among it: Linux counts that of the worker, from which the process came, as
 * if it had been the process's own.
 *
 * @param userUs CPU time in user mode, in microseconds; −1 if unknown
 * @param systemUs CPU time in the kernel, in microseconds; −1 if unknown
 */
public record ResourceUse(long userUs, long systemUs) {

  /** Where the kernel does not say. */
  public static final ResourceUse UNKNOWN = new ResourceUse(-1, -1);

  /** Whether it is known. */
  public boolean isKnown() {
    return userUs >= 0;
  }
}
