package dev.baton.store.handle;

import dev.baton.Handoff;
import dev.baton.store.area.BlobRef;
import dev.baton.wire.Payload;
import dev.baton.wire.ResultBatch;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The references that come with a result. */
public final class ResultRefs {

  private ResultRefs() {}

  /**
   * All of them, the payload's own first if it is a reference.
   *
   * @throws dev.baton.BlobGoneException if one of them is damaged
   */
  public static List<BlobRef> of(ResultBatch.Entry result) {
    List<BlobRef> refs = new ArrayList<>();
    Payload payload = result.payload();
    if (payload.handoff() == Handoff.SHARED) {
      refs.add(BlobRef.read(payload.data().duplicate()));
    }
    for (ByteBuffer in = ByteBuffer.wrap(result.blobs()); in.hasRemaining(); ) {
      refs.add(BlobRef.read(in));
    }
    return refs;
  }
}
