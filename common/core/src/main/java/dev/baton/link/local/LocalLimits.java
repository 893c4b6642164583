package dev.baton.link.local;

import dev.baton.wire.PayloadLimit;

/** What a connection carries. */
final class LocalLimits {

  /** As much as the topics of an embedded broker take: 64 MiB and what is around them. */
  static final int RECORD_BYTES = (64 << 20) + (64 << 10);

  static final PayloadLimit PAYLOADS = PayloadLimit.ofRecords(RECORD_BYTES);

  private LocalLimits() {}
}
