package dev.baton.codec;

import java.io.PrintWriter;
import java.io.Writer;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The text of a program's objects, for messages. Anything that their {@code toString} throws stays
 * here: one failure must not hide the message about another.
 */
public final class ObjectText {

  private static final String CUT = "…";

  /** How deep collections in collections are shown; one may contain itself. */
  private static final int DEEPEST = 4;

  /** Converting a number with more bits to decimal takes long. */
  private static final int MOST_BITS = 1 << 12;

  private static final StackTraceElement[] NO_FRAMES = {};

  private ObjectText() {}

  /** What {@code toString} returns, or the fact that it fails. */
  public static String of(@Nullable Object object) {
    try {
      return String.valueOf(String.valueOf(object));
    } catch (Throwable e) { // also a StackOverflowError or an OutOfMemoryError
      return withoutText(object, e);
    }
  }

  /**
   * The beginning of an object's text. For text, numbers, arrays and the JDK's containers, no more
   * is built than is shown.
   *
   * @param most the maximum number of characters, from 1; an ellipsis is added
   */
  public static String shortened(@Nullable Object object, int most) {
    try {
      return cut(shown(object, most, DEEPEST), most);
    } catch (Throwable e) {
      return withoutText(object, e);
    }
  }

  /**
   * A throwable whose stack trace can be printed: the same one, or a stand-in with the same stack
   * if its text, or that of one of its causes, fails.
   */
  public static Throwable printable(Throwable thrown) {
    try {
      thrown.printStackTrace(new PrintWriter(Writer.nullWriter()));
      return thrown;
    } catch (Throwable e) {
      Throwable standIn = new Throwable(withoutText(thrown, e));
      standIn.setStackTrace(frames(thrown));
      return standIn;
    }
  }

  private static StackTraceElement[] frames(Throwable thrown) {
    try {
      return thrown.getStackTrace();
    } catch (Throwable e) {
      return NO_FRAMES;
    }
  }

  private static String shown(@Nullable Object object, int most, int depth) {
    return switch (object) {
      case null -> "null";
      case CharSequence text ->
          text.length() <= most ? text.toString() : text.subSequence(0, most + 1).toString();
      case Optional<?> optional when optional.isPresent() ->
          "Optional[" + shown(optional.get(), most, depth) + "]";
      case Map.Entry<?, ?> entry -> entry(entry, most, depth);
      case Collection<?> all -> list("[", all.iterator(), "]", most, depth);
      case Map<?, ?> map -> list("{", map.entrySet().iterator(), "}", most, depth);
      case BitSet bits -> list("{", bits.stream().iterator(), "}", most, depth);
      case BigInteger number when number.bitLength() > MOST_BITS ->
          "a number of " + number.bitLength() + " bits";
      case BigDecimal number when number.unscaledValue().bitLength() > MOST_BITS ->
          "a number of " + number.unscaledValue().bitLength() + " bits";
      case Object array when array.getClass().isArray() ->
          list("[", elements(array), "]", most, depth);
      default -> String.valueOf(object.toString());
    };
  }

  private static String entry(Map.Entry<?, ?> entry, int most, int depth) {
    String key = shown(entry.getKey(), most, depth);
    return key.length() > most ? key : key + "=" + shown(entry.getValue(), most, depth);
  }

  private static String list(String open, Iterator<?> elements, String close, int most, int depth) {
    StringBuilder text = new StringBuilder(open);
    String separator = "";
    while (elements.hasNext()) {
      if (text.length() > most || depth == 0) {
        return text.append(CUT).toString();
      }
      text.append(separator).append(shown(elements.next(), most - text.length(), depth - 1));
      separator = ", ";
    }
    return text.append(close).toString();
  }

  private static Iterator<?> elements(Object array) {
    return array instanceof Object[] objects
        ? Arrays.asList(objects).iterator()
        : IntStream.range(0, Array.getLength(array)).mapToObj(i -> Array.get(array, i)).iterator();
  }

  private static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    boolean splitsPair = Character.isHighSurrogate(text.charAt(most - 1));
    return text.substring(0, splitsPair ? most - 1 : most) + CUT;
  }

  private static String withoutText(@Nullable Object object, Throwable failure) {
    return (object == null ? "null" : object.getClass().getName())
        + " (its text cannot be had: "
        + failure.getClass().getName()
        + ")";
  }
}
