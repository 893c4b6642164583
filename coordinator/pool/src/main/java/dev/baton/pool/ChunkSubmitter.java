package dev.baton.pool;

import dev.baton.codec.Encoded;
import dev.baton.codec.ItemWriter;
import dev.baton.codec.ItemsBuilder;
import dev.baton.dispatch.ChunkLimits;
import dev.baton.ledger.EncodedFunction;
import dev.baton.ledger.Outcome;
import dev.baton.pool.engine.OpenTaskCount;
import dev.baton.pool.engine.Tasks;
import dev.baton.pool.setup.CallSettings;
import dev.baton.store.area.BlobRef;
import dev.baton.store.handle.PinnedBlobs;
import dev.baton.store.handoff.HandoffRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Submits the inputs of a map in chunks, each encoded as it is taken. An input that cannot be
 * encoded, or is large, is by itself. For one thread.
 */
final class ChunkSubmitter<T extends @Nullable Object, R extends @Nullable Object>
    implements MapSubmitter<T, R> {

  /** So many chunks for each slot keep a worker busy: one runs, one waits, two are on their way. */
  private static final int CHUNKS_PER_SLOT = 4;

  /** In a large chunk the time of one item in so many is measured. */
  private static final int SAMPLED = 16;

  private final Tasks tasks;
  private final EncodedFunction function;
  private final CallSettings call;
  private final OpenTaskCount open;
  private final IntSupplier chunkSize;
  private final int slots;
  private final Runnable onSubmitted;
  private final long chunkBytes;
  private final long largestItem;

  /**
   * A submitter.
   *
   * @param chunkSize how many inputs a chunk should have, if there are so many
   * @param slots how many tasks run at a time
   * @param onSubmitted called after each chunk
   */
  ChunkSubmitter(
      Tasks tasks,
      EncodedFunction function,
      CallSettings call,
      OpenTaskCount open,
      IntSupplier chunkSize,
      int slots,
      Runnable onSubmitted) {
    this.tasks = tasks;
    this.function = function;
    this.call = call;
    this.open = open;
    this.chunkSize = chunkSize;
    this.slots = slots;
    this.onSubmitted = onSubmitted;
    long room = tasks.room(function).bytes();
    this.chunkBytes = Math.min(ChunkLimits.CHUNK_BYTES, room / 2);
    this.largestItem = Math.min(ChunkLimits.LARGEST_ITEM, room / 4);
  }

  @Override
  public int submit(
      MapInputs<T> inputs, int allowed, int room, Consumer<? super MapChunk<T, R>> onChunk) {
    int size = Math.clamp(chunkSize.getAsInt(), 1, Math.max(1, allowed / CHUNKS_PER_SLOT / slots));
    if (size > room) {
      return 0; // results that are taken make room for a whole one
    }
    if (size == 1 || tasks.mayBeKnown()) {
      return inputs.next(input -> submitAlone(input, onChunk)) ? 1 : 0;
    }
    try (ItemWriter writer = tasks.itemWriter()) {
      Chunk chunk = new Chunk(size, writer, onChunk);
      int taken = 0;
      while (taken < size && chunk.hasRoom() && inputs.next(chunk::add)) {
        taken++;
      }
      chunk.submit();
      return taken;
    }
  }

  private void submitAlone(T input, Consumer<? super MapChunk<T, R>> onChunk) {
    submit(input, onChunk, chunk -> tasks.submit(chunk, function, input, call));
  }

  /** Submits an input; if it cannot be, that is its outcome. */
  private void submit(
      T input, Consumer<? super MapChunk<T, R>> onChunk, Consumer<PoolChunk<T, R>> submission) {
    open.enter();
    PoolChunk<T, R> chunk =
        new PoolChunk<>(tasks, new ArrayList<>(Arrays.asList(input)), null, open::leave);
    try {
      submission.accept(chunk);
    } catch (Throwable e) { // such as an OutOfMemoryError: the result is the reader's way to hear
      chunk.ended(0, 1, new Outcome.GivenUp(Tasks.refusal(e)));
    }
    onChunk.accept(chunk);
    onSubmitted.run();
  }

  /** Inputs on their way to become a chunk. */
  private final class Chunk {

    private final int size;
    private final int sampled;
    private final ItemWriter writer;
    private final Consumer<? super MapChunk<T, R>> onChunk;
    private final ItemsBuilder items = new ItemsBuilder();
    private List<T> inputs;
    private @Nullable PinnedBlobs @Nullable [] pins;
    private long encodingNs;
    private int count;
    private boolean isOpen;

    private Chunk(int size, ItemWriter writer, Consumer<? super MapChunk<T, R>> onChunk) {
      this.size = size;
      this.sampled = size < SAMPLED * SAMPLED ? 1 : SAMPLED;
      this.writer = writer;
      this.onChunk = onChunk;
      this.inputs = new ArrayList<>(size);
    }

    private boolean hasRoom() {
      return items.size() < chunkBytes;
    }

    private void add(T input) {
      if (!isOpen) {
        open.enter();
        isOpen = true;
      }
      if (count++ % sampled == 0) {
        long start = System.nanoTime();
        encode(input);
        encodingNs += sampled * (System.nanoTime() - start);
      } else {
        encode(input);
      }
    }

    private void encode(T input) {
      long bytes;
      PinnedBlobs pinned = null;
      try {
        bytes = writer.write(input);
        if (isItem(bytes)) {
          pinned = pinned(writer.references());
        }
      } catch (Throwable e) { // what the program's own classes throw, such as a writeObject
        alone(
            input,
            () -> {
              throw Tasks.explain(e);
            });
        return;
      }
      if (!isItem(bytes)) {
        alone(input, writer::alone);
        return;
      }
      if (pinned != null) {
        if (pins == null) {
          pins = new @Nullable PinnedBlobs[size];
        }
        pins[inputs.size()] = pinned;
      }
      inputs.add(input);
      writer.addTo(items);
    }

    private boolean isItem(long bytes) {
      return bytes <= largestItem && !HandoffRule.isByReference(call.handoff(), bytes);
    }

    private @Nullable PinnedBlobs pinned(List<Object> references) {
      if (references.isEmpty()) {
        return null;
      }
      PinnedBlobs pinned = new PinnedBlobs();
      try {
        references.forEach(pinned::pin);
        return pinned;
      } catch (RuntimeException e) {
        pinned.release();
        throw e;
      }
    }

    /** By itself, after those before it. */
    private void alone(T input, Supplier<Encoded> encoded) {
      submit();
      ChunkSubmitter.this.submit(
          input, onChunk, chunk -> tasks.submit(chunk, function, encoded, call));
    }

    private Set<BlobRef> data() {
      return pins == null
          ? Set.of()
          : Arrays.stream(pins)
              .filter(Objects::nonNull)
              .flatMap(pinned -> pinned.refs().stream())
              .collect(Collectors.toSet());
    }

    private void submit() {
      tasks.spentEncoding(encodingNs);
      encodingNs = 0;
      if (inputs.isEmpty()) {
        if (isOpen) {
          isOpen = false;
          open.leave();
        }
        return;
      }
      isOpen = false;
      PoolChunk<T, R> chunk = new PoolChunk<>(tasks, inputs, pins, open::leave);
      tasks.submit(chunk, inputs.size(), function, items.take(), data(), call);
      inputs = new ArrayList<>();
      pins = null;
      onChunk.accept(chunk);
      onSubmitted.run();
    }
  }
}
