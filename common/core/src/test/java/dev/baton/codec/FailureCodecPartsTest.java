package dev.baton.codec;

import static dev.baton.codec.Failures.roundTrip;
import static dev.baton.codec.Failures.shown;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an exception holds arrives if it can; what cannot does not cost it its class. */
@SuppressWarnings({"serial", "UnusedVariable"}) // that is what it is about
class FailureCodecPartsTest {

  static Stream<Object> unserializable() {
    Supplier<String> lambda = () -> "x";
    return Stream.of(
        Thread.currentThread(),
        lambda,
        new Object(),
        List.of("text", Thread.currentThread()),
        Map.of("thread", Thread.currentThread()),
        new Object[] {1, new Object()},
        new Refusing(),
        new ArrayList<>(List.of(new Refusing())),
        new byte[10_000_000]);
  }

  @ParameterizedTest
  @MethodSource("unserializable")
  void whatCannotTravelIsLeftOut(Object part) {
    Holding failure = new Holding("why", part, "kept");
    failure.initCause(new IOException("cause"));

    Throwable copy = roundTrip(failure);

    assertThat(copy).isExactlyInstanceOf(Holding.class).hasMessage("why");
    assertThat(copy).hasToString(failure.toString());
    assertThat(((Holding) copy).text).isEqualTo("kept");
    assertThat(copy.getCause()).isExactlyInstanceOf(IOException.class).hasMessage("cause");
    assertThat(shown(copy)).isEqualTo(shown(failure)).isNotEmpty();
  }

  @Test
  void onlyWhatCannotTravelIsLeftOut() {
    Holding copy =
        (Holding) roundTrip(new Holding("why", Arrays.asList("a", new Object(), "b"), "kept"));

    assertThat(copy.part).isEqualTo(Arrays.asList("a", null, "b"));
  }

  @Test
  void largePartsAreNotWrittenOut() {
    assertThat(Failures.encode(new Holding("why", new byte[10_000_000], "kept")))
        .hasSizeLessThan(10_000);
  }

  @Test
  void innerClassArrivesWithoutItsOuterObject() {
    Throwable copy = roundTrip(new Inner("why"));

    assertThat(copy).isExactlyInstanceOf(Inner.class).hasMessage("why");
  }

  @Test
  void exceptionThatWouldSaySomethingElseArrivesAsItsSuperclass() {
    assertThat(roundTrip(new Telling(Thread.currentThread())))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage(Telling.class.getName() + ": thread " + Thread.currentThread().getName());
    assertThat(roundTrip(new Mumbling(new Object())))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage(Mumbling.class.getName() + ": object");
  }

  @Test
  void exceptionThatKeepsItsOwnClassSaysWhatItSaidThere() {
    Throwable copy = roundTrip(new Forgetful("why"));

    assertThat(copy).isExactlyInstanceOf(Forgetful.class).hasMessage("null");
    assertThat(copy.getSuppressed()).hasSize(1);
    assertThat(copy.getSuppressed()[0]).hasMessage(Forgetful.class.getName() + ": why");
  }

  @Test
  void messagesMadeOfFieldsArrive() {
    assertThat(roundTrip(new Numbered(7)))
        .isExactlyInstanceOf(Numbered.class)
        .hasMessage("number 7");
  }

  @Test
  void exceptionsInFieldsArriveByTheSameRule() {
    Several failure = new Several(List.of(new IOException("a"), new Holding("b", this, "c")));

    Several copy = (Several) roundTrip(failure);

    assertThat(copy.all).hasSize(2);
    assertThat(copy.all.get(0)).isExactlyInstanceOf(IOException.class).hasMessage("a");
    assertThat(copy.all.get(1)).isExactlyInstanceOf(Holding.class).hasMessage("b");
    assertThat(shown(copy.all.get(1))).isEqualTo(shown(failure.all.get(1)));
  }

  @Test
  void chainOfSqlExceptionsArrives() {
    SQLException failure = new SQLException("first", "state", 1);
    failure.setNextException(new SQLException("second", "other", 2));

    SQLException copy = (SQLException) roundTrip(failure);

    assertThat(copy.getNextException().getMessage()).isEqualTo("second");
    assertThat(copy.getNextException().getErrorCode()).isEqualTo(2);
  }

  @Test
  void oneExceptionInSeveralPlacesStaysOne() {
    IOException shared = new IOException("shared");
    Several failure = new Several(List.of(shared));
    failure.initCause(shared);
    failure.addSuppressed(shared);

    Several copy = (Several) roundTrip(failure);

    assertThat(copy.getCause()).isSameAs(copy.all.getFirst());
    assertThat(copy.getSuppressed()[0]).isSameAs(copy.getCause());
  }

  private static final class Holding extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final Object part;
    final String text;

    Holding(String message, Object part, String text) {
      super(message);
      this.part = part;
      this.text = text;
    }
  }

  private static final class Refusing implements Serializable {
    private static final long serialVersionUID = 1L;

    private void writeObject(ObjectOutputStream out) throws IOException {
      throw new NotSerializableException("not today");
    }
  }

  private final class Inner extends Exception {
    private static final long serialVersionUID = 1L;

    Inner(String message) {
      super(message);
    }

    @SuppressWarnings("unused") // makes it hold its outer object
    Object outer() {
      return FailureCodecPartsTest.this;
    }
  }

  private static final class Telling extends IOException {
    private static final long serialVersionUID = 1L;
    private final Thread thread;

    Telling(Thread thread) {
      this.thread = thread;
    }

    @Override
    public String getMessage() {
      return "thread " + thread.getName();
    }
  }

  private static final class Mumbling extends IOException {
    private static final long serialVersionUID = 1L;
    private final Object object;

    Mumbling(Object object) {
      this.object = object;
    }

    @Override
    public String getMessage() {
      return object == null ? "nothing" : "object";
    }
  }

  private static final class Forgetful extends IOException {
    private static final long serialVersionUID = 1L;
    private final transient String message;

    Forgetful(String message) {
      this.message = message;
    }

    @Override
    public String getMessage() {
      return String.valueOf(message);
    }
  }

  private static final class Numbered extends Exception {
    private static final long serialVersionUID = 1L;
    private final int number;

    Numbered(int number) {
      this.number = number;
    }

    @Override
    public String getMessage() {
      return "number " + number;
    }
  }

  private static final class Several extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final List<Exception> all;

    Several(List<Exception> all) {
      super("several");
      this.all = new ArrayList<>(all);
    }
  }
}
