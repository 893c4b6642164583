package dev.baton.simulation;

import dev.baton.codec.Items;
import dev.baton.config.HeapSize;
import dev.baton.ledger.Outcome;
import dev.baton.link.ResultLink;
import dev.baton.wire.Address;
import dev.baton.wire.AttemptId;
import dev.baton.wire.Attempts;
import dev.baton.wire.Cancel;
import dev.baton.wire.Payload;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.TaskBatch;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * Sees all that happens between coordinators and workers, and objects at once to what must never
 * be.
 */
public final class Witness {

  /** A rule was broken. */
  public static final class Violation extends AssertionError {

    private static final long serialVersionUID = 1L;

    Violation(String message) {
      super(message);
    }
  }

  /** Longer than the longest body, and the longest trouble. */
  private static final Duration LONGEST_STANDSTILL = Duration.ofMinutes(5);

  /** A worker with more heap may be lost with its host; then any will do. */
  private static final Duration LOST_HEAP = Duration.ofSeconds(10);

  private static final Duration LONGEST_RUN = Duration.ofHours(12);

  /** What a task that ran out of heap must have next. */
  private record OutOfHeap(long next, int attempts, long sinceNs) {}

  private record Try(long incarnation, long coordinator, AttemptId attempt) {}

  private final Simulation simulation;
  private final Set<Try> received = new HashSet<>();
  private final Set<Try> toldToCancel = new HashSet<>();
  private final Map<Try, Integer> answers = new HashMap<>();
  private final Map<List<Long>, OutOfHeap> outOfHeap = new HashMap<>();
  private long begun;

  /** Has seen nothing. */
  public Witness(Simulation simulation) {
    this.simulation = simulation;
  }

  /** Objects unless a rule holds. */
  @SuppressWarnings("AnnotateFormatMethod") // its annotations are no dependency of these tests
  public void check(boolean holds, String rule, Object... arguments) {
    if (!holds) {
      throw new Violation(
          "after %s: %s".formatted(simulation.elapsed(), rule.formatted(arguments)));
    }
  }

  /**
   * Lets the world go on until a condition holds, which it must sooner or later.
   *
   * @param state what there is, for people
   */
  public void await(BooleanSupplier condition, Supplier<?> state) {
    long endNs = simulation.nanoTime() + LONGEST_RUN.toNanos();
    long before = -1;
    while (!simulation.runUntil(LONGEST_STANDSTILL, condition)) {
      check(progress() > before, "nothing goes on: %s", state.get());
      check(simulation.nanoTime() < endNs, "it never ends: %s", state.get());
      before = progress();
    }
  }

  private long progress() {
    return begun + answers.size();
  }

  /** How many bodies of tasks have begun. */
  public long begun() {
    return begun;
  }

  /** What a task returns. */
  public Payload resultOf(long taskId) {
    return Payload.inline(ByteBuffer.allocate(Long.BYTES).putLong(taskId).array());
  }

  /** Whether an outcome has the result of a task. */
  public boolean isResultOf(long taskId, Outcome.Done done, int item) {
    return item(done.payload(), done.item() + item).getLong() == taskId;
  }

  /** An item of a payload, or all of it if it has none. */
  static ByteBuffer item(Payload payload, int item) {
    if (!Items.areIn(payload.bytes())) {
      return ByteBuffer.wrap(payload.bytes());
    }
    Items items = new Items(payload.bytes());
    items.goTo(item);
    return ByteBuffer.wrap(payload.bytes(), items.from(), items.length());
  }

  /** A worker that lives has received tasks. */
  public void received(long incarnation, TaskBatch batch) {
    for (TaskBatch.Entry task : batch.tasks()) {
      for (Try attempt : tries(incarnation, batch.coordinator(), task.attempts())) {
        check(received.add(attempt), "%s was received twice", attempt);
        check(!toldToCancel.contains(attempt), "the cancel of %s came before it", attempt);
      }
    }
  }

  /** A worker that lives was told to cancel. */
  public void toldToCancel(long incarnation, Cancel cancel) {
    for (Attempts attempts : cancel.attempts()) {
      toldToCancel.addAll(tries(incarnation, cancel.coordinator(), attempts));
    }
  }

  private static List<Try> tries(long incarnation, long coordinator, Attempts attempts) {
    return attempts(attempts).stream()
        .map(attempt -> new Try(incarnation, coordinator, attempt))
        .toList();
  }

  /** Each by itself. */
  public static List<AttemptId> attempts(Attempts attempts) {
    return LongStream.range(attempts.from(), attempts.to())
        .mapToObj(id -> new AttemptId(id, attempts.number()))
        .toList();
  }

  /** The body of a task begins. */
  public void begun(long incarnation, long coordinator, AttemptId attempt) {
    Try now = new Try(incarnation, coordinator, attempt);
    check(received.contains(now), "%s began and was never received", now);
    check(!answers.containsKey(now), "%s began after it was answered for", now);
    check(!toldToCancel.contains(now), "%s began after it was cancelled", now);
    begun++;
  }

  /**
   * A coordinator heard that a task ran out of heap.
   *
   * @param heap of its worker
   * @param attempts how many attempts were sent by then
   */
  public void ranOutOfHeap(long coordinator, long taskId, HeapSize heap, int attempts) {
    if (heap.canGrow()) {
      outOfHeap.put(
          List.of(coordinator, taskId),
          new OutOfHeap(heap.grown().bytes(), attempts, simulation.nanoTime()));
    }
  }

  /** The body of a task that needs much heap begins. */
  public void begunWith(long coordinator, AttemptId attempt, HeapSize heap) {
    OutOfHeap before = outOfHeap.get(List.of(coordinator, attempt.taskId()));
    check(
        before == null
            || attempt.attempt() <= before.attempts
            || heap.bytes() >= before.next
            || simulation.nanoTime() - before.sinceNs > LOST_HEAP.toNanos(),
        "%s ran out of heap before, and has %s now",
        attempt,
        heap);
  }

  /** All that a worker which still lives was sent has one answer. */
  public void checkAnswered(long incarnation) {
    for (Try attempt : received) {
      check(
          attempt.incarnation != incarnation || answers.containsKey(attempt),
          "%s was never answered for",
          attempt);
    }
  }

  private void answered(ResultBatch batch) {
    for (ResultBatch.Entry result : batch.results()) {
      for (Try attempt : tries(batch.incarnation(), batch.coordinator(), result.attempts())) {
        check(received.contains(attempt), "%s was answered for and never received", attempt);
        check(
            answers.merge(attempt, 1, Integer::sum) == 1,
            "%s was answered for twice, now with %s",
            attempt,
            result.status());
      }
    }
  }

  /** The links of a worker, watched. */
  public Links watched(Links links, long incarnation) {
    return new SimLinks(links) {
      @Override
      public ResultLink toCoordinator(Address results) {
        ResultLink link = super.toCoordinator(results);
        return batch -> {
          check(batch.incarnation() == incarnation, "worker %d speaks for another", incarnation);
          answered(batch);
          link.send(batch);
        };
      }
    };
  }
}
