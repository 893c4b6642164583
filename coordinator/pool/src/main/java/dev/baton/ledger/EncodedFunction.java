package dev.baton.ledger;

import dev.baton.Handoff;
import dev.baton.store.area.BlobRef;
import dev.baton.wire.Payload;
import java.util.Set;

/**
 * An encoded function that many tasks share; it travels once per batch. Compared by identity, which
 * is what batching needs.
 */
public final class EncodedFunction {

  private final Payload payload;
  private final Set<BlobRef> data;
  private final Runnable release;

  /**
   * Creates a function that refers to nothing in the host store.
   *
   * @param release frees what it keeps; may be run more than once
   */
  public EncodedFunction(Payload payload, Runnable release) {
    this(payload, Set.of(), release);
  }

  /**
   * Creates a function.
   *
   * @param data what it refers to in the host store, with what that refers to in turn
   * @param release frees what it keeps in the host store; may be run more than once
   */
  public EncodedFunction(Payload payload, Set<BlobRef> data, Runnable release) {
    this.payload = payload;
    this.data = data;
    this.release = release;
  }

  /** The function as it travels; its bytes must not be changed. */
  public Payload payload() {
    return payload;
  }

  /** What it refers to in the host store, with what that refers to in turn. */
  public Set<BlobRef> data() {
    return data;
  }

  /** How many bytes of a record it takes. */
  public long travellingBytes() {
    return payload.size();
  }

  /** How many of its bytes travel with each task: none if it lies in the host store. */
  public long bytesPerTask() {
    return payload.handoff() == Handoff.SHARED ? 0 : travellingBytes();
  }

  /** Notes that no more tasks will use it. */
  public void release() {
    release.run();
  }
}
