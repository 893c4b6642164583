package dev.baton.codec;

import static dev.baton.codec.Failures.roundTrip;
import static dev.baton.codec.Failures.roundTripWithout;
import static dev.baton.codec.Failures.shown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.RemoteTaskException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.rmi.ConnectException;
import java.sql.SQLException;
import net.openhft.chronicle.core.io.ClosedIllegalStateException;
import org.junit.jupiter.api.Test;

/** Failures whose own class cannot be built arrive as the nearest superclass that can. */
@SuppressWarnings("UnusedVariable") // fields are there to travel
class FailureCodecSuperclassTest {

  @Test
  void unknownClassArrivesAsItsNearestKnownSuperclass() {
    Subtle failure = new Subtle("why");
    failure.initCause(new IOException("cause"));
    failure.addSuppressed(new IOException("suppressed"));

    Throwable copy = roundTripWithout(failure, Subtle.class);

    assertThat(copy)
        .isExactlyInstanceOf(Coded.class)
        .hasMessage(Subtle.class.getName() + ": why")
        .hasToString(Coded.class.getName() + ": " + Subtle.class.getName() + ": why");
    assertThat(shown(copy)).isEqualTo(shown(failure)).isNotEmpty();
    assertThat(copy.getCause()).isExactlyInstanceOf(IOException.class).hasMessage("cause");
    assertThat(copy.getSuppressed()).hasSize(1);
    assertThat(copy.getSuppressed()[0]).hasMessage("suppressed");
  }

  @Test
  void fieldsOfTheSuperclassAreKept() {
    assertThat(((Coded) roundTripWithout(new Subtle("why"), Subtle.class)).code).isEqualTo(42);
    assertThat(((Coded) roundTripWithout(new Subtle(null), Subtle.class)).getMessage())
        .isEqualTo(Subtle.class.getName());

    SQLException copy =
        (SQLException) roundTripWithout(new DriverException("deadlock"), DriverException.class);

    assertThat(copy.getSQLState()).isEqualTo("40001");
    assertThat(copy.getErrorCode()).isEqualTo(1213);
    assertThat(copy.getMessage()).isEqualTo(DriverException.class.getName() + ": deadlock");
  }

  @Test
  void severalUnknownClassesArePassedOver() {
    Throwable copy = roundTripWithout(new Subtle("why"), Subtle.class, Coded.class);

    assertThat(copy)
        .isExactlyInstanceOf(IOException.class)
        .hasMessage(Subtle.class.getName() + ": why");
  }

  @Test
  void whereOnlyTheMostGeneralClassesAreLeftAStandInComes() {
    Throwable copy = roundTripWithout(new Odd("why"), Odd.class);

    assertThat(copy).isExactlyInstanceOf(RemoteTaskException.class);
    assertThat(copy).hasMessage(Odd.class.getName() + ": why");
    assertThat(((RemoteTaskException) copy).remoteMessage()).isEqualTo("why");
    assertThat(((RemoteTaskException) copy).remoteClassNames())
        .containsExactly(
            Odd.class.getName(),
            "java.lang.RuntimeException",
            "java.lang.Exception",
            "java.lang.Throwable");
  }

  @Test
  void errorsArriveAsErrors() {
    assertThat(roundTripWithout(new OddError("why"), OddError.class))
        .isExactlyInstanceOf(Error.class)
        .hasMessage(OddError.class.getName() + ": why");
    assertThat(roundTripWithout(new OddAssertion("why"), OddAssertion.class))
        .isExactlyInstanceOf(AssertionError.class)
        .hasMessage(OddAssertion.class.getName() + ": why");
  }

  @Test
  void abstractSuperclassesArePassedOver() {
    assertThat(roundTripWithout(new OddMachineError(), OddMachineError.class))
        .isExactlyInstanceOf(Error.class)
        .hasMessage(OddMachineError.class.getName());
  }

  @Test
  void classThatIsNotAllowedArrivesAsItsNearestAllowedSuperclass() {
    assertThat(roundTrip(new ClosedIllegalStateException("late")))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage("net.openhft.chronicle.core.io.ClosedIllegalStateException: late");
    assertThat(roundTrip(new ConnectException("refused")))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("java.rmi.ConnectException: refused");
  }

  @Test
  void classThatCannotBeReadArrivesAsItsNearestReadableSuperclass() {
    assertThat(roundTrip(new Unreadable("why")))
        .isExactlyInstanceOf(FileNotFoundException.class)
        .hasMessage(Unreadable.class.getName() + ": why");
  }

  @Test
  void classThatIsWrittenAsSomethingElseArrivesAsItself() {
    assertThat(roundTrip(new Replaced("why")))
        .isExactlyInstanceOf(Replaced.class)
        .hasMessage("why");
  }

  @Test
  void classThatHasChangedSinceArrivesAsItselfWithoutItsFields() {
    byte[] bytes = Failures.encode(new Coded("why", 42));
    int name = new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf("Coded");
    bytes[name + "Coded".length() + 7]++; // the last byte of its serialVersionUID

    Throwable copy = Failures.decode(bytes);

    assertThat(copy).isExactlyInstanceOf(Coded.class).hasMessage("why");
    assertThat(((Coded) copy).code).isZero();
  }

  @Test
  void superclassThatWouldSaySomethingElseIsPassedOver() {
    assertThat(roundTripWithout(new Boastful.More("why"), Boastful.More.class))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage(Boastful.More.class.getName() + ": why!");
  }

  @Test
  void causeThatIsUnknownDoesNotHideWhatItCaused() {
    Throwable state = roundTripWithout(new IllegalStateException("x", new Odd("y")), Odd.class);
    Throwable io = roundTripWithout(new UncheckedIOException("x", new Subtle("y")), Subtle.class);

    assertThat(state).isExactlyInstanceOf(IllegalStateException.class).hasMessage("x");
    assertThat(state.getCause()).isInstanceOf(RemoteTaskException.class);
    assertThat(io).isExactlyInstanceOf(UncheckedIOException.class).hasMessage("x");
    assertThat(io.getCause()).isExactlyInstanceOf(Coded.class);
  }

  @Test
  void causeThatDoesNotFitItsFieldAnyMoreLeavesTheClass() {
    KeepsSubtle failure = new KeepsSubtle("x", new Subtle("y"));

    Throwable copy = roundTripWithout(failure, Subtle.class);

    assertThat(copy).isExactlyInstanceOf(KeepsSubtle.class).hasMessage("x");
    assertThat(copy.getCause()).isExactlyInstanceOf(Coded.class);
  }

  @Test
  void standInsTravelAgainWithoutBeingWrapped() {
    RemoteTaskException once = (RemoteTaskException) roundTripWithout(new Odd("x"), Odd.class);

    RemoteTaskException twice = (RemoteTaskException) roundTripWithout(once, Odd.class);

    assertThat(twice.remoteClassNames()).isEqualTo(once.remoteClassNames());
    assertThat(twice).hasMessage(once.getMessage());
    assertThat(shown(twice)).isEqualTo(shown(once));
  }

  @Test
  void namesOfAllClassesTravelInFront() {
    assertThat(FailureCodec.classNames(Failures.encode(new Subtle("x"))))
        .containsExactly(
            Subtle.class.getName(),
            Coded.class.getName(),
            "java.io.IOException",
            "java.lang.Exception",
            "java.lang.Throwable");
  }

  private static class Coded extends IOException {
    private static final long serialVersionUID = 1L;
    final int code;

    Coded(String message, int code) {
      super(message);
      this.code = code;
    }
  }

  private static final class Subtle extends Coded {
    private static final long serialVersionUID = 1L;
    final String detail = "text";

    Subtle(String message) {
      super(message, 42);
    }
  }

  private static final class DriverException extends SQLException {
    private static final long serialVersionUID = 1L;
    final Integer position = 7;

    DriverException(String message) {
      super(message, "40001", 1213);
    }
  }

  private static final class Odd extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Odd(String message) {
      super(message);
    }
  }

  private static final class OddError extends Error {
    private static final long serialVersionUID = 1L;

    OddError(String message) {
      super(message);
    }
  }

  private static final class OddAssertion extends AssertionError {
    private static final long serialVersionUID = 1L;

    OddAssertion(String message) {
      super(message);
    }
  }

  private static final class OddMachineError extends VirtualMachineError {
    private static final long serialVersionUID = 1L;
  }

  private static final class Unreadable extends FileNotFoundException {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message);
    }

    private void readObject(ObjectInputStream in) throws IOException {
      throw new InvalidObjectException("not today");
    }
  }

  private static final class Replaced extends IOException {
    private static final long serialVersionUID = 1L;

    Replaced(String message) {
      super(message);
    }

    private Object writeReplace() {
      return "something else";
    }
  }

  /** Its message is made of a field that a bare one does not have. */
  private static class Boastful extends IOException {
    private static final long serialVersionUID = 1L;
    private final String mark;

    Boastful(String message, String mark) {
      super(message);
      this.mark = mark;
    }

    @Override
    public String getMessage() {
      return super.getMessage() + mark.strip();
    }

    private static final class More extends Boastful {
      private static final long serialVersionUID = 1L;

      More(String message) {
        super(message, "!");
      }
    }
  }

  private static final class KeepsSubtle extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final Subtle kept;

    KeepsSubtle(String message, Subtle kept) {
      super(message, kept);
      this.kept = kept;
    }
  }
}
