package dev.baton.advise;

/**
 * Data that a pool must hand over.
 *
 * @param bytes encoded
 * @param encodeNs processor time of the encoding, in nanoseconds
 * @param decodeNs processor time of the decoding, in nanoseconds
 * @param shape what it looks like
 */
public record Payload(double bytes, double encodeNs, double decodeNs, Shape shape) {

  /** Nothing to speak of. */
  public static final Payload NOTHING = new Payload(0, 0, 0, Shape.FEW_BYTES);
}
