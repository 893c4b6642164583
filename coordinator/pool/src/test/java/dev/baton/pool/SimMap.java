package dev.baton.pool;

import dev.baton.ledger.Outcome;
import dev.baton.simulation.Witness;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A map in the simulation: the product's {@link MapIterator}, whose reader waits by letting the
 * world go on.
 */
public final class SimMap {

  private static final int LARGEST_CHUNK = 12;

  /** Submits a chunk. */
  public interface Submitter {

    /** So many tasks, whose ends the listener hears of. */
    void submit(int items, SimCoordinator.Listener listener);
  }

  private final Witness witness;
  private final MapIterator<Integer, Long> results;

  /** A map that has not begun. */
  public SimMap(Witness witness, int inputs, RandomGenerator random, Submitter submitter) {
    this.witness = witness;
    this.results =
        new MapIterator<>(
            IntStream.range(0, inputs).iterator(),
            (from, _, room, onChunk) -> {
              int atMost = 1 + random.nextInt(Math.min(room, LARGEST_CHUNK));
              List<Integer> taken = new ArrayList<>();
              while (taken.size() < atMost && from.next(taken::add)) {
                // one more
              }
              if (!taken.isEmpty()) {
                SimChunk chunk = new SimChunk(taken);
                submitter.submit(taken.size(), chunk);
                onChunk.accept(chunk);
              }
              return taken.size();
            },
            () -> {},
            new ReadAhead(4, 48),
            new ResultOrder.AsSubmitted<>());
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

  /** A chunk whose reader lets the world go on until what he wants has ended. */
  private final class SimChunk implements MapChunk<Integer, Long>, SimCoordinator.Listener {

    private final List<Integer> inputs;
    private final List<@Nullable MapResult<Integer, Long>> ended;

    private SimChunk(List<Integer> inputs) {
      this.inputs = inputs;
      this.ended = new ArrayList<>(Collections.nCopies(inputs.size(), null));
    }

    @Override
    public void ended(int first, long taskId, int items, Outcome outcome) {
      for (int i = 0; i < items; i++) {
        int input = inputs.get(first + i);
        ended.set(
            first + i,
            outcome instanceof Outcome.Done
                ? new MapResult<>(input, taskId + i, null)
                : new MapResult<>(input, null, new IllegalStateException("ended otherwise")));
      }
    }

    @Override
    public int size() {
      return inputs.size();
    }

    @Override
    public long bytes() {
      return 8L * inputs.size();
    }

    @Override
    public boolean hasEnded(int item) {
      return ended.get(item) != null;
    }

    @Override
    public MapResult<Integer, Long> result(int item) {
      witness.await(() -> hasEnded(item), () -> "input " + inputs.get(item) + " of a map");
      return Objects.requireNonNull(ended.get(item));
    }

    @Override
    public void onEnd(EndListener listener) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void cancel() {
      // Asked for only when the reader gives up.
    }
  }
}
