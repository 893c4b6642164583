package dev.baton.agent;

/**
 * What was asked for the blobs of a host store.
 *
 * @param memoryBytes how much memory they may take, or 0 for a share of what the host has
 * @param checksums whether every blob is checked when it is opened
 */
public record StoreSettings(long memoryBytes, boolean checksums) {

  /** What the host is good for, without checksums. */
  public static final StoreSettings DEFAULT = new StoreSettings(0, false);
}
