package dev.baton.simulation;

import org.jspecify.annotations.Nullable;

/**
 * How fit a host is for tasks.
 *
 * @param slowness how many times as long tasks take there
 * @param failure what each task fails with there at once; null if they run
 */
public record Fitness(int slowness, @Nullable Throwable failure) {

  /** A host like any other. */
  public static final Fitness SOUND = new Fitness(1, null);
}
