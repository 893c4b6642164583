package dev.baton.dispatch;

import dev.baton.link.Links;
import dev.baton.link.ResultLink;
import dev.baton.link.TaskLink;
import dev.baton.role.Receiver;
import dev.baton.wire.Address;
import dev.baton.wire.InboxRecord;
import dev.baton.wire.PayloadLimit;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.TaskBatch;
import java.util.ArrayList;
import java.util.List;

/** Links of a coordinator that keep what is sent to workers. For one thread. */
final class SentRecords implements Links {

  private static final int MAX_RECORD = 1 << 20;

  private final List<InboxRecord> records = new ArrayList<>();

  /** What was sent since this was last called, in order. */
  List<InboxRecord> take() {
    List<InboxRecord> taken = List.copyOf(records);
    records.clear();
    return taken;
  }

  /** The same, when only batches were sent. */
  List<TaskBatch> takeBatches() {
    return take().stream().map(TaskBatch.class::cast).toList();
  }

  @Override
  public boolean reachWorker(Address inbox) {
    return true;
  }

  @Override
  public boolean reachCoordinator(Address results) {
    return true;
  }

  @Override
  public TaskLink toWorker(Address inbox) {
    return records::add;
  }

  @Override
  public ResultLink toCoordinator(Address results) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Receiver<InboxRecord> inbox(Address own) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Receiver<ResultBatch> results(Address own) {
    throw new UnsupportedOperationException();
  }

  @Override
  public PayloadLimit limit() {
    return PayloadLimit.ofRecords(MAX_RECORD);
  }
}
