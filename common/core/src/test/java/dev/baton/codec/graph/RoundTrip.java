package dev.baton.codec.graph;

import dev.baton.codec.AllowList;
import dev.baton.codec.Codec;
import dev.baton.codec.kryo.KryoCodec;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sends graphs there and back. What arrives must equal what was sent; of a graph that Java's
 * serialisation can write, it may as well equal what that makes of it.
 */
final class RoundTrip {

  private final Codec codec = new KryoCodec(AllowList.standard(), RoundTrip.class.getClassLoader());

  /** Java's own copy of a graph. */
  private record Twin(@Nullable Object copy) {}

  /** What is wrong with the copy of a graph; empty if nothing is. The graph is changed by it. */
  Optional<Difference> faultOf(@Nullable Object graph) {
    byte[] ofJava = formOf(graph);
    Twin twin = ofJava == null ? null : twin(ofJava);
    boolean twinIsRight = twin != null && isRight(twin, graph);
    byte[] bytes;
    Object copy;
    try {
      bytes = codec.encodeToBytes(graph);
      copy = codec.decode(bytes);
    } catch (RuntimeException | Error e) {
      return isKnownLimit(e, graph, ofJava != null, twinIsRight)
          ? Optional.empty()
          : Optional.of(failure(e));
    }
    Optional<Difference> fault = differenceOf(graph, copy);
    if (twin == null) {
      return fault;
    }
    if (fault.isPresent()) {
      boolean likeJava = differenceOf(twin.copy, codec.decode(bytes)).isEmpty();
      return likeJava ? Optional.empty() : fault;
    }
    return twinIsRight ? differenceOfForms(twin.copy, codec.decode(bytes)) : Optional.empty();
  }

  private static boolean isRight(Twin twin, @Nullable Object graph) {
    return GraphComparison.of(graph, twin.copy).difference().isEmpty();
  }

  /**
   * Whether a graph cannot be copied: it has a ring through an object that must be made after its
   * parts, for which Java's serialisation fails or makes something else; or it has a set of entries
   * that hold themselves, so that their hashes cannot be computed when it is copied.
   */
  private static boolean isKnownLimit(
      Throwable e, @Nullable Object graph, boolean serializable, boolean twinIsRight) {
    if (serializable) {
      return !twinIsRight;
    }
    String message = String.valueOf(e.getMessage());
    return message.contains(" has a cycle ")
        || message.contains("one of its parts refers back to it")
        || ((message.contains("nested too deeply") || message.contains("NullPointerException"))
            && hasSetOfEntries(graph));
  }

  private static boolean hasSetOfEntries(@Nullable Object graph) {
    return GraphComparison.of(graph, graph).pairs().stream()
        .map(GraphComparison.Pair::original)
        .anyMatch(
            object ->
                object instanceof Set<?> set
                    && set.stream().anyMatch(element -> element instanceof Map.Entry<?, ?>));
  }

  private static byte @Nullable [] formOf(@Nullable Object graph) {
    try {
      return JavaSerialisation.write(graph);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      return null;
    }
  }

  private static @Nullable Twin twin(byte[] form) {
    try {
      return new Twin(JavaSerialisation.read(form));
    } catch (IOException | ClassNotFoundException | RuntimeException | StackOverflowError e) {
      return null;
    }
  }

  private static Optional<Difference> differenceOf(
      @Nullable Object original, @Nullable Object copy) {
    GraphComparison comparison = GraphComparison.of(original, copy);
    return comparison.difference().or(() -> Probes.difference(comparison.pairs()));
  }

  /** Whether Java's serialisation would write both alike; it sees what the comparison does not. */
  private static Optional<Difference> differenceOfForms(
      @Nullable Object twin, @Nullable Object copy) {
    if (GraphComparison.of(twin, copy).isLoose()) {
      return Optional.empty();
    }
    String expected = SerialText.of(twin);
    String actual = SerialText.of(copy);
    if (expected.equals(actual) || !isStable(twin, expected)) {
      return Optional.empty();
    }
    String[] lines = expected.split("\n", -1);
    String[] others = actual.split("\n", -1);
    int at = 0;
    while (at < Math.min(lines.length, others.length) && lines[at].equals(others[at])) {
      at++;
    }
    String line = at < lines.length ? lines[at] : "";
    return Optional.of(
        new Difference(
            "serial form of " + line.split(":", 2)[0],
            "line " + at,
            line + "\n  became\n  " + (at < others.length ? others[at] : "")));
  }

  /** Whether Java's serialisation gives the same form again, or an order changes by chance. */
  private static boolean isStable(@Nullable Object twin, String form) {
    byte[] bytes = formOf(twin);
    Twin again = bytes == null ? null : twin(bytes);
    return again != null && form.equals(SerialText.of(again.copy));
  }

  private static Difference failure(Throwable e) {
    String message = String.valueOf(e.getMessage());
    Throwable deepest = e;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return new Difference(
        "failure " + e.getClass().getSimpleName() + ": " + withoutPlaces(message),
        "",
        message + "\n  " + deepest);
  }

  /** What messages for the same reason have in common. */
  private static String withoutPlaces(String message) {
    String text =
        message
            .replaceFirst("(?s).*cannot be serialised: ", "")
            .replaceAll("[\\w.$]*\\.(?=[A-Z])", "")
            .replaceAll("[0-9]+", "N");
    return text.substring(0, Math.min(160, text.length()));
  }
}
