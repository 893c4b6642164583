package dev.baton.codec.graph;

import java.io.Externalizable;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.io.ObjectOutput;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamException;
import java.io.ObjectStreamField;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Classes such as users write, that say how they are serialised. */
@SuppressWarnings({
  "BanSerializableRead",
  "ReferenceEquality",
  "UnusedMethod",
  "UnusedVariable",
  "serial",
  "unused"
})
final class SelfWritten {

  private SelfWritten() {}

  /** Its transient fields are written and read by itself. */
  interface Restores {}

  /** The fields by default, and then more. */
  static class WithExtra implements Serializable, Restores {
    int number = 1;
    @Nullable Object left;
    transient @Nullable Object extra;
    transient long count;
    transient @Nullable String text;

    private void writeObject(ObjectOutputStream out) throws IOException {
      out.defaultWriteObject();
      out.writeObject(extra);
      out.writeLong(count);
      out.writeUTF(text == null ? "" : text);
      out.writeObject(left);
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      extra = in.readObject();
      count = in.readLong();
      String read = in.readUTF();
      text = read.isEmpty() ? null : read;
      if (in.readObject() != left && !Facts.isBoxed(left)) {
        throw new InvalidObjectException("the same object came twice");
      }
    }
  }

  /** Nothing by default. */
  static final class ByHand implements Serializable, Restores {
    transient List<@Nullable Object> elements = new ArrayList<>();

    private void writeObject(ObjectOutputStream out) throws IOException {
      out.writeInt(elements.size());
      for (Object element : elements) {
        out.writeObject(element);
      }
      out.write(new byte[2_000]); // more than one block
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      elements = new ArrayList<>();
      for (int i = in.readInt(); i > 0; i--) {
        elements.add(in.readObject());
      }
      in.readFully(new byte[2_000]);
      if (in.read() != -1) {
        throw new InvalidObjectException("there is more than was written");
      }
    }
  }

  /** Fields of other names than the class has. */
  static final class OtherFields implements Serializable, Restores {
    private static final ObjectStreamField[] serialPersistentFields = {
      new ObjectStreamField("formerNumber", int.class),
      new ObjectStreamField("formerValue", Object.class),
      new ObjectStreamField("neverSet", long.class)
    };

    transient int number;
    transient @Nullable Object left;

    private void writeObject(ObjectOutputStream out) throws IOException {
      ObjectOutputStream.PutField fields = out.putFields();
      fields.put("formerNumber", number);
      fields.put("formerValue", left);
      out.writeFields();
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      ObjectInputStream.GetField fields = in.readFields();
      number = fields.get("formerNumber", -1);
      left = fields.get("formerValue", "absent");
    }
  }

  /** Writes what it does not read. */
  static final class Unread implements Serializable {
    int number = 7;
    @Nullable Object left;

    private void writeObject(ObjectOutputStream out) throws IOException {
      out.defaultWriteObject();
      out.writeUTF("not read");
      out.writeObject(new ArrayList<>(List.of("not read")));
    }
  }

  /** The first of three levels, of which two say how. */
  static class Level1 implements Serializable, Restores {
    transient @Nullable Object first;

    private void writeObject(ObjectOutputStream out) throws IOException {
      out.defaultWriteObject();
      out.writeObject(first);
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      first = in.readObject();
    }
  }

  static class Level2 extends Level1 {
    @Nullable Object second;
    double real = 0.5;
  }

  static final class Level3 extends Level2 {
    transient @Nullable Object third;

    private void writeObject(ObjectOutputStream out) throws IOException {
      out.defaultWriteObject();
      out.writeObject(third);
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      third = in.readObject();
    }
  }

  /** External form. */
  public static class External implements Externalizable, Restores {
    transient int number;
    @Nullable Object left;
    @Nullable Object right;

    public External() {}

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
      out.writeInt(number);
      out.writeObject(left);
      out.writeObject(right);
    }

    @Override
    public void readExternal(ObjectInput in) throws IOException, ClassNotFoundException {
      number = in.readInt();
      left = in.readObject();
      right = in.readObject();
    }
  }

  /** Goes by a proxy, and comes back as itself. */
  static final class Proxied implements Serializable {
    final @Nullable Object left;

    Proxied(@Nullable Object left) {
      this.left = left;
    }

    private Object writeReplace() {
      return new Proxy(left);
    }

    private void readObject(ObjectInputStream in) throws ObjectStreamException {
      throw new InvalidObjectException("comes by its proxy only");
    }
  }

  private static final class Proxy implements Serializable {
    final @Nullable Object held;

    Proxy(@Nullable Object held) {
      this.held = held;
    }

    private Object readResolve() {
      return new Proxied(held);
    }
  }

  /** Arrives as an object of another class. */
  static final class Replaced implements Serializable {
    final int number;

    Replaced(int number) {
      this.number = number;
    }

    /** What arrives. */
    UserTypes.Range standIn() {
      return new UserTypes.Range(number, number);
    }

    private Object writeReplace() {
      return standIn();
    }
  }

  /** Asks to be called when the whole graph is there. */
  static final class Validated implements Serializable {
    @Nullable Object left;

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.registerValidation(() -> {}, 1);
      in.defaultReadObject();
    }
  }

  /** Unshared: another object each time. */
  static final class Unshared implements Serializable, Restores {
    transient int[] numbers = {1, 2, 3};

    private void writeObject(ObjectOutputStream out) throws IOException {
      out.defaultWriteObject();
      out.writeUnshared(numbers);
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      numbers = (int[]) in.readUnshared();
    }
  }

  /** A list with a form of its own that is not that of ArrayList. */
  static final class History extends ArrayList<@Nullable Object> implements Restores {
    transient @Nullable Object last;

    private void writeObject(ObjectOutputStream out) throws IOException {
      out.defaultWriteObject();
      out.writeObject(last);
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      last = in.readObject();
    }
  }
}
