package dev.baton.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.TaskDecodingException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Damaged and hostile bytes do no harm. */
class FailureCodecDamageTest {

  @Test
  void mutatedBytesGiveAFailureOrATaskDecodingException() {
    Random random = new Random(0xba70);
    IOException failure = new IOException("x", new SQLException("y", "state", 1));
    failure.addSuppressed(new SQLException("z"));
    byte[] bytes = Failures.encode(failure);
    for (int i = 0; i < 5_000; i++) {
      byte[] mutated = bytes.clone();
      for (int change = 0; change <= random.nextInt(3); change++) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
      }
      try {
        assertThat(Failures.decode(mutated)).isNotNull();
      } catch (TaskDecodingException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }

  @Test
  void truncatedBytesAreRefused() {
    byte[] bytes = Failures.encode(new IOException("x"));
    for (int length = 0; length < bytes.length; length++) {
      byte[] truncated = Arrays.copyOf(bytes, length);
      assertThatExceptionOfType(TaskDecodingException.class)
          .isThrownBy(() -> Failures.decode(truncated));
    }
  }

  @Test
  @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
  void setsWhoseHashCodesTakeForEverAreLeftOut() throws IOException {
    Throwable failure = Failures.decode(forged(NestedSets.sets(40, HashSet::new)));

    assertThat(failure).isExactlyInstanceOf(WithDetails.class).hasMessage("x");
    assertThat(((WithDetails) failure).details).isNull();
  }

  @Test
  @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
  void suchSetsDoNotHoldUpTheirSenderEither() {
    Throwable thrown = new WithDetails("x", NestedSets.sets(40, HashSet::new));

    assertThat(Failures.roundTrip(thrown)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void detailsOfOrdinarySizeTravel() {
    Throwable thrown = new WithDetails("x", NestedSets.sets(10, HashSet::new));

    assertThat(((WithDetails) Failures.roundTrip(thrown)).details).isInstanceOf(HashSet.class);
  }

  /** As no sender would write it that reads it first. */
  private static byte[] forged(Object details) throws IOException {
    WithDetails thrown = new WithDetails("x", details);
    List<String> names = List.of(WithDetails.class.getName(), "java.lang.IllegalStateException");
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    int head;
    try (ObjectOutputStream out = new ObjectOutputStream(form)) {
      out.writeObject("in place of the descriptors");
      out.flush();
      head = form.size();
      form.write(new byte[5 * names.size()]); // views
      out.writeObject(thrown);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new FailureNode(
            names, "x", List.of(), -1, List.of(), new FailureForm(form.toByteArray(), head, true))
        .writeTo(begun(bytes));
    return bytes.toByteArray();
  }

  /** A failure with something in a field. */
  private static final class WithDetails extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // what it holds is serialisable
    private final Object details;

    WithDetails(String message, Object details) {
      super(message);
      this.details = details;
    }
  }

  @Test
  void otherVersionIsNamed() {
    byte[] bytes = Failures.encode(new IOException("x"));
    bytes[0] = 1;

    assertThatExceptionOfType(TaskDecodingException.class)
        .isThrownBy(() -> Failures.decode(bytes))
        .withMessageContaining("version 1; this Baton reads version 2");
    assertThatExceptionOfType(TaskDecodingException.class)
        .isThrownBy(() -> FailureCodec.classNames(bytes));
  }

  @Test
  void namesOfClassesAreBounded() throws IOException {
    assertRefused(named(0, "a.B"), "0 names");
    assertRefused(named(65, "a.B"), "65 names");
    assertRefused(named(1, "a".repeat(65_536)), "the name of a class has 65536 bytes");
    assertRefused(claiming(Integer.MAX_VALUE), "bytes claimed");
    assertThat(FailureCodec.classNames(named(64, "a.B"))).hasSize(64);
  }

  @Test
  void namesBuildNothingThatIsNotAllowedOrNoException() throws IOException {
    for (String name :
        List.of(
            "java.lang.ProcessBuilder",
            "java.lang.Object",
            "java.rmi.RemoteException",
            "net.openhft.chronicle.core.io.ClosedIllegalStateException",
            "dev.baton.codec.FailurePart",
            "[Ljava.lang.Exception;",
            "int",
            "")) {
      assertThat(Failures.decode(whole(List.of("acme.X", name))))
          .isExactlyInstanceOf(dev.baton.RemoteTaskException.class)
          .hasMessage("acme.X: m");
    }
    assertThat(Failures.decode(whole(List.of("acme.X", "java.io.IOException"))))
        .isExactlyInstanceOf(IOException.class);
  }

  @Test
  void classesThatAreNotAllowedAreNotEvenLoaded() throws IOException {
    Set<String> loaded = new HashSet<>();
    ClassLoader loader =
        new ClassLoader(FailureCodecDamageTest.class.getClassLoader()) {
          @Override
          public Class<?> loadClass(String name) throws ClassNotFoundException {
            loaded.add(name);
            return super.loadClass(name);
          }
        };
    byte[] bytes = whole(List.of("java.rmi.ServerException", "java.rmi.RemoteException"));
    byte[] written = Failures.encode(new java.rmi.ServerException("x"));
    FailureCodec codec = new FailureCodec(AllowList.standard(), loader);

    assertThat(FailureCodec.classNames(written)).contains("java.rmi.RemoteException");
    assertThat(codec.decode(bytes)).isExactlyInstanceOf(dev.baton.RemoteTaskException.class);
    assertThat(codec.decode(written)).isExactlyInstanceOf(IOException.class);
    assertThat(loaded).contains("java.io.IOException").noneMatch(n -> n.startsWith("java.rmi."));
  }

  private static void assertRefused(byte[] bytes, String why) {
    assertThatExceptionOfType(TaskDecodingException.class)
        .isThrownBy(() -> Failures.decode(bytes))
        .withMessageContaining(why);
    assertThatExceptionOfType(TaskDecodingException.class)
        .isThrownBy(() -> FailureCodec.classNames(bytes))
        .withMessageContaining(why);
  }

  private static byte[] named(int count, String name) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = begun(bytes);
    out.writeByte(count);
    for (int i = 0; i < count; i++) {
      FailureNode.writeText(out, name);
    }
    return bytes.toByteArray();
  }

  private static byte[] claiming(int length) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = begun(bytes);
    out.writeByte(1);
    out.writeInt(length);
    return bytes.toByteArray();
  }

  private static byte[] whole(List<String> names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new FailureNode(names, "m", List.of(), -1, List.of(), FailureForm.NONE).writeTo(begun(bytes));
    return bytes.toByteArray();
  }

  private static DataOutputStream begun(ByteArrayOutputStream bytes) throws IOException {
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(2); // version
    out.writeByte(1); // failures
    return out;
  }
}
