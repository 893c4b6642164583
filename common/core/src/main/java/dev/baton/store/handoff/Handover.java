package dev.baton.store.handoff;

import dev.baton.Handoff;
import dev.baton.StoreFullException;
import dev.baton.codec.Encoded;
import dev.baton.store.area.BlobRef;
import dev.baton.wire.Payload;
import dev.baton.wire.PayloadLimit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

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
   * Hands data over; returns what the record carries.
   *
   * @param isInReach whether the receivers can read the host store; asked only if it is to be used
   * @param put puts data into the store, and keeps it there as long as need be
   * @throws dev.baton.TaskEncodingException if it is to travel in the record, and there is no room
   * @throws StoreFullException if it must go through the store, and there is no room
   */
  public Payload handOver(
      Encoded encoded, BooleanSupplier isInReach, Function<Encoded, BlobRef> put) {
    long size = encoded.size();
    if (HandoffRule.isByReference(wish, size, share.fits(size)) && isInReach.getAsBoolean()) {
      try {
        return Payload.byReference(put.apply(encoded).toBytes());
      } catch (StoreFullException e) {
        if (wish != Handoff.AUTO || !room.fits(size)) {
          throw e;
        }
      }
    }
    room.requireFits(what, size, path);
    return Payload.inline(encoded.toByteArray());
  }
}
