package dev.baton.codec.graph;

import java.util.Arrays;
import java.util.function.Predicate;

/** Finds a short list of decisions that still makes a graph with the same fault. */
final class Shrinker {

  private static final int MOST_TRIES = 1_000;

  private final Predicate<int[]> fails;
  private int tries;

  Shrinker(Predicate<int[]> fails) {
    this.fails = fails;
  }

  int[] shrink(int[] decisions) {
    int[] best = decisions;
    boolean smaller = true;
    while (smaller && tries < MOST_TRIES) {
      int[] next = lowered(withoutBlocks(best));
      smaller = !Arrays.equals(next, best);
      best = next;
    }
    return best;
  }

  private int[] withoutBlocks(int[] decisions) {
    int[] best = decisions;
    for (int size = Math.max(1, best.length / 2); size >= 1; size /= 2) {
      int from = best.length - size;
      while (from >= 0 && tries < MOST_TRIES) {
        int[] candidate = without(best, from, size);
        if (stillFails(candidate)) {
          best = candidate;
        }
        from = Math.min(from - 1, best.length - size);
      }
    }
    return best;
  }

  private int[] lowered(int[] decisions) {
    int[] best = decisions;
    for (int i = 0; i < best.length; i++) {
      for (int value : new int[] {0, best[i] / 2, best[i] - 1}) {
        if (value < best[i] && value >= 0 && tries < MOST_TRIES) {
          int[] candidate = best.clone();
          candidate[i] = value;
          if (stillFails(candidate)) {
            best = candidate;
          }
        }
      }
    }
    return best;
  }

  private boolean stillFails(int[] candidate) {
    tries++;
    return fails.test(candidate);
  }

  private static int[] without(int[] decisions, int from, int size) {
    int[] rest = new int[decisions.length - size];
    System.arraycopy(decisions, 0, rest, 0, from);
    System.arraycopy(decisions, from + size, rest, from, rest.length - from);
    return rest;
  }
}
