package dev.baton.codec.kryo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.codec.AllowList;
import dev.baton.codec.ClassListener;
import dev.baton.codec.Codec;
import dev.baton.codec.ReferenceType;
import dev.baton.codec.kryo.graph.RecordInput;
import java.io.Serializable;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Objects that travel by reference, of all the kinds that would otherwise travel in other ways. */
@SuppressWarnings({"serial", "UnusedVariable"}) // objects are there to be encoded
final class Handles {

  static final String NAME = "a name of exactly thirty bytes";

  static final ReferenceType<Handle> TYPE =
      new ReferenceType<>(Handle.class, Handles::toBytes, (bytes, _) -> new Opened(bytes));
  static final ReferenceType<Ticket> TICKETS =
      new ReferenceType<>(
          Ticket.class, ticket -> text(ticket.text), (bytes, _) -> new Ticket(text(bytes)));

  private Handles() {}

  static Codec codec(ReferenceType<?>... types) {
    return new KryoCodec(
        AllowList.standard(),
        Handles.class.getClassLoader(),
        List.of(types),
        ClassListener.NONE,
        RecordInput.LEAST_WINDOW);
  }

  /** On the heap and off it, which must not differ. */
  static @Nullable Object roundTrip(Codec codec, @Nullable Object value) {
    Object onHeap = codec.decode(codec.encodeToBytes(value));
    Object offHeap = OffHeap.roundTrip(codec, value);
    assertThat(codec.encodeToBytes(offHeap)).hasSameSizeAs(codec.encodeToBytes(onHeap));
    return offHeap;
  }

  static Handle throwing(RuntimeException failure) {
    return () -> {
      throw failure;
    };
  }

  static byte[] toBytes(Handle handle) {
    return text(handle.name());
  }

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  interface Handle {
    String name();
  }

  record Opened(String name) implements Handle, AutoCloseable {
    Opened(byte[] bytes) {
      this(text(bytes));
    }

    @Override
    public void close() {}
  }

  record Refused(Socket socket) implements Handle {
    @Override
    public String name() {
      return "refused";
    }
  }

  enum Constant implements Handle {
    ONLY
  }

  /** Would go by Java's serialisation. */
  static final class Custom implements Handle, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
      return "custom";
    }

    private Object readResolve() {
      throw new AssertionError("not by Java's serialisation");
    }
  }

  static class Ticket {
    final String text;

    Ticket(String text) {
      this.text = text;
    }
  }

  record Holder(Handle handle, Ticket ticket) {}

  /** Goes by Java's serialisation, for its superclass. */
  static final class HandleList extends ArrayList<String> {
    private static final long serialVersionUID = 1L;
    private final @Nullable Handle handle;

    HandleList(@Nullable Handle handle) {
      this.handle = handle;
    }

    @Nullable Handle handle() {
      return handle;
    }
  }
}
