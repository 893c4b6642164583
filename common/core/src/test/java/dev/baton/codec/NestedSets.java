package dev.baton.codec;

import java.util.Collection;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Few objects whose hash codes take for ever: two of each level, each of which holds both of the
 * next.
 */
public final class NestedSets {

  private NestedSets() {}

  /** Sets, put into each other while they are empty. */
  public static <C extends Collection<Object>> C sets(int levels, Supplier<C> make) {
    return make(levels, make, Collection::add);
  }

  /** Anything that holds others. */
  public static <T> T make(int levels, Supplier<T> make, BiConsumer<T, Object> put) {
    T root = make.get();
    T left = root;
    T right = make.get();
    for (int i = 0; i < levels; i++) {
      T nextLeft = make.get();
      T nextRight = make.get();
      put.accept(nextLeft, "not equal to the other");
      put.accept(left, nextLeft);
      put.accept(left, nextRight);
      put.accept(right, nextLeft);
      put.accept(right, nextRight);
      left = nextLeft;
      right = nextRight;
    }
    return root;
  }
}
