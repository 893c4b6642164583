package dev.baton.store.blob;

/** A blob that its holder can pass on by reference. */
public interface StoredBlob {

  /** What others need to read it. */
  BlobRef ref();
}
