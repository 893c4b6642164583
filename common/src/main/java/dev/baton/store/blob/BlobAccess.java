package dev.baton.store.blob;

import java.lang.foreign.MemorySegment;

/** How a process gets at a blob that one of its handles stands for. */
sealed interface BlobAccess permits HeldBlob.Handle, ScopedBlob, TaskBlobs.OfTask {

  BlobRef ref();

  /** The bytes, as long as the program or the task may use them. */
  MemorySegment segment();

  boolean isSealed();

  void seal();

  /** Keeps the blob while a reference to it is under way. */
  Pin pin();

  void close();

  /** Something that is kept until it is let go. */
  @FunctionalInterface
  interface Pin {

    /** Nothing needs to be kept. */
    Pin NONE = () -> {};

    /** Lets go; may be called once. */
    void unpin();
  }
}
