package dev.baton.pool;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Submits the inputs of a map. */
@FunctionalInterface
interface MapSubmitter<T extends @Nullable Object, R extends @Nullable Object> {

  /**
   * Takes inputs and submits them.
   *
   * @param allowed how many inputs may be under way in all
   * @param room how many more may be
   * @param onChunk gets each chunk that was submitted
   * @return how many inputs were taken: none if there are none, or if there is better to be more
   *     room
   */
  int submit(MapInputs<T> inputs, int allowed, int room, Consumer<? super MapChunk<T, R>> onChunk);
}
