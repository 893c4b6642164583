package dev.baton.pool;

import dev.baton.ledger.Outcome;
import dev.baton.simulation.Witness;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A map in the simulation: the product's {@link MapIterator}, whose reader waits by letting the
 * world go on.
 */
public final class SimMap {

  private final Witness witness;
  private final MapIterator<Integer, Long> results;

  /**
   * A map that has not begun.
   *
   * @param submitter submits the task of an input, and returns its id
   */
  public SimMap(Witness witness, int inputs, ToLongFunction<SimCoordinator.Listener> submitter) {
    this.witness = witness;
    this.results =
        new MapIterator<>(
            IntStream.range(0, inputs).iterator(),
            input -> new MapTask<>(input, submit(submitter), 8),
            () -> {},
            new ReadAhead(2, 16),
            new ResultOrder.AsSubmitted<>());
  }

  private SimFuture submit(ToLongFunction<SimCoordinator.Listener> submitter) {
    SimFuture future = new SimFuture();
    future.taskId = submitter.applyAsLong((_, outcome) -> future.outcome = outcome);
    return future;
  }

  /** Reads all results, and checks that they come in the order of the inputs. */
  public void readAll() {
    int expected = 0;
    while (results.hasNext()) {
      MapResult<Integer, Long> result = results.next();
      witness.check(
          result.input() == expected, "result of input %d instead of %d", result.input(), expected);
      expected++;
    }
  }

  /** A future whose reader lets the world go on until it has ended. */
  private final class SimFuture implements TaskFuture<Long> {

    private long taskId;
    private @Nullable Outcome outcome;

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      return false; // asked for only when the reader gives up
    }

    @Override
    public void whenDone(Consumer<? super TaskFuture<Long>> action) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isCancelled() {
      return outcome instanceof Outcome.Cancelled;
    }

    @Override
    public boolean isDone() {
      return outcome != null;
    }

    @Override
    public Long get() throws ExecutionException {
      witness.await(this::isDone, () -> "task " + taskId + " of a map");
      return switch (outcome) {
        case Outcome.Done _ -> taskId;
        case Outcome.GivenUp(RuntimeException reason) -> throw new ExecutionException(reason);
        case Outcome.Failed _ -> throw new ExecutionException(new IllegalStateException("failed"));
        case Outcome.Cancelled _ -> throw new CancellationException();
        case null -> throw new AssertionError("it has ended");
      };
    }

    @Override
    public Long get(long timeout, TimeUnit unit) throws ExecutionException {
      return get();
    }
  }
}
