package dev.baton.codec.graph;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Classes such as users write. None has code that serialises it; see {@link SelfWritten}. */
@SuppressWarnings({
  "ArrayRecordComponent",
  "HidingField",
  "ImmutableEnumChecker",
  "NonApiType",
  "UnusedVariable",
  "serial",
  "unused"
})
final class UserTypes {

  private UserTypes() {}

  /** A plain class with a field of each kind. */
  static class Node {
    final int number;
    byte small = -1;
    short two = 2;
    long large = Long.MIN_VALUE;
    float part = Float.NaN;
    double real = -0.0;
    char sign = '\u00e4';
    boolean yes = true;
    int @Nullable [] numbers = {1, 2};
    @Nullable String text = "text";
    @Nullable Object left;
    @Nullable Object right;
    transient Object forgotten = "forgotten";

    Node(int number) {
      this.number = number;
    }
  }

  /** Its superclass has a field of the same name. */
  static final class Derived extends Node {
    final int number;
    @Nullable Object left;

    Derived(int number) {
      super(number);
      this.number = -number;
    }
  }

  static class SerialNode implements Serializable {
    final int number;
    @Nullable Object left;
    transient Object forgotten = "forgotten";

    SerialNode(int number) {
      this.number = number;
    }
  }

  /** Java's serialisation runs the constructor of the superclass. */
  static class Base {
    int given = 5;
  }

  static final class OnPlainBase extends Base implements Serializable {
    @Nullable Object left;
  }

  /** Fields of the types of collections, which copies of views must fit. */
  static final class Typed implements Serializable {
    @Nullable List<?> list;
    java.util.@Nullable Set<?> set;
    java.util.@Nullable Collection<?> collection;
    java.util.@Nullable SortedSet<?> sortedSet;
    java.util.@Nullable NavigableSet<?> navigableSet;
    java.util.@Nullable Queue<?> queue;
    java.util.@Nullable Deque<?> deque;
    @Nullable Map<?, ?> map;
    java.util.@Nullable SortedMap<?, ?> sortedMap;
    java.util.@Nullable NavigableMap<?, ?> navigableMap;
    java.util.concurrent.@Nullable ConcurrentMap<?, ?> concurrentMap;
    java.util.concurrent.@Nullable ConcurrentNavigableMap<?, ?> concurrentNavigableMap;
    java.util.@Nullable SequencedCollection<?> sequenced;
    @Nullable Comparable<?> comparable;
    @Nullable CharSequence text;
    @Nullable Number number;
  }

  static final class Generic<T> {
    T value;

    Generic(T value) {
      this.value = value;
    }
  }

  /** Equal if the numbers are, so that it may refer to the map in which it is a key. */
  static class Keyed implements Serializable {
    final int id;
    @Nullable Object payload;

    Keyed(int id, @Nullable Object payload) {
      this.id = id;
      this.payload = payload;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Keyed keyed && keyed.id == id;
    }

    @Override
    public int hashCode() {
      return id;
    }
  }

  static final class Ranked implements Comparable<Ranked>, Serializable {
    final int rank;
    @Nullable Object payload;

    Ranked(int rank, @Nullable Object payload) {
      this.rank = rank;
      this.payload = payload;
    }

    @Override
    public int compareTo(Ranked other) {
      return Integer.compare(rank, other.rank);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Ranked ranked && ranked.rank == rank;
    }

    @Override
    public int hashCode() {
      return rank;
    }
  }

  record Pair(@Nullable Object first, @Nullable Object second) {}

  record SerialPair(int number, @Nullable Object second) implements Serializable {}

  record Nothing() {}

  record Small(byte b, short s, char c, boolean z, float f, double d, long l, int i) {}

  record Range(int from, int to) implements Serializable {
    Range {
      if (from > to) {
        throw new IllegalArgumentException(from + " > " + to);
      }
    }
  }

  record Typing<T extends Comparable<T>>(List<T> values, T[] array) {}

  /** An order without lambda, that Java's serialisation cannot write. */
  static final class ByLength implements Comparator<String> {
    @Override
    public int compare(String one, String other) {
      int order = Integer.compare(one.length(), other.length());
      return order != 0 ? order : one.compareTo(other);
    }
  }

  static final class NamedList extends ArrayList<@Nullable Object> {
    @Nullable Object name;
  }

  /** A cache of the last three. */
  static final class Cache extends LinkedHashMap<Object, @Nullable Object> {
    int most = 3;

    Cache() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Object, @Nullable Object> eldest) {
      return size() > most;
    }
  }

  static final class Names extends TreeSet<String> {
    @Nullable Object owner;

    Names() {
      super(String.CASE_INSENSITIVE_ORDER);
    }
  }

  /** A collection that Java's serialisation cannot write. */
  static final class Once extends java.util.AbstractList<@Nullable Object> {
    final @Nullable Object element;

    Once(@Nullable Object element) {
      this.element = element;
    }

    @Override
    public @Nullable Object get(int index) {
      return element;
    }

    @Override
    public int size() {
      return 1;
    }
  }

  static class OrderException extends Exception {
    final @Nullable Object order;

    OrderException(String message, @Nullable Object order) {
      super(message);
      this.order = order;
    }
  }

  static final class LightException extends RuntimeException {
    final Object reason;

    LightException(Object reason) {
      super(null, null, false, false);
      this.reason = reason;
    }
  }
}
