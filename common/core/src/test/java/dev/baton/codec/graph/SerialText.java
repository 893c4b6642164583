package dev.baton.codec.graph;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.ObjectStreamConstants;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The form that Java's serialisation gives an object, as text, so that two can be compared and
 * read. Objects are numbered as they are met; texts and boxed values are shown in full each time,
 * because it does not matter which of several equal ones is meant.
 */
final class SerialText {

  private static final Set<String> BOXES =
      Set.of(
          "java.lang.Boolean",
          "java.lang.Byte",
          "java.lang.Character",
          "java.lang.Double",
          "java.lang.Float",
          "java.lang.Integer",
          "java.lang.Long",
          "java.lang.Short");

  /** How full they are, and their capacities, are of no interest to programs. */
  private static final Set<String> HASHED = Set.of("java.util.HashMap", "java.util.HashSet");

  /** Their text is known; their capacity is of no interest. */
  private static final Set<String> BUILDERS =
      Set.of("java.lang.StringBuilder", "java.lang.StringBuffer");

  /** A class of the stream. */
  private record Type(String name, int flags, List<Slot> slots, @Nullable Type superclass) {}

  private record Slot(char kind, String name) {}

  private final DataInputStream in;
  private final List<Object> handles = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private int objects;

  private SerialText(byte[] bytes) {
    in = new DataInputStream(new ByteArrayInputStream(bytes));
  }

  /** The serial form of an object. */
  static String of(@Nullable Object object) {
    try {
      return ofBytes(JavaSerialisation.write(object));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String ofBytes(byte[] bytes) {
    SerialText reader = new SerialText(bytes);
    try {
      reader.in.readInt();
      while (reader.in.available() > 0) {
        reader.content(reader.in.readByte());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return reader.text.toString();
  }

  private void content(byte tag) throws IOException {
    switch (tag) {
      case ObjectStreamConstants.TC_NULL -> text.append("null");
      case ObjectStreamConstants.TC_REFERENCE ->
          text.append(handles.get(in.readInt() - ObjectStreamConstants.baseWireHandle));
      case ObjectStreamConstants.TC_STRING -> text(in.readUTF());
      case ObjectStreamConstants.TC_LONGSTRING -> {
        in.readLong();
        throw new IOException("texts of this length are not for tests");
      }
      case ObjectStreamConstants.TC_CLASS -> {
        Type type = type();
        handles.add("class " + type.name);
        text.append("class ").append(type.name);
      }
      case ObjectStreamConstants.TC_ENUM -> constant();
      case ObjectStreamConstants.TC_ARRAY -> array();
      case ObjectStreamConstants.TC_OBJECT -> object();
      case ObjectStreamConstants.TC_BLOCKDATA -> block(in.readUnsignedByte());
      case ObjectStreamConstants.TC_BLOCKDATALONG -> block(in.readInt());
      default -> throw new IOException("unknown tag " + tag);
    }
  }

  private void text(String value) {
    String shown = '"' + value + '"';
    handles.add(shown);
    text.append(shown);
  }

  private void constant() throws IOException {
    Type type = type();
    int handle = handles.size();
    handles.add("");
    int start = text.length();
    text.append(type.name).append('.');
    content(in.readByte());
    handles.set(handle, text.substring(start));
  }

  private void array() throws IOException {
    Type type = type();
    String number = "#" + ++objects;
    handles.add(number);
    text.append(number).append(' ').append(type.name).append(" {");
    for (int i = in.readInt(); i > 0; i--) {
      value(type.name.charAt(1));
      text.append(' ');
    }
    text.append('}');
  }

  private void object() throws IOException {
    Type type = type();
    boolean boxed = BOXES.contains(type.name);
    String number = boxed ? "" : "#" + ++objects + " ";
    int handle = handles.size();
    handles.add(number);
    int start = text.length();
    text.append(number).append(type.name).append(" {");
    levels(type);
    text.append('}');
    if (boxed) {
      handles.set(handle, text.substring(start));
    }
  }

  private void levels(Type type) throws IOException {
    if (type.superclass != null) {
      levels(type.superclass);
    }
    text.append('\n').append(type.name).append(": ");
    int start = text.length();
    if ((type.flags & ObjectStreamConstants.SC_EXTERNALIZABLE) != 0) {
      annotations(false);
      return;
    }
    for (Slot slot : type.slots) {
      text.append(slot.name).append('=');
      value(slot.kind);
      text.append(' ');
    }
    boolean hashed = HASHED.contains(type.name);
    if (hashed) {
      text.setLength(start);
    }
    if ((type.flags & ObjectStreamConstants.SC_WRITE_METHOD) != 0) {
      annotations(hashed);
    }
    if (BUILDERS.contains(type.name)) {
      text.setLength(start);
    }
  }

  private void annotations(boolean withoutBytes) throws IOException {
    byte tag = in.readByte();
    while (tag != ObjectStreamConstants.TC_ENDBLOCKDATA) {
      int start = text.length();
      text.append(" + ");
      content(tag);
      if (withoutBytes && tag == ObjectStreamConstants.TC_BLOCKDATA) {
        text.setLength(start);
      }
      tag = in.readByte();
    }
  }

  private void block(int length) throws IOException {
    for (int i = 0; i < length; i++) {
      text.append(Integer.toHexString(in.readUnsignedByte())).append('.');
    }
  }

  private void value(char kind) throws IOException {
    switch (kind) {
      case 'B' -> text.append(in.readByte());
      case 'C' -> text.append((int) in.readChar());
      case 'D' -> text.append(in.readDouble());
      case 'F' -> text.append(in.readFloat());
      case 'I' -> text.append(in.readInt());
      case 'J' -> text.append(in.readLong());
      case 'S' -> text.append(in.readShort());
      case 'Z' -> text.append(in.readBoolean());
      default -> content(in.readByte());
    }
  }

  private @Nullable Type type() throws IOException {
    byte tag = in.readByte();
    return switch (tag) {
      case ObjectStreamConstants.TC_NULL -> null;
      case ObjectStreamConstants.TC_REFERENCE ->
          (Type) handles.get(in.readInt() - ObjectStreamConstants.baseWireHandle);
      case ObjectStreamConstants.TC_CLASSDESC -> newType();
      default -> throw new IOException("no class: " + tag);
    };
  }

  private Type newType() throws IOException {
    String name = in.readUTF();
    in.readLong();
    int handle = handles.size();
    handles.add(name);
    int flags = in.readUnsignedByte();
    List<Slot> slots = new ArrayList<>();
    for (int i = in.readUnsignedShort(); i > 0; i--) {
      char kind = (char) in.readUnsignedByte();
      slots.add(new Slot(kind, in.readUTF()));
      if (kind == 'L' || kind == '[') {
        int length = text.length();
        content(in.readByte()); // the type of the field
        text.setLength(length);
      }
    }
    annotations(false);
    Type type = new Type(name, flags, slots, type());
    handles.set(handle, type);
    return type;
  }
}
