package dev.baton.simulation;

import dev.baton.codec.ItemsBuilder;
import dev.baton.config.HeapSize;
import dev.baton.wire.Payload;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

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
    STRAGGLE_ONCE,
    /** It throws an {@link OutOfMemoryError} if the heap is smaller than {@link #LARGE}. */
    NEEDS_HEAP,
    /** It ends its process, which does nothing but collect garbage, if the heap is smaller. */
    FILLS_HEAP
  }

  /** The heap that some tasks need, in bytes. */
  public static final long LARGE = 256L << 20;

  private static final int BYTES = 1 + Long.BYTES;

  /** As it travels. */
  public Payload toPayload() {
    return Payload.inline(toBytes());
  }

  private byte[] toBytes() {
    return ByteBuffer.allocate(BYTES).putLong(durationNs).put((byte) behaviour.ordinal()).array();
  }

  /** Many, as a chunk travels. */
  public static Payload toPayload(List<Script> scripts) {
    ItemsBuilder items = new ItemsBuilder();
    scripts.forEach(script -> items.add(script.toBytes(), BYTES, List.of(), new byte[0]));
    return Payload.inline(items.take());
  }

  /** The script of an item that a payload holds. */
  public static Script of(Payload payload, int item) {
    ByteBuffer bytes = Witness.item(payload, item);
    long durationNs = bytes.getLong();
    return new Script(Behaviour.values()[bytes.get()], durationNs);
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

  /** Whether it needs more than this heap. */
  public boolean needsMoreThan(HeapSize heap) {
    return (behaviour == Behaviour.NEEDS_HEAP || behaviour == Behaviour.FILLS_HEAP)
        && heap.bytes() < LARGE;
  }

  /** Whether an attempt ends its process. */
  public boolean crashes(int attempt) {
    return behaviour == Behaviour.CRASH || (behaviour == Behaviour.CRASH_ONCE && attempt == 1);
  }
}
