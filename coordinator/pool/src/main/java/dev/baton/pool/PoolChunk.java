package dev.baton.pool;

import dev.baton.codec.Items;
import dev.baton.ledger.Outcome;
import dev.baton.pool.engine.Decoded;
import dev.baton.pool.engine.Submission;
import dev.baton.pool.engine.Tasks;
import dev.baton.store.handle.PinnedBlobs;
import dev.baton.wire.Payload;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Inputs of a map that are a chunk of the ledger. Thread-safe, save that one thread reads results.
 */
final class PoolChunk<T extends @Nullable Object, R extends @Nullable Object>
    implements MapChunk<T, R>, Submission {

  private static final long NOT_SUBMITTED = -1;

  /** What came back for some of the inputs; decoded when it is first asked for. */
  private static final class Answer {

    private final int first;
    private final int items;
    private final Outcome outcome;
    private @Nullable Object @Nullable [] values;

    private Answer(int first, int items, Outcome outcome) {
      this.first = first;
      this.items = items;
      this.outcome = outcome;
    }

    /** The result of an input, or a {@link Decoded.Failure}. */
    private @Nullable Object value(int item, Tasks tasks) {
      @Nullable Object[] known = values;
      if (known == null) {
        known = decode(tasks);
        values = known;
      }
      return known[item - first];
    }

    private @Nullable Object[] decode(Tasks tasks) {
      if (outcome instanceof Outcome.Done(Payload payload, int item, _)
          && Items.areIn(payload.bytes())) {
        return tasks.decode(payload, item, items);
      }
      @Nullable Object[] same = new @Nullable Object[items];
      Arrays.fill(
          same,
          switch (tasks.decode(outcome)) {
            case Decoded.Value(var value) -> value;
            case Decoded.Failure failure -> failure;
          });
      return same;
    }
  }

  private final Tasks tasks;
  private final List<T> inputs;
  private final @Nullable PinnedBlobs @Nullable [] pins;
  private final Runnable onAllEnded;
  private final @Nullable Answer[] answers;
  private int open;
  private long bytes;
  private volatile long firstId = NOT_SUBMITTED;
  private @Nullable EndListener listener;

  /**
   * Inputs that are about to be submitted.
   *
   * @param inputs are given away
   * @param pins what each refers to; null if none refers to anything
   * @param onAllEnded called once, when the last of them has ended
   */
  PoolChunk(
      Tasks tasks, List<T> inputs, @Nullable PinnedBlobs @Nullable [] pins, Runnable onAllEnded) {
    this.tasks = tasks;
    this.inputs = inputs;
    this.pins = pins;
    this.onAllEnded = onAllEnded;
    this.answers = new @Nullable Answer[inputs.size()];
    this.open = inputs.size();
  }

  @Override
  public int size() {
    return inputs.size();
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public void bytes(long handedOver) {
    bytes = handedOver;
  }

  @Override
  public void submitted(long id) {
    firstId = id;
  }

  @Override
  public void ended(int first, int items, Outcome outcome) {
    EndListener told;
    boolean areAll;
    synchronized (this) {
      Answer answer = new Answer(first, items, outcome);
      for (int item = first; item < first + items; item++) {
        answers[item] = answer;
      }
      open -= items;
      areAll = open == 0;
      told = listener;
      notifyAll();
    }
    try {
      release(first, items);
    } finally {
      if (told != null) {
        told.ended(first, items);
      }
      if (areAll) {
        onAllEnded.run();
      }
    }
  }

  private void release(int first, int items) {
    if (pins != null) {
      for (int item = first; item < first + items; item++) {
        PinnedBlobs pinned = pins[item];
        if (pinned != null) {
          pinned.release();
        }
      }
    }
  }

  @Override
  public void onEnd(EndListener wanted) {
    synchronized (this) {
      listener = wanted;
      for (int item = 0; item < answers.length; item++) {
        if (answers[item] != null) {
          wanted.ended(item, 1);
        }
      }
    }
  }

  @Override
  public synchronized boolean hasEnded(int item) {
    return answers[item] != null;
  }

  @Override
  @SuppressWarnings("unchecked") // the function has the type R
  public MapResult<T, R> result(int item) throws InterruptedException {
    Answer answer = await(item);
    if (answer.outcome instanceof Outcome.Cancelled) {
      throw new CancellationException("The task was cancelled.");
    }
    Object value = answer.value(item, tasks);
    T input = inputs.get(item);
    return value instanceof Decoded.Failure(Throwable cause)
        ? new MapResult<>(input, null, cause)
        : new MapResult<>(input, (R) value, null);
  }

  private synchronized Answer await(int item) throws InterruptedException {
    Answer answer = answers[item];
    while (answer == null) { // one that is there is given to an interrupted thread too
      wait();
      answer = answers[item];
    }
    return answer;
  }

  @Override
  public void cancel() {
    if (firstId != NOT_SUBMITTED) {
      tasks.cancel(firstId, inputs.size(), true);
    }
  }
}
