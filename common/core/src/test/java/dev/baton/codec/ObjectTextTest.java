package dev.baton.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ObjectTextTest {

  @Test
  void whatIsShortIsShownAsItIs() {
    assertThat(ObjectText.shortened(null, 100)).isEqualTo("null");
    assertThat(ObjectText.shortened("text", 100)).isEqualTo("text");
    assertThat(ObjectText.shortened(42, 100)).isEqualTo("42");
    assertThat(ObjectText.shortened(List.of(1, List.of("a", "b")), 100)).isEqualTo("[1, [a, b]]");
    assertThat(ObjectText.shortened(Map.of("k", 1), 100)).isEqualTo("{k=1}");
    assertThat(ObjectText.shortened(Optional.of(7), 100)).isEqualTo("Optional[7]");
    assertThat(ObjectText.shortened(Optional.empty(), 100)).isEqualTo("Optional.empty");
    assertThat(ObjectText.shortened(new int[] {1, 2}, 100)).isEqualTo("[1, 2]");
    assertThat(ObjectText.shortened(new String[] {"a", null}, 100)).isEqualTo("[a, null]");
  }

  @Test
  void longTextIsCutAndNoCharacterIsSplit() {
    assertThat(ObjectText.shortened("x".repeat(101), 100)).isEqualTo("x".repeat(100) + "…");
    assertThat(ObjectText.shortened("x".repeat(100), 100)).isEqualTo("x".repeat(100));
    assertThat(ObjectText.shortened("x".repeat(99) + "😀", 100)).isEqualTo("x".repeat(99) + "…");
  }

  @Test
  void noMoreElementsAreAskedThanAreShown() {
    AtomicInteger asked = new AtomicInteger();
    Object counting =
        new Object() {
          @Override
          public String toString() {
            asked.incrementAndGet();
            return "element";
          }
        };
    Object endless =
        new AbstractList<>() {
          @Override
          public Object get(int index) {
            return counting;
          }

          @Override
          public int size() {
            return Integer.MAX_VALUE;
          }
        };

    assertThat(ObjectText.shortened(endless, 100)).startsWith("[element, element").hasSize(101);
    assertThat(ObjectText.shortened(Map.of("key", endless), 100)).startsWith("{key=[element");
    assertThat(ObjectText.shortened(Optional.of(endless), 100)).startsWith("Optional[[element");
    assertThat(asked.get()).isLessThan(60);
  }

  @Test
  void whatWouldBeHugeIsNotBuilt() {
    BigInteger huge = BigInteger.ONE.shiftLeft(1 << 28);
    BitSet bits = new BitSet();
    bits.set(0, 1 << 26);
    CharSequence text =
        new CharSequence() {
          @Override
          public int length() {
            return Integer.MAX_VALUE;
          }

          @Override
          public char charAt(int index) {
            return 'x';
          }

          @Override
          public CharSequence subSequence(int start, int end) {
            return "x".repeat(end - start);
          }

          @Override
          public String toString() {
            throw new OutOfMemoryError("the whole was asked for");
          }
        };

    assertThat(ObjectText.shortened(huge, 100)).isEqualTo("a number of 268435457 bits");
    assertThat(ObjectText.shortened(new BigDecimal(huge, 3), 100)).contains("268435457 bits");
    assertThat(ObjectText.shortened(bits, 100)).startsWith("{0, 1, 2").hasSize(101);
    assertThat(ObjectText.shortened(text, 100)).isEqualTo("x".repeat(100) + "…");
    assertThat(ObjectText.shortened(new byte[1 << 28], 100)).startsWith("[0, 0").hasSize(101);
  }

  @Test
  void whatContainsItselfIsShownToADepth() {
    List<Object> self = new ArrayList<>();
    self.add(self);
    Object[] array = new Object[1];
    array[0] = array;

    assertThat(ObjectText.shortened(self, 100)).isEqualTo("[[[[[…]]]]");
    assertThat(ObjectText.shortened(array, 100)).isEqualTo("[[[[[…]]]]");
    assertThat(ObjectText.of(new Endless())).contains("Endless", "StackOverflowError");
  }

  @Test
  void whatToStringThrowsIsSaidAndGoesNowhere() {
    for (Throwable thrown : List.of(new IllegalStateException(), new AssertionError())) {
      Object silent = new Silent(thrown);
      String expected =
          Silent.class.getName() + " (its text cannot be had: " + nameOf(thrown) + ")";

      assertThat(ObjectText.of(silent)).isEqualTo(expected);
      assertThat(ObjectText.shortened(silent, 100)).isEqualTo(expected);
      assertThat(ObjectText.shortened(List.of(silent), 100)).contains(nameOf(thrown));
    }
    assertThat(ObjectText.of(new Silent(null))).isEqualTo("null");
    assertThat(ObjectText.shortened(new Silent(null), 100)).isEqualTo("null");
  }

  @Test
  void aThrowableWhoseTextFailsHasAStandInOfTheSameStack() {
    Exception plain = new IllegalStateException("plain");
    Exception silent = new SilentException();
    Exception causedBySilent = new IllegalStateException("outer", silent);

    assertThat(ObjectText.printable(plain)).isSameAs(plain);
    assertThat(printed(ObjectText.printable(silent)))
        .contains(SilentException.class.getName(), "aThrowableWhoseTextFailsHasAStandIn");
    assertThat(printed(ObjectText.printable(causedBySilent))).contains("IllegalStateException");
  }

  private static String printed(Throwable throwable) {
    StringWriter text = new StringWriter();
    throwable.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private static String nameOf(Throwable thrown) {
    return thrown.getClass().getName();
  }

  /** Its text throws, or is null. */
  @SuppressWarnings("ToStringReturnsNull") // a program may do so
  private record Silent(Throwable thrown) {

    @Override
    public String toString() {
      if (thrown instanceof RuntimeException exception) {
        throw exception;
      }
      if (thrown instanceof Error error) {
        throw error;
      }
      return null;
    }
  }

  @SuppressWarnings("OverrideThrowableToString") // a program may do so
  private static final class SilentException extends Exception {

    private static final long serialVersionUID = 1L;

    @Override
    public String toString() {
      throw new IllegalStateException("no text");
    }
  }

  private static final class Endless {

    @Override
    public String toString() {
      return String.valueOf(Collections.nCopies(2, this));
    }
  }
}
