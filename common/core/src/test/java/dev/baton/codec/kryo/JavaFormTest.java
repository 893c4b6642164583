package dev.baton.codec.kryo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.TaskDecodingException;
import dev.baton.TaskEncodingException;
import dev.baton.codec.AllowList;
import dev.baton.codec.Codec;
import java.io.EOFException;
import java.io.Externalizable;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.io.ObjectOutput;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamField;
import java.io.OptionalDataException;
import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Classes that say how they want to be serialised are written so, as part of the whole graph. */
@SuppressWarnings({
  "UnusedVariable",
  "UnusedMethod",
  "serial"
}) // for serialisation, also what it refuses
class JavaFormTest {

  private final Codec codec =
      new KryoCodec(AllowList.standard(), JavaFormTest.class.getClassLoader());

  @Test
  void whatAClassWritesBesideItsFieldsComesBack() {
    Everything copy = roundTrip(new Everything("a", 7));

    assertThat(copy.name).isEqualTo("a");
    assertThat(copy.number).isEqualTo(7);
    assertThat(copy.read)
        .containsExactly(
            true, (byte) -2, (short) -3, 'c', 4, 5L, 6f, 7d, "utf", List.of("x"), "bytes", "chars");
  }

  @Test
  void manyBytesAreOneStretchForTheReader() {
    Bytes bytes = new Bytes();
    bytes.data = new byte[1_000];
    for (int i = 0; i < bytes.data.length; i++) {
      bytes.data[i] = (byte) i;
    }

    assertThat(roundTrip(bytes).data).isEqualTo(bytes.data);
  }

  @Test
  void objectsAreSharedWithTheRestOfTheGraph() {
    List<String> shared = new ArrayList<>(List.of("s"));
    Box box = new Box(shared);

    Object[] copy = roundTrip(new Object[] {shared, box, new Box(box)});

    assertThat(((Box) copy[1]).content).isSameAs(copy[0]);
    assertThat(((Box) copy[2]).content).isSameAs(copy[1]);
  }

  @Test
  void cycleThroughSuchAnObjectStaysACycle() {
    Box box = new Box(null);
    box.content = new ArrayList<Object>(List.of(box));

    Box copy = roundTrip(box);

    assertThat(((List<?>) copy.content).getFirst()).isSameAs(copy);
  }

  @Test
  void objectsThatAClassDoesNotReadAreThereForTheOthers() {
    List<String> shared = new ArrayList<>(List.of("s"));

    Object[] copy = roundTrip(new Object[] {new Forgetful(shared), shared, "end"});

    assertThat(copy[1]).isEqualTo(shared);
    assertThat(copy[2]).isEqualTo("end");
  }

  @Test
  void readerThatAsksForMoreSeesTheEnd() {
    Greedy copy = roundTrip(new Greedy());

    assertThat(copy.atByte).isInstanceOf(EOFException.class);
    assertThat(copy.atObject)
        .isInstanceOfSatisfying(OptionalDataException.class, end -> assertThat(end.eof).isTrue());
    assertThat(copy.beforeBytes)
        .isInstanceOfSatisfying(
            OptionalDataException.class, bytes -> assertThat(bytes.length).isEqualTo(4));
  }

  @Test
  void objectsThatReplaceThemselvesArriveAsWhatTheyGave() {
    Handle handle = new Handle();

    Object[] copy = roundTrip(new Object[] {handle, handle, new LazyHolder(handle)});

    assertThat(copy[0]).isInstanceOf(Value.class).isSameAs(copy[1]);
    assertThat(((LazyHolder) copy[2]).lazy).isSameAs(copy[0]);
  }

  @Test
  void objectsThatReplaceThemselvesByOneOfTheirClassArriveAsThat() {
    assertThat(roundTrip(new Trimmed("  x ")).text).isEqualTo("x");
  }

  @Test
  void objectThatReplacesItselfByNothingArrivesAsNothing() {
    Object[] copy = roundTrip(new Object[] {new Nothing(), "x", new Nothing()});

    assertThat(copy).containsExactly(null, "x", null);
  }

  @Test
  void whatAFieldCannotHoldIsRefusedBeforeItIsSent() {
    assertThatExceptionOfType(TaskEncodingException.class)
        .isThrownBy(() -> codec.encodeToBytes(new HandleHolder(new Handle())))
        .withMessageContaining("JavaFormTest.HandleHolder.handle")
        .withMessageContaining("travels as a dev.baton.codec.kryo.JavaFormTest$Value")
        .withMessageContaining("cannot hold");
  }

  @Test
  void readResolveHasTheLastWordForAllWhoRefer() {
    Object[] copy = roundTrip(new Object[] {Single.ONLY, new Box(Single.ONLY)});

    assertThat(copy[0]).isSameAs(Single.ONLY);
    assertThat(((Box) copy[1]).content).isSameAs(Single.ONLY);
  }

  @Test
  void recordsMayReplaceThemselvesToo() {
    assertThat(this.<Object>roundTrip(new Wide(3))).isEqualTo(new Wide(4));
  }

  @Test
  void fieldsThatAClassNamesAreTheOnlyOnes() {
    Chosen chosen = new Chosen();
    chosen.kept = "kept";
    chosen.left = "left";

    Chosen copy = roundTrip(chosen);

    assertThat(copy.kept).isEqualTo("kept");
    assertThat(copy.left).isNull();
  }

  @Test
  void constructorOfTheFirstSuperclassThatIsNotSerializableRuns() {
    Derived derived = new Derived();
    derived.base = "changed";
    derived.own = "own";

    Derived copy = roundTrip(derived);

    assertThat(copy.base).isEqualTo("initial");
    assertThat(copy.own).isEqualTo("own");
  }

  @Test
  void externalizableObjectsWriteAndReadThemselves() {
    assertThat(roundTrip(new External("e")).text).isEqualTo("e");
  }

  @Test
  void classThatNobodyCouldReadIsRefusedBeforeItIsSent() {
    assertThatExceptionOfType(TaskEncodingException.class)
        .isThrownBy(() -> codec.encodeToBytes(new NoConstructor(1)))
        .withMessageContaining("no public constructor without parameters");
    assertThatExceptionOfType(TaskEncodingException.class)
        .isThrownBy(() -> codec.encodeToBytes(new Orphan()))
        .withMessageContaining("no constructor without parameters that it can call");
  }

  @Test
  void whatAClassThrowsIsTheCause() {
    assertThatExceptionOfType(TaskEncodingException.class)
        .isThrownBy(() -> codec.encodeToBytes(List.of(new Failing(new AssertionError("w"), null))))
        .satisfies(e -> assertThat(e).hasRootCauseInstanceOf(AssertionError.class));
    assertThatExceptionOfType(TaskEncodingException.class)
        .isThrownBy(
            () -> codec.encodeToBytes(new Failing(new NotSerializableException("no"), null)))
        .withMessageContaining("refuses to be serialised (no)");
    byte[] record = codec.encodeToBytes(new Failing(null, new AssertionError("r")));
    assertThatExceptionOfType(TaskDecodingException.class)
        .isThrownBy(() -> codec.decode(record))
        .satisfies(e -> assertThat(e).hasRootCauseInstanceOf(AssertionError.class));
    assertThatExceptionOfType(OutOfMemoryError.class)
        .isThrownBy(() -> codec.encodeToBytes(new Failing(new OutOfMemoryError("w"), null)));
    byte[] large = codec.encodeToBytes(new Failing(null, new OutOfMemoryError("r")));
    assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> codec.decode(large));
    assertThat(this.<Object>roundTrip("works on")).isEqualTo("works on");
  }

  @Test
  void validationsRunWhenTheWholeGraphIsThere() {
    Validated first = new Validated();
    first.other = new Validated();
    first.other.other = first;

    Validated copy = roundTrip(first);

    assertThat(copy.validated && copy.other.validated).isTrue();
    first.acceptable = false;
    byte[] record = codec.encodeToBytes(first);
    assertThatThrownBy(() -> codec.decode(record))
        .isInstanceOf(TaskDecodingException.class)
        .hasMessageContaining("not acceptable");
  }

  @Test
  void unsharedObjectsAreNobodyElses() {
    List<String> own = new ArrayList<>(List.of("x"));

    Object[] copy = roundTrip(new Object[] {own, new Unshared(own)});

    assertThat(((Unshared) copy[1]).own).isEqualTo(own).isNotSameAs(copy[0]);
  }

  @SuppressWarnings("unchecked")
  private <T> T roundTrip(T value) {
    return (T) codec.decode(codec.encodeToBytes(value));
  }

  private static final class Everything implements Serializable {
    @Serial private static final long serialVersionUID = 1L;
    private final String name;
    private final int number;
    private transient List<Object> read = List.of();

    Everything(String name, int number) {
      this.name = name;
      this.number = number;
    }

    @Serial
    private void writeObject(ObjectOutputStream out) throws IOException {
      out.writeBoolean(true);
      out.defaultWriteObject();
      out.writeByte(-2);
      out.writeShort(-3);
      out.writeChar('c');
      out.writeInt(4);
      out.writeLong(5);
      out.writeFloat(6);
      out.writeDouble(7);
      out.writeUTF("utf");
      out.writeObject(new ArrayList<>(List.of("x")));
      out.writeBytes("bytes");
      out.writeChars("chars");
    }

    @Serial
    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      read = new ArrayList<>();
      read.add(in.readBoolean());
      in.defaultReadObject();
      read.add(in.readByte());
      read.add(in.readShort());
      read.add(in.readChar());
      read.add(in.readInt());
      read.add(in.readLong());
      read.add(in.readFloat());
      read.add(in.readDouble());
      read.add(in.readUTF());
      read.add(in.readObject());
      byte[] bytes = new byte[5];
      in.readFully(bytes);
      read.add(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1));
      StringBuilder chars = new StringBuilder();
      for (int i = 0; i < 5; i++) {
        chars.append(in.readChar());
      }
      read.add(chars.toString());
    }
  }

  private static final class Bytes implements Serializable {
    @Serial private static final long serialVersionUID = 1L;
    private transient byte[] data = {};

    @Serial
    private void writeObject(ObjectOutputStream out) throws IOException {
      out.writeInt(data.length);
      for (int i = 0; i < 300; i++) {
        out.writeByte(data[i]);
      }
      out.write(data, 300, data.length - 300);
    }

    @Serial
    private void readObject(ObjectInputStream in) throws IOException {
      data = new byte[in.readInt()];
      in.readFully(data);
    }
  }

  private static class Box implements Serializable {
    @Serial private static final long serialVersionUID = 1L;
    @Nullable Object content;

    Box(@Nullable Object content) {
      this.content = content;
    }

    @Serial
    private void writeObject(ObjectOutputStream out) throws IOException {
      out.defaultWriteObject();
    }
  }

  private static final class Forgetful implements Serializable {
    @Serial private static final long serialVersionUID = 1L;
    private final transient Object forgotten;

    Forgetful(Object forgotten) {
      this.forgotten = forgotten;
    }

    @Serial
    private void writeObject(ObjectOutputStream out) throws IOException {
      out.defaultWriteObject();
      out.writeInt(1);
      out.writeObject(forgotten);
      out.writeInt(2);
    }

    @Serial
    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
    }
  }

  private static final class Greedy implements Serializable {
    @Serial private static final long serialVersionUID = 1L;
    private transient @Nullable IOException beforeBytes;
    private transient @Nullable IOException atByte;
    private transient @Nullable IOException atObject;

    @Serial
    private void writeObject(ObjectOutputStream out) throws IOException {
      out.writeInt(1);
    }

    @Serial
    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      beforeBytes = problem(in::readObject);
      in.readInt();
      atByte = problem(in::readByte);
      atObject = problem(in::readObject);
    }

    private interface Read {
      Object run() throws IOException, ClassNotFoundException;
    }

    private static IOException problem(Read read) throws ClassNotFoundException {
      try {
        return new IOException("read " + read.run());
      } catch (IOException e) {
        return e;
      }
    }
  }

  private interface Lazy {}

  private static final class Handle implements Lazy, Serializable {
    @Serial private static final long serialVersionUID = 1L;

    @Serial
    private Object writeReplace() {
      return new Value(42);
    }
  }

  private static final class Value implements Lazy, Serializable {
    @Serial private static final long serialVersionUID = 1L;
    private final int value;

    Value(int value) {
      this.value = value;
    }
  }

  private static final class LazyHolder {
    private final Lazy lazy;

    LazyHolder(Lazy lazy) {
      this.lazy = lazy;
    }
  }

  private static final class HandleHolder {
    private final Handle handle;

    HandleHolder(Handle handle) {
      this.handle = handle;
    }
  }

  private static final class Trimmed implements Serializable {
    @Serial private static final long serialVersionUID = 1L;
    private final String text;

    Trimmed(String text) {
      this.text = text;
    }

    @Serial
    private Object writeReplace() {
      return new Trimmed(text.strip());
    }
  }

  private static final class Nothing implements Serializable {
    @Serial private static final long serialVersionUID = 1L;

    @Serial
    @SuppressWarnings("NullAway") // java.io allows it
    private Object writeReplace() {
      return null;
    }
  }

  private static final class Single implements Serializable {
    @Serial private static final long serialVersionUID = 1L;
    private static final Single ONLY = new Single();

    @Serial
    private Object readResolve() {
      return ONLY;
    }
  }

  private record Wide(int width) implements Serializable {
    @Serial
    private Object writeReplace() {
      return new Narrow(width);
    }
  }

  private record Narrow(int width) implements Serializable {
    @Serial
    private Object readResolve() {
      return new Wide(width + 1);
    }
  }

  private static final class Chosen implements Serializable {
    @Serial private static final long serialVersionUID = 1L;

    @Serial
    private static final ObjectStreamField[] serialPersistentFields = {
      new ObjectStreamField("kept", String.class)
    };

    private @Nullable String kept;
    private @Nullable String left;
  }

  private static class Base {
    String base = "initial";

    Base() {}
  }

  private static final class Derived extends Base implements Serializable {
    @Serial private static final long serialVersionUID = 1L;
    private String own = "";

    @Serial
    private void writeObject(ObjectOutputStream out) throws IOException {
      out.defaultWriteObject();
    }
  }

  /** Public, as the specification wants it. */
  public static final class External implements Externalizable {
    @Serial private static final long serialVersionUID = 1L;
    private String text = "";

    /** For serialisation. */
    public External() {}

    External(String text) {
      this.text = text;
    }

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
      out.writeUTF(text);
    }

    @Override
    public void readExternal(ObjectInput in) throws IOException {
      text = in.readUTF();
    }
  }

  private static final class NoConstructor implements Externalizable {
    @Serial private static final long serialVersionUID = 1L;

    NoConstructor(int ignored) {}

    @Override
    public void writeExternal(ObjectOutput out) {}

    @Override
    public void readExternal(ObjectInput in) {}
  }

  private static class Parent {
    Parent(int ignored) {}
  }

  private static final class Orphan extends Parent implements Serializable {
    @Serial private static final long serialVersionUID = 1L;

    Orphan() {
      super(1);
    }

    @Serial
    private void writeObject(ObjectOutputStream out) throws IOException {
      out.defaultWriteObject();
    }
  }

  private static final class Failing implements Serializable {
    @Serial private static final long serialVersionUID = 1L;
    private final transient @Nullable Throwable writing;
    private final @Nullable Throwable reading;

    Failing(@Nullable Throwable writing, @Nullable Throwable reading) {
      this.writing = writing;
      this.reading = reading;
    }

    @Serial
    private void writeObject(ObjectOutputStream out) throws IOException {
      fail(writing);
      out.defaultWriteObject();
    }

    @Serial
    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      fail(reading);
    }

    private static void fail(@Nullable Throwable failure) throws IOException {
      if (failure instanceof IOException checked) {
        throw checked;
      }
      if (failure instanceof Error error) {
        throw error;
      }
    }
  }

  private static final class Validated implements Serializable {
    @Serial private static final long serialVersionUID = 1L;
    private boolean acceptable = true;
    private transient boolean validated;
    private @Nullable Validated other;

    @Serial
    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.registerValidation(this::validate, 0);
      in.defaultReadObject();
    }

    private void validate() throws InvalidObjectException {
      if (!acceptable) {
        throw new InvalidObjectException("not acceptable");
      }
      validated = other != null && other.other == this;
    }
  }

  private static final class Unshared implements Serializable {
    @Serial private static final long serialVersionUID = 1L;
    private transient Object own;

    Unshared(Object own) {
      this.own = own;
    }

    @Serial
    private void writeObject(ObjectOutputStream out) throws IOException {
      out.writeUnshared(own);
    }

    @Serial
    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      own = in.readUnshared();
    }
  }
}
