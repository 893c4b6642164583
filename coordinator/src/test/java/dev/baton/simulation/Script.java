package dev.baton.simulation;

import dev.baton.wire.Payload;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * What a task does, in place of a user's code.
 *
 * @param durationNs how long its body takes
 */
public record Script(Behaviour behaviour, long durationNs) {

  /** How a task behaves. */
  public enum Behaviour {
    /** It returns. */
    RETURN,
    /** It throws, each time. */
    THROW,
    /** It throws the first time. */
    THROW_ONCE,
    /** It does not react to an interrupt. */
    STUBBORN,
    /** It ends its process, each time. */
    CRASH,
    /** It ends its process the first time. */
    CRASH_ONCE,
    /** It takes twenty times as long the first time. */
    STRAGGLE_ONCE
  }

  private static final int BYTES = 1 + Long.BYTES;

  /** As it travels. */
  public Payload toPayload() {
    return Payload.inline(
        ByteBuffer.allocate(BYTES).put((byte) behaviour.ordinal()).putLong(durationNs).array());
  }

  /** The script that a payload holds. */
  public static Script of(Payload payload) {
    ByteBuffer bytes = ByteBuffer.wrap(payload.bytes());
    return new Script(Behaviour.values()[bytes.get()], bytes.getLong());
  }

  /** How long one attempt takes. */
  public Duration duration(int attempt) {
    boolean straggles = behaviour == Behaviour.STRAGGLE_ONCE && attempt == 1;
    return Duration.ofNanos(straggles ? 20 * durationNs : durationNs);
  }

  /** Whether an attempt throws. */
  public boolean fails(int attempt) {
    return behaviour == Behaviour.THROW || (behaviour == Behaviour.THROW_ONCE && attempt == 1);
  }

  /** Whether an attempt ends its process. */
  public boolean crashes(int attempt) {
    return behaviour == Behaviour.CRASH || (behaviour == Behaviour.CRASH_ONCE && attempt == 1);
  }
}
