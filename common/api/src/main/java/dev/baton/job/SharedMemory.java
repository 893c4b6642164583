package dev.baton.job;

import dev.baton.Shared;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/** Allocates memory that a job and its tasks access in place. */
@FunctionalInterface
public interface SharedMemory {

  /** Allocates nothing: the workers are on other hosts, or the user has chosen serialised data. */
  SharedMemory NONE = _ -> Optional.empty();

  /**
   * Allocates zeroed memory that is open for writing until the job ends.
   *
   * @param bytes the size in bytes, 0 or more
   * @return a handle to the memory; empty if there is no shared memory or no room, in which case
   *     the job works without it
   */
  Optional<Shared<MemorySegment>> allocate(long bytes);
}
