package dev.baton.codec.graph;

import dev.baton.TaskDecodingException;
import dev.baton.codec.AllowList;
import dev.baton.codec.Codec;
import dev.baton.codec.kryo.KryoCodec;
import java.io.IOException;
import java.util.Optional;
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
    byte[] bytes;
    Optional<Difference> fault;
    try {
      bytes = codec.encodeToBytes(graph);
      fault = differenceOf(graph, codec.decode(bytes));
    } catch (RuntimeException | Error e) {
      return isKnownLimit(e, graph, ofJava, twin) ? Optional.empty() : Optional.of(failure(e));
    }
    if (twin == null) {
      return fault;
    }
    if (fault.isPresent()) {
      boolean likeJava = differenceOf(twin.copy, codec.decode(bytes)).isEmpty();
      return likeJava ? Optional.empty() : fault;
    }
    return differenceOfForms(twin.copy, codec.decode(bytes));
  }

  /**
   * Whether a graph has a ring through an object that must be made after its parts. Java's
   * serialisation fails with such rings, or makes something else of them.
   */
  private static boolean isKnownLimit(
      Throwable e, @Nullable Object graph, byte @Nullable [] ofJava, @Nullable Twin twin) {
    if (!(e instanceof TaskDecodingException)) {
      return false;
    }
    boolean failsInJava = ofJava != null && twin == null;
    boolean differsInJava =
        twin != null && GraphComparison.of(graph, twin.copy).difference().isPresent();
    return failsInJava || differsInJava || String.valueOf(e.getMessage()).contains(" has a cycle ");
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
    if (expected.equals(actual)) {
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
