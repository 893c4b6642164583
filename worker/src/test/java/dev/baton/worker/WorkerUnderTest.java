package dev.baton.worker;

import static java.util.Objects.requireNonNull;

import dev.baton.codec.AllowList;
import dev.baton.codec.FailureCodec;
import dev.baton.wire.ResultBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The core of a worker with links, a slot and a clock that a test sees. For one thread. */
final class WorkerUnderTest implements WorkerCore.Listener {

  static final Duration GRACE = Duration.ofSeconds(5);

  final FakeClock clock = new FakeClock();
  final SentResults sent = new SentResults();
  final RecordedSlot slot = new RecordedSlot();
  final FailureCodec failures =
      new FailureCodec(AllowList.standard(), WorkerUnderTest.class.getClassLoader());
  final List<RunningTask> overran = new ArrayList<>();
  final WorkerCore core;
  int wornOut;
  private @Nullable RunningChunk chunk;

  /** A worker that runs so many tasks in all; 0 for any number. */
  WorkerUnderTest(int maxTasks) {
    core =
        new WorkerCore(
            "host/0",
            0,
            Records.INCARNATION,
            GRACE,
            maxTasks,
            slot,
            sent,
            Records.blobs(),
            Records.programs(Records.blobs()),
            failures,
            clock,
            this);
  }

  /** A batch comes in. */
  void receive(int tasks) {
    core.inbox().accept(Records.batch(Records.COORDINATOR, tasks), clock.nanoTime());
  }

  /** The next task, on this thread; null if none waits. */
  @Nullable RunningTask begin() {
    RunningChunk next = core.tasks().poll();
    if (next == null) {
      return null;
    }
    chunk = next;
    return beginNext();
  }

  /** The next task of the chunk that began last; null if there is none. */
  @Nullable RunningTask beginNext() {
    RunningTask task = core.tasks().next(chunk(), clock.nanoTime());
    if (task != null) {
      var _ = task.begin();
    }
    return task;
  }

  /** What began last. */
  RunningChunk chunk() {
    return requireNonNull(chunk);
  }

  /** The ids of the tasks that still wait, in order; none does afterwards. */
  List<Long> takeWaiting() {
    List<Long> ids = new ArrayList<>();
    for (RunningChunk next = core.tasks().poll(); next != null; next = core.tasks().poll()) {
      ids.add(next.taskId());
    }
    return ids;
  }

  /** All that was answered so far, in order. */
  List<ResultBatch.Entry> answers() {
    return sent.batches().stream().flatMap(batch -> batch.results().stream()).toList();
  }

  /** Time goes on, and limits are looked at. */
  void pass(Duration time) {
    clock.advance(time);
    while (core.limits().doWork(clock.nanoTime()) == 0) {
      // there is more
    }
  }

  @Override
  public void resultsWait() {}

  @Override
  public void alarmSet() {}

  @Override
  public void overran(RunningTask stuck) {
    overran.add(stuck);
  }

  @Override
  public void wornOut() {
    wornOut++;
  }
}
