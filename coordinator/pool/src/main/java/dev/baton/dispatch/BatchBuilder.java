package dev.baton.dispatch;

import dev.baton.ledger.EncodedFunction;
import dev.baton.role.Clock;
import dev.baton.wire.Payload;
import dev.baton.wire.TaskBatch;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** Builds the record of a batch; functions that tasks share are included once. */
final class BatchBuilder {

  private static final byte[] NONE = {};

  private final BatchHeader header;
  private final Clock clock;

  BatchBuilder(BatchHeader header, Clock clock) {
    this.header = header;
    this.clock = clock;
  }

  /**
   * Builds a batch.
   *
   * @param isFirst whether the worker has to be told of the program: its initializer and its jars
   */
  TaskBatch build(KnownWorker worker, List<Outgoing> tasks, boolean isFirst) {
    IdentityHashMap<EncodedFunction, Integer> numbers = new IdentityHashMap<>();
    List<Payload> functions = new ArrayList<>();
    List<TaskBatch.Entry> entries = new ArrayList<>(tasks.size());
    for (Outgoing task : tasks) {
      EncodedFunction function = task.first().function();
      int number = TaskBatch.Entry.CALL;
      if (function != null) {
        number = numbers.computeIfAbsent(function, _ -> functions.size());
        if (number == functions.size()) {
          functions.add(function.payload());
        }
      }
      entries.add(
          new TaskBatch.Entry(
              task.attempts(),
              task.failures(),
              task.first().timeoutMs(),
              number,
              task.first().resultHandoff(),
              task.payload()));
    }
    return new TaskBatch(
        header.coordinator(),
        worker.incarnation(),
        header.resultsTo().apply(worker.inbox()),
        header.jobId(),
        clock.epochMicros(),
        header.receiver().getAsLong(),
        header.resultsOnLog(),
        header.linger().toNanos(),
        header.weight(),
        isFirst ? header.initializer() : NONE,
        isFirst ? header.jars().apply(worker.host()) : List.of(),
        functions,
        entries);
  }
}
