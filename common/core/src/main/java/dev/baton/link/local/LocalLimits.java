package dev.baton.link.local;

import dev.baton.wire.PayloadLimit;

/** The limits of a connection. */
final class LocalLimits {

  /** As much as the topics of an embedded broker accept: 64 MiB and its framing. */
  static final int RECORD_BYTES = (64 << 20) + (64 << 10);

  static final PayloadLimit PAYLOADS = PayloadLimit.ofRecords(RECORD_BYTES);

  private LocalLimits() {}
}
