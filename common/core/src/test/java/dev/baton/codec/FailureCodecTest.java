package dev.baton.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.TaskEncodingException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import javax.naming.NamingException;
import javax.net.ssl.SSLHandshakeException;
import javax.security.auth.login.LoginException;
import javax.transaction.xa.XAException;
import javax.xml.stream.XMLStreamException;
import javax.xml.transform.TransformerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.DOMException;
import org.xml.sax.SAXParseException;

/** Failures arrive as they were thrown, or as a description. */
@SuppressWarnings({"UnsynchronizedOverridesSynchronized", "UnusedVariable"})
class FailureCodecTest {

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
        new ClassNotFoundException("a.B", new IOException("kept")),
        new ExceptionInInitializerError(new IOException("kept")),
        new UndeclaredThrowableException(new IOException("kept")),
        new CompletionException(new IOException("kept")),
        new SSLHandshakeException("certificate unknown"),
        new LoginException("who?"),
        new DOMException(DOMException.NOT_FOUND_ERR, "no node"),
        new SAXParseException("not well-formed", "public", "system", 3, 4),
        new TransformerException("no template", new IOException("kept")),
        new XMLStreamException("end", new IOException("kept")),
        new NamingException("no name"),
        new XAException(XAException.XA_RBROLLBACK),
        new UncheckedIOException("x", new SSLHandshakeException("y")),
        new KeepsItsCause(new IOException("kept")));
  }

  @ParameterizedTest
  @MethodSource("ofKnownTypes")
  void typeMessageCausesAndStackTraceAreRestored(Throwable failure) {
    assertSame(Failures.roundTrip(failure), failure);
  }

  @Test
  void fieldsOfCustomExceptionsAreRestored() {
    assertThat(((CustomException) Failures.roundTrip(new CustomException("m", 42))).code)
        .isEqualTo(42);
    assertThat(
            ((TaskEncodingException) Failures.roundTrip(new TaskEncodingException("a", "b", null)))
                .path())
        .isEqualTo("b");
  }

  @Test
  void suppressedExceptionsAreRestored() {
    IOException failure = new IOException("main");
    failure.addSuppressed(new IllegalStateException("first"));
    failure.addSuppressed(new Unserializable("second"));

    Throwable copy = Failures.roundTrip(failure);

    assertThat(copy.getSuppressed()).hasSize(2);
    assertSame(copy.getSuppressed()[0], failure.getSuppressed()[0]);
    assertSame(copy.getSuppressed()[1], failure.getSuppressed()[1]);
    assertThat(copy).hasMessage("main").isExactlyInstanceOf(IOException.class);
  }

  @Test
  void cyclesOfCausesStayCycles() {
    Exception a = new Exception("a");
    Exception b = new Exception("b", a);
    a.initCause(b);

    Throwable copy = Failures.roundTrip(a);

    assertThat(copy.getCause()).hasMessage("b");
    assertThat(copy.getCause().getCause()).isSameAs(copy);
  }

  @Test
  void hugeMessagesAreCut() {
    byte[] bytes = Failures.encode(new IllegalStateException("x".repeat(10_000_000)));

    assertThat(bytes).hasSizeLessThan(400_000);
    assertThat(Failures.decode(bytes).getMessage())
        .hasSizeLessThan(70_000)
        .endsWith("more characters)");
  }

  @Test
  void deepStackTracesAreComplete() {
    StackOverflowError failure = overflow();

    byte[] bytes = Failures.encode(failure);

    assertThat(failure.getStackTrace().length).isEqualTo(1024);
    assertThat(Failures.shown(Failures.decode(bytes))).isEqualTo(Failures.shown(failure));
    assertThat(bytes).hasSizeLessThan(32_000);
  }

  @Test
  void endlessChainsAreCut() {
    Exception failure = new Exception("0");
    for (int i = 1; i < 10_000; i++) {
      failure = new Exception(Integer.toString(i), failure);
    }

    Throwable copy = Failures.roundTrip(failure);

    assertThat(copy).hasMessage("9999");
    assertThat(copy.getCause()).hasMessage("9998");
  }

  @Test
  void theExceptionItselfIsNotChanged() {
    IOException failure = new IOException("x", new Unserializable("y"));
    failure.addSuppressed(new RuntimeException("z"));
    StackTraceElement[] before = failure.getStackTrace();

    Failures.encode(failure);

    assertThat(failure.getStackTrace()).isEqualTo(before);
    assertThat(failure.getCause()).isInstanceOf(Unserializable.class);
    assertThat(failure.getSuppressed()).hasSize(1);
  }

  private static void assertSame(Throwable copy, Throwable failure) {
    assertThat(copy).hasSameClassAs(failure).hasToString(failure.toString());
    assertThat(copy.getMessage()).isEqualTo(failure.getMessage());
    assertThat(Failures.shown(copy)).isEqualTo(Failures.shown(failure));
    if (failure.getCause() == null) {
      assertThat(copy.getCause()).isNull();
    } else {
      assertSame(copy.getCause(), failure.getCause());
    }
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
}
