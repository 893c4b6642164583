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

  /** Whether there is an object once in a JVM. */
  static boolean isConstant(Object object) {
    return object instanceof Enum<?>
        || object instanceof Class<?>
        || object instanceof Missing
        || object instanceof Level
        || object instanceof Resolved;
  }

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

  enum Color {
    RED,
    GREEN,
    BLUE
  }

  enum Shape {
    ROUND {
      @Override
      int corners() {
        return 0;
      }
    },
    SQUARE {
      @Override
      int corners() {
        return 4;
      }
    };

    abstract int corners();
  }

  enum Planet implements Comparator<String> {
    EARTH(new ArrayList<>(List.of("moon")));

    final List<String> moons;

    Planet(List<String> moons) {
      this.moons = moons;
    }

    @Override
    public int compare(String one, String other) {
      return other.compareTo(one);
    }
  }

  enum Many {
    C0,
    C1,
    C2,
    C3,
    C4,
    C5,
    C6,
    C7,
    C8,
    C9,
    C10,
    C11,
    C12,
    C13,
    C14,
    C15,
    C16,
    C17,
    C18,
    C19,
    C20,
    C21,
    C22,
    C23,
    C24,
    C25,
    C26,
    C27,
    C28,
    C29,
    C30,
    C31,
    C32,
    C33,
    C34,
    C35,
    C36,
    C37,
    C38,
    C39,
    C40,
    C41,
    C42,
    C43,
    C44,
    C45,
    C46,
    C47,
    C48,
    C49,
    C50,
    C51,
    C52,
    C53,
    C54,
    C55,
    C56,
    C57,
    C58,
    C59,
    C60,
    C61,
    C62,
    C63,
    C64,
    C65,
    C66,
    C67,
    C68,
    C69
  }

  /** What there should not be. */
  static Missing another() {
    return new Missing();
  }

  /** What other languages make of an object that there is once. */
  static final class Missing {
    static final Missing INSTANCE = new Missing();

    private Missing() {}
  }

  /** Enumerated as before there were enums. */
  static final class Level {
    static final Level LOW = new Level("low");
    static final Level HIGH = new Level("high");

    private final String name;

    private Level(String name) {
      this.name = name;
    }
  }

  static final class Resolved implements Serializable {
    static final Resolved ONLY = new Resolved();

    private Resolved() {}

    private Object readResolve() {
      return ONLY;
    }
  }

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
