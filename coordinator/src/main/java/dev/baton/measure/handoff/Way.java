package dev.baton.measure.handoff;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** How data gets to the worker. */
public enum Way {
  /** Java's own serialisation, in records: the counterpart of pickling. */
  JAVA("java"),
  /** Kryo, in records. */
  KRYO_KAFKA("kryo-kafka"),
  /** Kryo, in the host store; a reference in the record. */
  KRYO_STORE("kryo-store"),
  /** In the host store, where the worker uses it in place; a handle in the record. */
  SHARED("shared");

  private final String label;

  Way(String label) {
    this.label = label;
  }

  /** The word for it. */
  public String label() {
    return label;
  }

  /**
   * The one of a word.
   *
   * @throws IllegalArgumentException if there is none, naming those that there are
   */
  public static Way of(String label) {
    return Arrays.stream(values())
        .filter(way -> way.label.equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'%s' is none of %s"
                        .formatted(
                            label,
                            Arrays.stream(values())
                                .map(Way::label)
                                .collect(Collectors.joining(", ")))));
  }

  /** All. */
  static List<Way> all() {
    return List.of(values());
  }
}
