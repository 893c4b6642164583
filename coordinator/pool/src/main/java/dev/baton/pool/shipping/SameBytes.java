package dev.baton.pool.shipping;

import dev.baton.BatonException;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Finds data with the same bytes among what is on the log, so that it is not sent again: the same
 * array may be shared, or handed over, many times.
 *
 * <p>What looks alike is compared byte by byte: as certain as a cryptographic hash, and other data
 * costs no more than a look. Guarded by the lock of {@link Shipments}, except {@link #look} and
 * {@link #areEqual}.
 */
final class SameBytes {

  private static final long LOOK_BYTES = 1 << 15;

  /** What data with the same bytes has in common, and other data rarely. */
  record Looks(long length, long begin, long end) {}

  private final Map<Looks, Shipment> known = new HashMap<>();
  private final Map<Shipment, Looks> looksOf = new HashMap<>();

  /** Looks at the data: at its beginning and its end. Null if it is no longer there. */
  static @Nullable Looks look(Shipment shipment) {
    Looks[] looks = new Looks[1];
    boolean isThere =
        tried(
            () ->
                shipment
                    .source()
                    .read(
                        bytes -> {
                          long part = Math.min(LOOK_BYTES, bytes.byteSize());
                          looks[0] =
                              new Looks(
                                  bytes.byteSize(),
                                  checksum(bytes.asSlice(0, part)),
                                  checksum(bytes.asSlice(bytes.byteSize() - part)));
                        }));
    return isThere ? looks[0] : null;
  }

  private static long checksum(MemorySegment bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes.asByteBuffer());
    return checksum.getValue();
  }

  /** Whether two have the same bytes; takes as long as reading both. */
  static boolean areEqual(Shipment one, Shipment other) {
    boolean[] equal = {false};
    boolean areThere =
        tried(
            () ->
                one.source()
                    .read(
                        first ->
                            other.source().read(second -> equal[0] = first.mismatch(second) < 0)));
    return areThere && equal[0];
  }

  private static boolean tried(Runnable reading) {
    try {
      reading.run();
      return true;
    } catch (BatonException | IllegalStateException e) {
      return false; // whoever publishes it finds out what is wrong
    }
  }

  /**
   * Another shipment that looks the same and is on the log; null if there is none, and this one is
   * then known for others.
   */
  @Nullable Shipment lookAlike(Shipment shipment, Looks looks) {
    Shipment other = known.get(looks);
    if (other != null && other != shipment && other.place() != null) {
      return other;
    }
    known.put(looks, shipment);
    looksOf.put(shipment, looks);
    return null;
  }

  /** Forgets data that is freed. */
  void forget(Shipment shipment) {
    Looks looks = looksOf.remove(shipment);
    if (looks != null) {
      var _ = known.remove(looks, shipment);
    }
  }
}
