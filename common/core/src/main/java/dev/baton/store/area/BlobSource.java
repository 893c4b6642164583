package dev.baton.store.area;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A blob as its holder has it: one of its own, or one that it was given. Thread-safe. */
public interface BlobSource {
  /** What others need to read it. */
  BlobRef ref();

  /** Its bytes as long as an arena lives, which ends before the blob is freed. */
  MemorySegment view(Arena scope);

  /** Whether it can be written no more. */
  boolean isSealed();

  /** Ends the writing, when those who have it open for that are done. */
  void sealAfterWriters();

  /** Gives it up: its room may be used again. */
  void free();

  /** The pool is closed, or the task has ended: it is used no more, and not freed by this. */
  void leave();
}
