package dev.baton.store.blob;

/**
 * A blob that stays in the host store until it is released.
 *
 * @param release to be run once
 */
public record PinnedBlob(BlobRef ref, Runnable release) implements StoredBlob {}
