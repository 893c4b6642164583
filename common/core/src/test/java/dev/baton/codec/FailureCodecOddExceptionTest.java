package dev.baton.codec;

import static dev.baton.codec.Failures.roundTrip;
import static dev.baton.codec.Failures.shown;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Exceptions are the user's code, and do as they like. */
@SuppressWarnings({
  "UnsynchronizedOverridesSynchronized",
  "UnusedVariable",
  "OverrideThrowableToString",
  "ToStringReturnsNull",
  "StaticAssignmentOfThrowable",
  "serial"
})
class FailureCodecOddExceptionTest {

  static Stream<Throwable> whatMethodsThrow() {
    return Stream.of(
        new IllegalStateException(),
        new StackOverflowError(),
        new OutOfMemoryError(),
        new LinkageError(),
        new AssertionError(),
        new IOException());
  }

  @ParameterizedTest
  @MethodSource("whatMethodsThrow")
  void exceptionWhoseMethodsThrowArrivesAsItsSuperclass(Throwable thrown) {
    Rebellious failure = new Rebellious(thrown);
    failure.addSuppressed(new IOException("suppressed"));

    Throwable copy = roundTrip(failure);

    assertThat(copy).isExactlyInstanceOf(IOException.class);
    assertThat(copy)
        .hasMessage(
            Rebellious.class.getName()
                + ": (no message: getMessage() threw "
                + thrown.getClass().getName()
                + ")");
    assertThat(copy.getSuppressed()).hasSize(1);
  }

  @Test
  void rebelsAmongCausesAndSuppressedDoNotHideTheFailure() {
    IOException failure = new IOException("x", new Rebellious(new Error()));
    failure.addSuppressed(new Rebellious(new Error()));

    Throwable copy = roundTrip(failure);

    assertThat(copy).isExactlyInstanceOf(IOException.class).hasMessage("x");
    assertThat(copy.getCause().getMessage()).startsWith(Rebellious.class.getName());
    assertThat(copy.getSuppressed()[0].getMessage()).startsWith(Rebellious.class.getName());
  }

  @Test
  void exceptionThatAnswersNothingArrives() {
    Throwable copy = roundTrip(new Silent());

    assertThat(copy).isExactlyInstanceOf(Silent.class);
  }

  @Test
  void exceptionThatRefusesChangesArrivesWithCauseAndTrace() {
    Stubborn failure = new Stubborn("x", new IOException("y"));
    failure.addSuppressed(new IOException("z"));

    Throwable copy = roundTrip(failure);

    assertThat(copy).isExactlyInstanceOf(Stubborn.class).hasMessage("x");
    assertThat(copy.getCause()).hasMessage("y");
    assertThat(copy.getSuppressed()[0]).hasMessage("z");
    assertThat(shown(copy)).isEqualTo(shown(failure)).isNotEmpty();
  }

  @Test
  void exceptionWithoutTraceAndSuppressedArrives() {
    Bare failure = new Bare("x", new IOException("y"));

    Throwable copy = roundTrip(failure);
    copy.addSuppressed(new IOException());

    assertThat(copy).isExactlyInstanceOf(Bare.class).hasMessage("x");
    assertThat(copy.getStackTrace()).isEmpty();
    assertThat(copy.getSuppressed()).isEmpty();
    assertThat(copy.getCause()).hasMessage("y");
  }

  @Test
  void theOnlyOneOfItsClassStaysTheOnlyOneAndAsItIs() {
    byte[] bytes = Failures.encode(Only.ONE);
    StackTraceElement[] here = {new StackTraceElement("acme.Only", "here", "Only.java", 1)};
    Only.ONE.setStackTrace(here);

    assertThat(Failures.decode(bytes)).isSameAs(Only.ONE);
    assertThat(Only.ONE.getStackTrace()).isEqualTo(here);
  }

  @Test
  void exceptionThatHoldsLambdasArrives() {
    Throwable copy = roundTrip(new Lambda("x", () -> "y"));

    assertThat(copy).isExactlyInstanceOf(Lambda.class).hasMessage("x");
  }

  @Test
  void anonymousExceptionsArrive() {
    Throwable copy =
        roundTrip(
            new IOException("x") {
              private static final long serialVersionUID = 1L;

              @Override
              public String toString() {
                return "odd";
              }
            });

    assertThat(copy).isInstanceOf(IOException.class).hasMessage("x").hasToString("odd");
  }

  @Test
  void localizedMessagesArrive() {
    assertThat(roundTrip(new Localized("x"))).hasToString(new Localized("x").toString());
  }

  @Test
  void cyclesThroughSuppressedAndFieldsEnd() {
    Linked a = new Linked("a");
    Linked b = new Linked("b");
    a.other = b;
    b.other = a;
    a.addSuppressed(b);
    b.initCause(a);

    Throwable copy = roundTrip(a);

    assertThat(copy).isExactlyInstanceOf(Linked.class).hasMessage("a");
    assertThat(copy.getSuppressed()[0]).isExactlyInstanceOf(Linked.class).hasMessage("b");
  }

  @Test
  void cyclesOfCausesKeepTheirFields() {
    Linked a = new Linked("a");
    Linked b = new Linked("b");
    a.text = "kept";
    a.initCause(b);
    b.initCause(a);

    Throwable copy = roundTrip(a);

    assertThat(((Linked) copy).text).isEqualTo("kept");
    assertThat(copy.getCause()).hasMessage("b");
    assertThat(copy.getCause().getCause()).isSameAs(copy);
  }

  @Test
  void hugeFailuresStayWithinALimit() {
    Exception failure = new Exception("x".repeat(100_000));
    for (int i = 0; i < 100; i++) {
      failure = new Sized("x".repeat(100_000), new byte[400_000], failure);
    }

    byte[] bytes = Failures.encode(failure);

    assertThat(bytes).hasSizeLessThan(1_000_000);
    assertThat(Failures.decode(bytes)).isExactlyInstanceOf(Sized.class);
    assertThat(Failures.decode(bytes).getCause()).isNotNull();
  }

  private static final class Rebellious extends IOException {
    private static final long serialVersionUID = 1L;
    private final Throwable thrown;

    Rebellious(Throwable thrown) {
      this.thrown = thrown;
    }

    @Override
    public String getMessage() {
      throw rebel();
    }

    @Override
    public String toString() {
      throw rebel();
    }

    @Override
    public Throwable getCause() {
      throw rebel();
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      throw rebel();
    }

    private RuntimeException rebel() {
      return FailureCodecOddExceptionTest.<RuntimeException>sneaky(thrown);
    }
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> RuntimeException sneaky(Throwable thrown) throws E {
    throw (E) thrown;
  }

  private static final class Silent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      return null;
    }

    @Override
    public String toString() {
      return null;
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      return null;
    }
  }

  private static final class Stubborn extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stubborn(String message, Throwable cause) {
      super(message, cause);
    }

    @Override
    public Throwable initCause(Throwable cause) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void setStackTrace(StackTraceElement[] frames) {
      throw new UnsupportedOperationException();
    }
  }

  private static final class Bare extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Bare(String message, Throwable cause) {
      super(message, cause, false, false);
    }
  }

  private static final class Only extends RuntimeException {
    private static final long serialVersionUID = 1L;
    static final Only ONE = new Only();

    private Object readResolve() {
      return ONE;
    }
  }

  private static final class Lambda extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final Supplier<String> text;

    Lambda(String message, Supplier<String> text) {
      super(message);
      this.text = text;
    }
  }

  private static final class Localized extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Localized(String message) {
      super(message);
    }

    @Override
    public String getLocalizedMessage() {
      return "[" + getMessage() + "]";
    }
  }

  private static final class Linked extends RuntimeException {
    private static final long serialVersionUID = 1L;
    Linked other;
    String text;

    Linked(String message) {
      super(message);
    }
  }

  private static final class Sized extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final byte[] data;

    Sized(String message, byte[] data, Throwable cause) {
      super(message, cause);
      this.data = data;
    }
  }
}
