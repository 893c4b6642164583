package dev.baton.store.blob;

import dev.baton.Handoff;
import dev.baton.StoreFullException;
import dev.baton.codec.Encoded;
import dev.baton.wire.Payload;
import dev.baton.wire.PayloadLimit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How encoded data gets to another process, tasks as well as results: in the record itself, or
 * through the host store, with only a reference in the record.
 *
 * @param wish the handoff that was asked for
 * @param share how much is to travel in the record if there is a choice
 * @param room how much can
 * @param what the subject of the message about data that can go neither way
 * @param path see {@link PayloadLimit#requireFits}
 */
public record Handover(
    Handoff wish, PayloadLimit share, PayloadLimit room, String what, String path) {

  /**
   * Data on its way.
   *
   * @param payload what the record carries
   * @param bytes how much data it is
   * @param blob where the data lies if the record carries a reference
   */
  public record HandedOver<B>(Payload payload, long bytes, @Nullable B blob) {}

  /**
   * Hands data over.
   *
   * @param isInReach whether the receivers can read the host store; asked only if it is to be used
   * @param put puts data into the store
   * @throws dev.baton.TaskEncodingException if it is to travel in the record, and there is no room
   * @throws StoreFullException if it must go through the store, and there is no room
   */
  public <B extends StoredBlob> HandedOver<B> handOver(
      Encoded encoded, BooleanSupplier isInReach, Function<Encoded, B> put) {
    long size = encoded.size();
    if (HandoffRule.isByReference(wish, size, share.fits(size)) && isInReach.getAsBoolean()) {
      try {
        B blob = put.apply(encoded);
        return new HandedOver<>(Payload.byReference(blob.ref().toBytes()), size, blob);
      } catch (StoreFullException e) {
        if (wish != Handoff.AUTO || !room.fits(size)) {
          throw e;
        }
      }
    }
    room.requireFits(what, size, path);
    return new HandedOver<>(Payload.inline(encoded.toByteArray()), size, null);
  }
}
