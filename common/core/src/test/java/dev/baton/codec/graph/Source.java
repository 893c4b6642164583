package dev.baton.codec.graph;

import dev.baton.codec.graph.UserTypes.Keyed;
import dev.baton.codec.graph.UserTypes.Ranked;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Builds one graph, and gives makers what they need: decisions, and objects to put in, new ones or
 * some that are in the graph already.
 */
final class Source {

  private static final int DEEPEST = 8;

  private final Choices choices;
  private final @Nullable MakerChoice makers;
  private final List<@Nullable Object> pool = new ArrayList<>();
  private final List<Object> keys = new ArrayList<>();
  private final List<Consumer<@Nullable Object>> openEnds = new ArrayList<>();
  private int depth;
  private int left;
  private int number;

  private Source(Choices choices, @Nullable MakerChoice makers, int size) {
    this.choices = choices;
    this.makers = makers;
    this.left = size;
  }

  /** A source whose objects hold simple values only. */
  static Source ofSimpleValues(Choices choices) {
    return new Source(choices, null, 0);
  }

  /** A graph with about so many holders of objects. */
  static @Nullable Object graph(Choices choices, MakerChoice makers, int size) {
    Source source = new Source(choices, makers, size);
    Object root = source.holder();
    source.tieOpenEnds();
    return root;
  }

  /** One of the numbers from 0 to bound - 1. */
  int below(int bound) {
    return choices.below(bound);
  }

  boolean flip() {
    return below(2) == 1;
  }

  @SafeVarargs
  final <T> T oneOf(T... values) {
    return values[below(values.length)];
  }

  /** A number that no other object of this graph has. */
  int number() {
    return ++number;
  }

  /** Any object, or null. */
  @Nullable Object any() {
    return switch (below(8)) {
      case 0 -> null;
      case 1, 2 -> value();
      case 3, 4 -> pool.isEmpty() ? value() : pool.get(below(pool.size()));
      default -> left > 0 && depth < DEEPEST ? holder() : value();
    };
  }

  Object nonNull() {
    Object object = any();
    return object != null ? object : text();
  }

  List<@Nullable Object> anys() {
    return listOf(this::any);
  }

  List<Object> nonNulls() {
    return listOf(this::nonNull);
  }

  /** Different keys: equal to none of each other, with hashes that stay. */
  Set<Object> keys() {
    return new LinkedHashSet<>(listOf(this::key));
  }

  /** An object whose hash stays the same whatever becomes of the graph. */
  Object key() {
    Object key =
        switch (below(6)) {
          case 0 -> text();
          case 1 -> number();
          case 2 -> makers == null ? text() : make(makers.keys().get(below(makers.keys().size())));
          case 3 -> keys.isEmpty() ? text() : keys.get(below(keys.size()));
          case 4 -> identityKey();
          default -> new Keyed(number(), any());
        };
    keys.add(key);
    return remember(key);
  }

  private Object identityKey() {
    UserTypes.SerialNode node = new UserTypes.SerialNode(number());
    openEnd(value -> node.left = value);
    return node;
  }

  /** Values that compare with each other. */
  List<Object> comparables() {
    return switch (below(4)) {
      case 0 -> listOf(this::text);
      case 1 -> listOf(this::number);
      case 2 -> listOf(() -> LocalDate.of(2000 + number(), 2, 28));
      default -> listOf(() -> remember(new Ranked(below(100), any())));
    };
  }

  List<String> texts() {
    return listOf(this::text);
  }

  String text() {
    String text =
        switch (below(8)) {
          case 0 -> "text " + number();
          case 1 -> "";
          case 2 -> "Größe " + number();
          case 3 -> "𝄞 " + number() + "\0\ud800";
          case 4 -> "TEXT " + number();
          case 5 -> "x".repeat(40) + number();
          case 6 -> "a";
          default -> "b" + number();
        };
    return remember(text);
  }

  <T> List<T> listOf(Supplier<? extends T> element) {
    int count = oneOf(0, 1, 2, 3, 5);
    List<T> list = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      list.add(element.get());
    }
    return list;
  }

  /**
   * Tells of a place that may be set to any object when all objects are there, so that rings come
   * about.
   */
  void openEnd(Consumer<@Nullable Object> setter) {
    openEnds.add(setter);
  }

  /** Makes what was made available to other objects of the graph. */
  <T extends @Nullable Object> T remember(T object) {
    if (!Facts.isBoxed(object)) {
      pool.add(object);
    }
    return object;
  }

  private @Nullable Object holder() {
    left--;
    if (makers == null) {
      return value();
    }
    return make(makers.holders().get(below(makers.holders().size())));
  }

  private @Nullable Object value() {
    return switch (below(makers == null ? 3 : 6)) {
      case 0 -> text();
      case 1 -> number();
      case 2 -> oneOf(2.5, true, 'c', 1L << 40, -0.0);
      default -> make(makers.values().get(below(makers.values().size())));
    };
  }

  private @Nullable Object make(Maker maker) {
    depth++;
    try {
      return remember(maker.make(this));
    } finally {
      depth--;
    }
  }

  private void tieOpenEnds() {
    for (Consumer<@Nullable Object> openEnd : List.copyOf(openEnds)) {
      if (below(3) == 1) {
        openEnd.accept(pool.get(below(pool.size())));
      }
    }
  }
}
