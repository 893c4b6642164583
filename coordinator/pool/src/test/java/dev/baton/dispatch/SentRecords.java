package dev.baton.dispatch;

import dev.baton.link.TaskLink;
import dev.baton.wire.Address;
import dev.baton.wire.InboxRecord;
import dev.baton.wire.TaskBatch;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a coordinator sends to workers. For one thread. */
final class SentRecords {

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

  /** The link to any worker. */
  TaskLink toWorker(Address inbox) {
    return records::add;
  }
}
