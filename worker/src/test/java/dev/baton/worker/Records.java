package dev.baton.worker;

import dev.baton.wire.AttemptId;
import dev.baton.wire.TaskBatch;
import java.util.ArrayList;
import java.util.List;

/** Makes records for tests. */
final class Records {

  static final long COORDINATOR = 77;

  private Records() {}

  static List<ReceivedTask> tasks(long coordinator, int count) {
    List<TaskBatch.Entry> entries = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      entries.add(
          new TaskBatch.Entry(new AttemptId(i, 1), 0, TaskBatch.Entry.CALL, new byte[] {(byte) i}));
    }
    ReceivedBatch batch =
        new ReceivedBatch(
            new TaskBatch(coordinator, 5, 3, "job", 0, new byte[0], List.of(), entries));
    return entries.stream().map(entry -> new ReceivedTask(batch, entry)).toList();
  }

  static ReceivedTask task() {
    return tasks(COORDINATOR, 1).getFirst();
  }
}
