package dev.baton.store.blob;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A blob of this process. */
record OwnBlob(Blob blob) implements HeldBlob.Source {

  @Override
  public BlobRef ref() {
    return blob.ref();
  }

  @Override
  public MemorySegment view(Arena scope) {
    return blob.view(scope);
  }

  @Override
  public boolean isSealed() {
    return blob.isSealed();
  }

  @Override
  public void beginSeal() {
    blob.beginSeal();
  }

  @Override
  public void reopen() {
    blob.reopen();
  }

  @Override
  public void seal() {
    blob.seal();
  }

  @Override
  public boolean isLeased() {
    return blob.isLeased();
  }

  @Override
  public void free() {
    blob.free();
  }
}
