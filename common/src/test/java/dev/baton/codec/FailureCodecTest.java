package dev.baton.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.RemoteTaskException;
import dev.baton.TaskDecodingException;
import dev.baton.TaskEncodingException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Failures arrive as they were thrown, or as a description. */
@SuppressWarnings({"UnsynchronizedOverridesSynchronized", "UnusedVariable"})
class FailureCodecTest {

  private static final ClassLoader LOADER = FailureCodecTest.class.getClassLoader();

  private final FailureCodec codec = new FailureCodec(AllowList.standard(), LOADER);

  static Stream<Throwable> ofKnownTypes() {
    return Stream.of(
        new IllegalStateException("message"),
        new RuntimeException((String) null),
        new IOException("outer", new FileNotFoundException("inner")),
        new UncheckedIOException("x", new IOException("y")),
        new ExecutionException("x", new IllegalArgumentException("y")),
        new InvocationTargetException(new IllegalArgumentException("target")),
        new ClassNotFoundException("a.B"),
        new SQLException("x", "state", 7),
        new AssertionError("assertion"),
        new OutOfMemoryError("Java heap space"),
        new StackOverflowError(),
        new TaskEncodingException("a", "b.c", null),
        new CustomException("m", 42),
        new KeepsItsCause(new IOException("kept")));
  }

  @ParameterizedTest
  @MethodSource("ofKnownTypes")
  void typeMessageCausesAndStackTraceAreRestored(Throwable failure) {
    assertSame(roundTrip(failure), failure);
  }

  @Test
  void fieldsOfCustomExceptionsAreRestored() {
    assertThat(((CustomException) roundTrip(new CustomException("m", 42))).code).isEqualTo(42);
    assertThat(
            ((TaskEncodingException) roundTrip(new TaskEncodingException("a", "b", null))).path())
        .isEqualTo("b");
  }

  @Test
  void suppressedExceptionsAreRestored() {
    IOException failure = new IOException("main");
    failure.addSuppressed(new IllegalStateException("first"));
    failure.addSuppressed(new Unserializable("second"));

    Throwable copy = roundTrip(failure);

    assertThat(copy.getSuppressed()).hasSize(2);
    assertSame(copy.getSuppressed()[0], failure.getSuppressed()[0]);
    assertThat(copy.getSuppressed()[1]).isInstanceOf(RemoteTaskException.class);
    assertThat(copy).hasMessage("main").isExactlyInstanceOf(IOException.class);
  }

  @Test
  void unserializableExceptionArrivesAsStandInWithItsRestoredCause() {
    Unserializable failure = new Unserializable("why");
    failure.initCause(new IOException("cause"));

    RemoteTaskException copy = (RemoteTaskException) roundTrip(failure);

    assertThat(copy.remoteClassName()).isEqualTo(Unserializable.class.getName());
    assertThat(copy.remoteMessage()).isEqualTo("why");
    assertThat(shown(copy)).isEqualTo(shown(failure));
    assertSame(copy.getCause(), failure.getCause());
  }

  @Test
  void knownExceptionKeepsItsTypeThoughItsCauseIsUnserializable() {
    IllegalStateException failure = new IllegalStateException("x", new Unserializable("y"));

    Throwable copy = roundTrip(failure);

    assertThat(copy).isExactlyInstanceOf(IllegalStateException.class).hasMessage("x");
    assertThat(copy.getCause())
        .isInstanceOf(RemoteTaskException.class)
        .hasMessage(Unserializable.class.getName() + ": y");
  }

  @Test
  void unknownClassArrivesAsStandIn() {
    ClassLoader without =
        new ClassLoader(null) {
          @Override
          protected Class<?> findClass(String name) throws ClassNotFoundException {
            throw new ClassNotFoundException(name);
          }
        };
    byte[] bytes = codec.encode(new CustomException("m", 1));

    Throwable copy = new FailureCodec(AllowList.standard(), without).decode(bytes);

    assertThat(copy)
        .isInstanceOf(RemoteTaskException.class)
        .hasMessage(CustomException.class.getName() + ": m");
  }

  @Test
  void classThatIsNotAllowedArrivesAsStandIn() {
    Throwable copy =
        roundTrip(new net.openhft.chronicle.core.io.ClosedIllegalStateException("late"));

    assertThat(copy)
        .isInstanceOf(RemoteTaskException.class)
        .hasMessage("net.openhft.chronicle.core.io.ClosedIllegalStateException: late");
  }

  @Test
  void standInsTravelAgainWithoutBeingWrapped() {
    Throwable once = roundTrip(new Unserializable("x"));

    Throwable twice = roundTrip(once);

    assertThat(((RemoteTaskException) twice).remoteClassName())
        .isEqualTo(Unserializable.class.getName());
    assertThat(twice).hasMessage(once.getMessage());
  }

  @Test
  void cyclesOfCausesStayCycles() {
    Exception a = new Exception("a");
    Exception b = new Exception("b", a);
    a.initCause(b);

    Throwable copy = roundTrip(a);

    assertThat(copy.getCause()).hasMessage("b");
    assertThat(copy.getCause().getCause()).isSameAs(copy);
  }

  @Test
  void exceptionWhoseMethodsThrowIsDescribed() {
    Throwable copy = roundTrip(new Rebellious());

    assertThat(copy.getStackTrace()).isNotEmpty();
    assertThat(copy).isInstanceOfAny(RemoteTaskException.class, Rebellious.class);
  }

  @Test
  void hugeMessagesAreCut() {
    byte[] bytes = codec.encode(new IllegalStateException("x".repeat(10_000_000)));

    assertThat(bytes).hasSizeLessThan(400_000);
    assertThat(codec.decode(bytes).getMessage())
        .hasSizeLessThan(70_000)
        .endsWith("more characters)");
  }

  @Test
  void exceptionThatDragsMuchDataAlongIsDescribed() {
    byte[] bytes = codec.encode(new DragsAlong(new byte[10_000_000]));

    assertThat(bytes).hasSizeLessThan(100_000);
    assertThat(codec.decode(bytes)).isInstanceOf(RemoteTaskException.class);
  }

  @Test
  void deepStackTracesAreComplete() {
    StackOverflowError failure = overflow();

    byte[] bytes = codec.encode(failure);

    assertThat(failure.getStackTrace().length).isEqualTo(1024);
    assertThat(shown(codec.decode(bytes))).isEqualTo(shown(failure));
    assertThat(bytes).hasSizeLessThan(32_000);
  }

  @Test
  void endlessChainsAreCut() {
    Exception failure = new Exception("0");
    for (int i = 1; i < 10_000; i++) {
      failure = new Exception(Integer.toString(i), failure);
    }

    Throwable copy = roundTrip(failure);

    assertThat(copy).hasMessage("9999");
    assertThat(copy.getCause()).hasMessage("9998");
  }

  @Test
  void theExceptionItselfIsNotChanged() {
    IOException failure = new IOException("x", new Unserializable("y"));
    failure.addSuppressed(new RuntimeException("z"));
    StackTraceElement[] before = failure.getStackTrace();

    codec.encode(failure);

    assertThat(failure.getStackTrace()).isEqualTo(before);
    assertThat(failure.getCause()).isInstanceOf(Unserializable.class);
    assertThat(failure.getSuppressed()).hasSize(1);
  }

  @Test
  void mutatedBytesGiveAFailureOrATaskDecodingException() {
    Random random = new Random(0xba70);
    IOException failure = new IOException("x", new CustomException("y", 1));
    failure.addSuppressed(new SQLException("z"));
    byte[] bytes = codec.encode(failure);
    for (int i = 0; i < 20_000; i++) {
      byte[] mutated = bytes.clone();
      for (int change = 0; change <= random.nextInt(3); change++) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
      }
      try {
        assertThat(codec.decode(mutated)).isNotNull();
      } catch (TaskDecodingException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }

  @Test
  void truncatedBytesAreRefused() {
    byte[] bytes = codec.encode(new IOException("x"));
    for (int length = 0; length < bytes.length; length++) {
      byte[] truncated = Arrays.copyOf(bytes, length);
      assertThatExceptionOfType(TaskDecodingException.class)
          .isThrownBy(() -> codec.decode(truncated));
    }
  }

  private Throwable roundTrip(Throwable failure) {
    return codec.decode(codec.encode(failure));
  }

  private static void assertSame(Throwable copy, Throwable failure) {
    assertThat(copy).hasSameClassAs(failure).hasToString(failure.toString());
    assertThat(copy.getMessage()).isEqualTo(failure.getMessage());
    assertThat(shown(copy)).isEqualTo(shown(failure));
    if (failure.getCause() == null) {
      assertThat(copy.getCause()).isNull();
    } else {
      assertSame(copy.getCause(), failure.getCause());
    }
  }

  /** The stack trace as people see it. */
  private static List<String> shown(Throwable failure) {
    return Arrays.stream(failure.getStackTrace()).map(StackTraceElement::toString).toList();
  }

  private static StackOverflowError overflow() {
    try {
      throw new AssertionError(deeper(0));
    } catch (StackOverflowError e) {
      return e;
    }
  }

  private static int deeper(int n) {
    return n < 0 ? n : deeper(n + 1) + 1;
  }

  private static final class CustomException extends Exception {
    private static final long serialVersionUID = 1L;
    final int code;

    CustomException(String message, int code) {
      super(message);
      this.code = code;
    }
  }

  private static final class KeepsItsCause extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final IOException kept;

    KeepsItsCause(IOException kept) {
      super(kept);
      this.kept = kept;
    }
  }

  @SuppressWarnings("serial")
  private static final class Unserializable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Object thread = Thread.currentThread();

    Unserializable(String message) {
      super(message);
    }
  }

  private static final class DragsAlong extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final byte[] data;

    DragsAlong(byte[] data) {
      this.data = data;
    }
  }

  private static final class Rebellious extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no message");
    }

    @Override
    public String toString() {
      throw new IllegalStateException("no text");
    }

    @Override
    public Throwable getCause() {
      throw new IllegalStateException("no cause");
    }
  }
}
