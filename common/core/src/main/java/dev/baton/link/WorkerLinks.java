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

  /**
   * The receiver of this worker's tasks: everything that is sent once this returns. The caller
   * closes it.
   */
  Receiver<InboxRecord> inbox(Address own);

  /**
   * Waits until everything sent before has left this process, or was given up.
   *
   * @throws dev.baton.BatonException if that takes longer than {@code limit}
   */
  void flush(Duration limit);

  /** How much user data one record can carry. */
  PayloadLimit limit();
}
