package dev.baton.job;

import dev.baton.Shared;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/** Memory that a job's tasks and the job itself can see in place. */
@FunctionalInterface
public interface SharedMemory {

  /** None: the workers are on other hosts, or the user wants data to be serialised. */
  SharedMemory NONE = _ -> Optional.empty();

  /**
   * Memory with zeros, open for writing, until the job ends.
   *
   * @param bytes how many
   * @return nothing if there can be none, or no room for it; the job then does without
   */
  Optional<Shared<MemorySegment>> allocate(long bytes);
}
