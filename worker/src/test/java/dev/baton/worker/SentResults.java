package dev.baton.worker;

import dev.baton.link.ResultLink;
import dev.baton.link.WorkerLinks;
import dev.baton.role.Receiver;
import dev.baton.wire.Address;
import dev.baton.wire.Frame;
import dev.baton.wire.InboxRecord;
import dev.baton.wire.PayloadLimit;
import dev.baton.wire.ResultBatch;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Links of a worker that keep the results that are sent. */
final class SentResults implements WorkerLinks {

  private static final int MAX_RECORD = 1 << 20;

  private final List<ResultBatch> batches = new CopyOnWriteArrayList<>();
  private volatile Runnable beforeSending = () -> {};

  /** Runs something on the thread that sends, before it does. */
  void beforeSending(Runnable action) {
    beforeSending = action;
  }

  List<ResultBatch> batches() {
    return batches;
  }

  List<ResultBatch.Status> statuses() {
    return batches.stream()
        .flatMap(batch -> batch.results().stream())
        .map(ResultBatch.Entry::status)
        .toList();
  }

  boolean allFit() {
    return Stream.of(batches.toArray(ResultBatch[]::new))
        .allMatch(batch -> Frame.encode(batch).length <= MAX_RECORD);
  }

  @Override
  public boolean reachCoordinator(Address results) {
    return Records.RESULTS.equals(results);
  }

  @Override
  public ResultLink toCoordinator(Address results) {
    return batch -> {
      beforeSending.run();
      batches.add(batch);
    };
  }

  @Override
  public Receiver<InboxRecord> inbox(Address own) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void flush(Duration limit) {}

  @Override
  public PayloadLimit limit() {
    return PayloadLimit.ofRecords(MAX_RECORD);
  }
}
