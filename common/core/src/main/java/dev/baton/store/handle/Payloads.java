package dev.baton.store.handle;

import dev.baton.Handoff;
import dev.baton.codec.Codec;
import dev.baton.store.area.BlobRef;
import dev.baton.wire.Payload;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What was handed over, wherever it lies. */
public final class Payloads {

  private Payloads() {}

  /** How many bytes of data were handed over, wherever they lie. */
  public static long size(Payload payload) {
    return payload.handoff() == Handoff.SHARED ? ref(payload).length() : payload.size();
  }

  /**
   * Decodes data.
   *
   * @param codec decodes what has travelled itself
   * @param stored decodes what lies in the host store
   */
  public static @Nullable Object decode(
      Payload payload, Codec codec, Function<BlobRef, @Nullable Object> stored) {
    return payload.handoff() == Handoff.SHARED
        ? stored.apply(ref(payload))
        : codec.decode(payload.memory());
  }

  private static BlobRef ref(Payload payload) {
    return BlobRef.read(payload.data().duplicate());
  }
}
