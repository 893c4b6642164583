package dev.baton.link;

import dev.baton.role.Receiver;
import dev.baton.wire.Address;
import dev.baton.wire.InboxRecord;
import dev.baton.wire.PayloadLimit;
import java.time.Duration;

/** The links of a worker. Thread-safe. */
public interface WorkerLinks {

  /** Whether an address can be that of a coordinator of this pool; a record may say anything. */
  boolean reachCoordinator(Address results);

  /** The link to a coordinator. */
  ResultLink toCoordinator(Address results);

  /** Where this worker gets its tasks: all that is sent once this returns. The caller closes it. */
  Receiver<InboxRecord> inbox(Address own);

  /**
   * Waits until all that was sent before has left this process, or was given up.
   *
   * @throws dev.baton.BatonException if that takes longer than {@code limit}
   */
  void flush(Duration limit);

  /** How much of what users hand over one record can carry. */
  PayloadLimit limit();
}
