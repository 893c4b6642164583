package dev.baton.codec.graph;

import dev.baton.codec.graph.Facts.Part;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers the facts of one object. */
final class FactsBuilder {

  private final StringBuilder text = new StringBuilder();
  private final List<Part> parts = new ArrayList<>();
  private final List<List<@Nullable Object>> unordered = new ArrayList<>();

  FactsBuilder text(String name, @Nullable Object value) {
    text.append(name).append('=').append(value).append(' ');
    return this;
  }

  FactsBuilder part(String label, @Nullable Object object) {
    parts.add(new Part(label, object));
    return this;
  }

  FactsBuilder unordered(@Nullable Object... objects) {
    List<@Nullable Object> tuple = new ArrayList<>();
    for (Object object : objects) {
      tuple.add(object);
    }
    unordered.add(tuple);
    return this;
  }

  Facts build() {
    return new Facts(text.toString(), parts, unordered, false);
  }

  Facts buildValue() {
    return new Facts(text.toString(), parts, unordered, true);
  }
}
