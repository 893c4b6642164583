package dev.baton.store.blob;

import java.lang.foreign.MemorySegment;

/** How a process gets at a blob that one of its handles stands for. */
sealed interface BlobAccess permits CountedBlob.Handle, ScopedBlob {

  BlobRef ref();

  /** The bytes, as long as the program or the task may use them. */
  MemorySegment segment();

  boolean isSealed();

  void seal();

  /** Keeps the blob, while a reference to it is under way, until the result is run, once. */
  Runnable pin();

  /** The program or the task needs it no more. */
  void close();
}
