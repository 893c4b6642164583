package dev.baton.store.blob;

import dev.baton.Handoff;

/** Which data goes by reference. */
public final class HandoffRule {

  /**
   * With {@link Handoff#SHARED} everything does that is clearly larger than a reference and what
   * comes with it.
   */
  public static final long SHARED_FROM_BYTES = 1 << 10;

  /** With {@link Handoff#AUTO}, until a measurement on the host says something else. */
  public static final long AUTO_FROM_BYTES = 64 << 10;

  private HandoffRule() {}

  /** Whether data of a size is to be handed over by reference. */
  public static boolean isByReference(Handoff wish, long bytes) {
    return switch (wish) {
      case KRYO -> false;
      case SHARED -> bytes >= SHARED_FROM_BYTES;
      case AUTO -> bytes >= AUTO_FROM_BYTES;
    };
  }
}
