package dev.baton.advise;

/**
 * The cost of data that a pool hands over. Immutable.
 *
 * @param bytes the size when encoded
 * @param encodeNs processor time to encode it, in nanoseconds
 * @param decodeNs processor time to decode it, in nanoseconds
 */
public record DataCost(double bytes, double encodeNs, double decodeNs) {

  /** Data that costs nothing. */
  public static final DataCost NOTHING = new DataCost(0, 0, 0);
}
