package dev.baton.worker;

import dev.baton.Handoff;
import dev.baton.codec.AllowList;
import dev.baton.codec.ItemsBuilder;
import dev.baton.codec.kryo.KryoCodec;
import dev.baton.config.PoolSettings;
import dev.baton.role.Clock;
import dev.baton.store.StoreLocations;
import dev.baton.store.handle.TaskBlobs;
import dev.baton.store.reader.BlobReader;
import dev.baton.wire.Address;
import dev.baton.wire.AttemptId;
import dev.baton.wire.Attempts;
import dev.baton.wire.Payload;
import dev.baton.wire.TaskBatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Makes records for tests. */
final class Records {

  static final long COORDINATOR = 77;

  /** The worker's. */
  static final long INCARNATION = 5;

  /** How long results of most tests may wait for others. */
  static final long LINGER_NS = 3_000_000;

  static final Address RESULTS = new Address.OnLog(3);

  private Records() {}

  /** Tasks 1 to {@code count} for the worker, with a payload of one byte. */
  static TaskBatch batch(long coordinator, int count) {
    return batch(coordinator, INCARNATION, RESULTS, count);
  }

  static TaskBatch batch(long coordinator, long incarnation, Address resultsTo, int count) {
    return batch(coordinator, incarnation, resultsTo, count, LINGER_NS);
  }

  private static TaskBatch batch(
      long coordinator, long incarnation, Address resultsTo, int count, long lingerNs) {
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
    return new TaskBatch(
        coordinator,
        incarnation,
        resultsTo,
        "job",
        0,
        0,
        false,
        lingerNs,
        PoolSettings.FULL_WEIGHT,
        new byte[0],
        List.of(),
        List.of(),
        entries);
  }

  /** A chunk of tasks from 1 for the worker, with payloads of one byte. */
  static TaskBatch chunk(int items, long timeoutMs) {
    ItemsBuilder bytes = new ItemsBuilder();
    for (int item = 1; item <= items; item++) {
      bytes.add(new byte[] {(byte) item}, 1, List.of(), new byte[0]);
    }
    TaskBatch.Entry chunk =
        new TaskBatch.Entry(
            new Attempts(new AttemptId(1, 1), items),
            timeoutMs,
            TaskBatch.Entry.CALL,
            Handoff.AUTO,
            Payload.inline(bytes.take()));
    return new TaskBatch(
        COORDINATOR,
        INCARNATION,
        RESULTS,
        "job",
        0,
        0,
        false,
        LINGER_NS,
        PoolSettings.FULL_WEIGHT,
        new byte[0],
        List.of(),
        List.of(),
        List.of(chunk));
  }

  static List<ReceivedTask> tasks(long coordinator, int count) {
    return tasks(coordinator, count, LINGER_NS);
  }

  /** The same, with results that may wait so long for others. */
  static List<ReceivedTask> tasks(long coordinator, int count, long lingerNs) {
    TaskBatch batch = batch(coordinator, INCARNATION, RESULTS, count, lingerNs);
    ReceivedBatch received = new ReceivedBatch(batch, program(), Clock.SYSTEM);
    return batch.tasks().stream().map(entry -> new ReceivedTask(received, entry)).toList();
  }

  static ReceivedTask task() {
    return tasks(COORDINATOR, 1).getFirst();
  }

  /** Of {@link #COORDINATOR}. */
  static Program program() {
    return programs(blobs()).of(batch(COORDINATOR, 1));
  }

  /** Programs whose classes are on the class path. */
  static Programs programs(TaskBlobs blobs) {
    return new Programs(
        new Program.Classes(Records.class.getClassLoader(), blobs.objects()),
        () -> {
          throw new AssertionError("no program has jars");
        },
        new ExitHooks(Duration.ofMinutes(1), _ -> {}),
        Clock.SYSTEM);
  }

  /** Of a task that uses nothing of the host store. */
  static TaskMemory memory() {
    return new TaskMemory(blobs());
  }

  /** Of a worker whose tasks use nothing of the host store. */
  static TaskBlobs blobs() {
    Path nowhere = Path.of("nowhere");
    return new TaskBlobs(
        new BlobReader(new StoreLocations(nowhere, nowhere)),
        () -> {
          throw new AssertionError("a task has allocated");
        },
        () -> null,
        _ -> new KryoCodec(AllowList.standard(), Records.class.getClassLoader()));
  }
}
