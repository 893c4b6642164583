package dev.baton.codec.kryo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.TaskDecodingException;
import dev.baton.TaskEncodingException;
import dev.baton.codec.AllowList;
import dev.baton.codec.Codec;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What cannot travel is refused, with its place, the reason and advice; and what must not be read
 * is not.
 */
@SuppressWarnings({"UnusedNestedClass", "UnusedVariable"}) // objects are there to be encoded
class KryoCodecRefusalTest {

  private static final ClassLoader LOADER = KryoCodecRefusalTest.class.getClassLoader();

  private final Codec codec = new KryoCodec(AllowList.standard(), LOADER);

  static Stream<Object> cannotTravel() {
    return Stream.of(
        new Thread(),
        new Socket(),
        InputStream.nullInputStream(),
        new ByteArrayInputStream(new byte[0]),
        ClassLoader.getSystemClassLoader(),
        ForkJoinPool.commonPool(),
        Stream.of(1),
        new ThreadLocal<>(),
        new ProcessBuilder("x"),
        Runtime.getRuntime(),
        LOADER,
        java.lang.reflect.Proxy.newProxyInstance(
            LOADER, new Class<?>[] {Runnable.class}, (proxy, method, args) -> null),
        List.of(1).iterator());
  }

  @ParameterizedTest
  @MethodSource("cannotTravel")
  void thingsOfThisProcessAreRefused(Object thing) {
    assertThatExceptionOfType(TaskEncodingException.class)
        .isThrownBy(() -> codec.encodeToBytes(thing))
        .withMessageContaining("cannot be serialised: ");
  }

  @Test
  void pathNamesFieldsIndicesAndKeys() {
    Customer customer = new Customer();
    customer.connection = new Socket();
    Order order = new Order();
    order.customer = customer;

    assertPath(order, "KryoCodecRefusalTest.Order.customer.connection");
    assertPath(List.of(1, order), "ImmutableCollections.List12[1].customer.connection");
    assertPath(
        new HashMap<>(Map.of("key", Optional.of(order))),
        "HashMap[\"key\"].get().customer.connection");
    assertPath(new Object[] {null, order}, "Object[][1].customer.connection");
  }

  @Test
  void messageNamesHolderAndCulpritAndSaysWhatToDo() {
    Customer customer = new Customer();
    customer.connection = new Socket();

    assertThatExceptionOfType(TaskEncodingException.class)
        .isThrownBy(() -> codec.encodeToBytes(customer))
        .withMessage(
            "KryoCodecRefusalTest.Customer.connection"
                + " (dev.baton.codec.kryo.KryoCodecRefusalTest$Customer → java.net.Socket)"
                + " cannot be serialised: what is open here is not open in another process."
                + " Make it inside the task, or mark the field that holds it transient.");
  }

  @Test
  void fieldOfJavaSerialisedObjectIsFoundToo() {
    SerialList list = new SerialList();
    list.customer = new Customer();
    list.customer.connection = new Socket();

    assertThatExceptionOfType(TaskEncodingException.class)
        .isThrownBy(() -> codec.encodeToBytes(new Object[] {list}))
        .satisfies(e -> assertThat(e.path()).isEqualTo("Object[][0].customer.connection"));
  }

  @Test
  void codecWorksAfterAFailure() {
    for (int i = 0; i < 100; i++) {
      assertThatExceptionOfType(TaskEncodingException.class)
          .isThrownBy(() -> codec.encodeToBytes(List.of("x", new Thread())));
      assertThat(codec.decode(codec.encodeToBytes(List.of("x")))).isEqualTo(List.of("x"));
    }
  }

  @Test
  void tooDeepNestingIsAnErrorNotACrash() {
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      list = new ArrayList<>(List.of(list));
    }
    List<Object> deep = list;

    assertThatExceptionOfType(TaskEncodingException.class)
        .isThrownBy(() -> codec.encodeToBytes(deep))
        .withMessageContaining("nested too deeply");
  }

  @Test
  void refusedClassIsNeitherInitialisedNorLoadedWhenRead() {
    byte[] record = codec.encodeToBytes(new Trap());
    assertThat(Sprung.SPRUNG).isTrue();
    Sprung.SPRUNG.set(false);
    // Same length, another name: a library's class that would spring the trap when initialised.
    byte[] hostile =
        renamed(
            record, Trap.class.getName(), "ognl." + "x".repeat(Trap.class.getName().length() - 5));
    AtomicBoolean asked = new AtomicBoolean();
    ClassLoader watching =
        new ClassLoader(LOADER) {
          @Override
          protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            asked.compareAndSet(false, name.startsWith("ognl."));
            return super.loadClass(name, resolve);
          }
        };

    assertThatExceptionOfType(TaskDecodingException.class)
        .isThrownBy(() -> new KryoCodec(AllowList.standard(), watching).decode(hostile))
        .withMessageContaining("ognl.xxx")
        .withMessageContaining("-Dbaton.allow=ognl.xxx");
    assertThat(asked).isFalse();
  }

  @Test
  void unknownClassIsNamed() {
    byte[] record = codec.encodeToBytes(new Customer());
    byte[] other = renamed(record, "Customer", "Custamer");

    assertThatExceptionOfType(TaskDecodingException.class)
        .isThrownBy(() -> codec.decode(other))
        .withMessageContaining("KryoCodecRefusalTest$Custamer is unknown in this process");
  }

  @Test
  void classWithOtherFieldsIsToldApart() {
    byte[] record = codec.encodeToBytes(new Version1());
    byte[] other = renamed(record, "Version1", "Version2");

    assertThatExceptionOfType(TaskDecodingException.class)
        .isThrownBy(() -> codec.decode(other))
        .withMessageContaining("has different fields here")
        .withMessageContaining("same version of its jar");
  }

  @Test
  void recordOfAnotherFormatVersionIsRefused() {
    byte[] record = codec.encodeToBytes("x");
    record[0] = 9;

    assertThatExceptionOfType(TaskDecodingException.class)
        .isThrownBy(() -> codec.decode(record))
        .withMessageContaining("version 9");
  }

  private void assertPath(Object root, String path) {
    assertThatExceptionOfType(TaskEncodingException.class)
        .isThrownBy(() -> codec.encodeToBytes(root))
        .satisfies(e -> assertThat(e.path()).isEqualTo(path));
  }

  /** The record with another name in it, of the same length. */
  private static byte[] renamed(byte[] record, String from, String to) {
    assertThat(to).hasSameSizeAs(from);
    String text = new String(record, StandardCharsets.ISO_8859_1);
    assertThat(text).contains(from);
    return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static final class Order {
    private Customer customer;
  }

  private static final class Customer {
    private String name;
    private Socket connection;
  }

  @SuppressWarnings("serial")
  private static final class SerialList extends ArrayList<String> {
    private static final long serialVersionUID = 1L;
    private Customer customer;
  }

  private static final class Version1 {
    private int a;
  }

  private static final class Version2 {
    private int b;
  }

  private static final class Sprung {
    static final AtomicBoolean SPRUNG = new AtomicBoolean();
  }

  private static final class Trap {
    static {
      Sprung.SPRUNG.set(true);
    }
  }
}
