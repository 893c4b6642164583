package dev.baton.codec.graph;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The decisions that make a graph: drawn from a seed and remembered, or played again. Zero is
 * always the simplest decision, so that a list of decisions can be shortened and lowered until the
 * smallest graph remains that shows a fault.
 */
final class Choices {

  private final @Nullable SplittableRandom random;
  private final int[] given;
  private int[] taken = new int[64];
  private int count;

  private Choices(@Nullable SplittableRandom random, int[] given) {
    this.random = random;
    this.given = given;
  }

  static Choices ofSeed(long seed) {
    return new Choices(new SplittableRandom(seed), new int[0]);
  }

  static Choices replaying(int[] given) {
    return new Choices(null, given);
  }

  /** One of the numbers from 0 to bound - 1. */
  int below(int bound) {
    int choice;
    if (random != null) {
      choice = random.nextInt(bound);
    } else {
      choice = count < given.length ? Math.min(given[count], bound - 1) : 0;
    }
    if (count == taken.length) {
      taken = Arrays.copyOf(taken, 2 * count);
    }
    taken[count++] = choice;
    return choice;
  }

  /** What was decided so far. */
  int[] taken() {
    return Arrays.copyOf(taken, count);
  }
}
