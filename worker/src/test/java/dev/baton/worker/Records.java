package dev.baton.worker;

import dev.baton.Handoff;
import dev.baton.codec.AllowList;
import dev.baton.codec.kryo.KryoCodec;
import dev.baton.role.Clock;
import dev.baton.store.StoreLocations;
import dev.baton.store.blob.BlobReader;
import dev.baton.store.blob.TaskBlobs;
import dev.baton.wire.Address;
import dev.baton.wire.AttemptId;
import dev.baton.wire.Payload;
import dev.baton.wire.TaskBatch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes records for tests. */
final class Records {

  static final long COORDINATOR = 77;
  static final Address RESULTS = new Address.OnLog(3);

  private Records() {}

  static List<ReceivedTask> tasks(long coordinator, int count) {
    List<TaskBatch.Entry> entries = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      entries.add(
          new TaskBatch.Entry(
              new AttemptId(i, 1),
              0,
              TaskBatch.Entry.CALL,
              Handoff.AUTO,
              Payload.inline(new byte[] {(byte) i})));
    }
    ReceivedBatch batch =
        new ReceivedBatch(
            new TaskBatch(
                coordinator, 5, RESULTS, "job", 0, 0, false, new byte[0], List.of(), entries),
            Clock.SYSTEM);
    return entries.stream().map(entry -> new ReceivedTask(batch, entry)).toList();
  }

  static ReceivedTask task() {
    return tasks(COORDINATOR, 1).getFirst();
  }

  /** Of a task that uses nothing of the host store. */
  static TaskMemory memory() {
    Path nowhere = Path.of("nowhere");
    return new TaskMemory(
        new TaskBlobs(
            new BlobReader(new StoreLocations(nowhere, nowhere)),
            () -> {
              throw new AssertionError("a task has allocated");
            },
            () -> null,
            _ -> new KryoCodec(AllowList.standard(), Records.class.getClassLoader())));
  }
}
