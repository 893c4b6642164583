package dev.baton.advise;

/**
 * Data that a pool must hand over.
 *
 * @param bytes encoded
 * @param encodeNs processor time of the encoding, in nanoseconds
 * @param decodeNs processor time of the decoding, in nanoseconds
 */
public record DataCost(double bytes, double encodeNs, double decodeNs) {

  /** Nothing to speak of. */
  public static final DataCost NOTHING = new DataCost(0, 0, 0);
}
