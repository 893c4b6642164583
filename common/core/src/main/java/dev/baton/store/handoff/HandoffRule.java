package dev.baton.store.handoff;

import dev.baton.Handoff;

/**
 * Which data goes by reference. Thread-safe.
 *
 * <p>With {@link Handoff#AUTO} the encoded size decides. The threshold is what was measured on this
 * machine, by {@code baton measure handoff}, as the size from which on an encoded object costs less
 * through the host store than in a record; it lies in a file of the user's, see {@link
 * HandoffCalibration}, which each process reads once, when it first has data that may go either
 * way. Without that file, and with one that is broken or from another machine, it is {@link
 * #AUTO_FROM_BYTES}.
 */
public final class HandoffRule {

  /**
   * With {@link Handoff#SHARED} everything does that is clearly larger than a reference and what
   * comes with it.
   */
  public static final long SHARED_FROM_BYTES = 1 << 10;

  /** With {@link Handoff#AUTO}, unless a measurement on this machine says something else. */
  public static final long AUTO_FROM_BYTES = 64 << 10;

  private HandoffRule() {}

  /** What this process goes by; read when it is first asked for. */
  private static final class OfThisProcess {
    static final HandoffCalibration.Reading READING =
        HandoffCalibration.read(HandoffCalibration.file(), MachineModel.ofThisMachine());
    static final long AUTO_FROM = autoFromBytes(READING);
  }

  /** Whether data of a size is to be handed over by reference. */
  public static boolean isByReference(Handoff wish, long bytes) {
    return switch (wish) {
      case KRYO -> false;
      case SHARED -> bytes >= SHARED_FROM_BYTES;
      // No calibration says less than the least: small data never waits for a file.
      case AUTO -> bytes >= HandoffCalibration.LEAST_BYTES && bytes >= OfThisProcess.AUTO_FROM;
    };
  }

  /**
   * The same, for data that a record may have no room for: it goes by reference then, unless that
   * is forbidden.
   */
  public static boolean isByReference(Handoff wish, long bytes, boolean mayTravel) {
    return isByReference(wish, bytes) || (!mayTravel && wish != Handoff.KRYO);
  }

  /** The calibration that this process goes by, or why there is none. */
  public static HandoffCalibration.Reading calibration() {
    return OfThisProcess.READING;
  }

  /** The threshold of {@link Handoff#AUTO} with a calibration. */
  public static long autoFromBytes(HandoffCalibration.Reading calibration) {
    return switch (calibration) {
      case HandoffCalibration.Reading.Found(HandoffCalibration found) -> found.autoFromBytes();
      case HandoffCalibration.Reading.Missing _, HandoffCalibration.Reading.Unusable _ ->
          AUTO_FROM_BYTES;
    };
  }
}
