package dev.baton.codec;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One exception of a failure as it travels.
 *
 * @param classNames the names of its class and superclasses, its own first, at most {@value
 *     #MOST_NAMES}
 * @param cause index of its cause among the failure's nodes, or −1
 * @param suppressed indices of its suppressed exceptions
 * @param form the exception itself
 */
record FailureNode(
    List<String> classNames,
    @Nullable String message,
    List<StackTraceElement> frames,
    int cause,
    List<Integer> suppressed,
    FailureForm form) {

  static final int MOST_NAMES = 64;

  /** How many characters of the message are kept if a failure is too large to travel whole. */
  private static final int SHORT_MESSAGE = 200;

  /** The longest class name, in bytes; the JVM allows none that is longer. */
  private static final int LONGEST_NAME = 65_535;

  void writeTo(DataOutputStream out) throws IOException {
    out.writeByte(classNames.size());
    for (String name : classNames) {
      writeText(out, name);
    }
    out.writeBoolean(message != null);
    if (message != null) {
      writeText(out, message);
    }
    FrameTable.write(out, frames);
    out.writeShort(cause);
    out.writeShort(suppressed.size());
    for (int index : suppressed) {
      out.writeShort(index);
    }
    out.writeBoolean(form.whole());
    out.writeInt(form.head());
    out.writeInt(form.bytes().length);
    out.write(form.bytes());
  }

  static FailureNode readFrom(DataInputStream in, int nodes) throws IOException {
    List<String> classNames = readNames(in);
    String message = in.readBoolean() ? readText(in) : null;
    List<StackTraceElement> frames = FrameTable.read(in);
    int cause = readIndex(in, nodes);
    int count = in.readUnsignedShort();
    List<Integer> suppressed = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      suppressed.add(readIndex(in, nodes));
    }
    boolean whole = in.readBoolean();
    int head = in.readInt();
    return new FailureNode(
        classNames,
        message,
        frames,
        cause,
        List.copyOf(suppressed),
        new FailureForm(readBytes(in), head, whole));
  }

  /** Reads the beginning of a node. */
  static List<String> readNames(DataInputStream in) throws IOException {
    int count = in.readUnsignedByte();
    if (count == 0 || count > MOST_NAMES) {
      throw new IOException(count + " names of classes");
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] name = readBytes(in);
      if (name.length > LONGEST_NAME) {
        throw new IOException("the name of a class has " + name.length + " bytes");
      }
      names.add(new String(name, StandardCharsets.UTF_8));
    }
    return List.copyOf(names);
  }

  /** The same node without the exception itself. */
  FailureNode described() {
    return new FailureNode(classNames, message, frames, cause, suppressed, FailureForm.NONE);
  }

  /** The minimal description. */
  FailureNode named() {
    String begin =
        message == null ? null : message.substring(0, Math.min(message.length(), SHORT_MESSAGE));
    return new FailureNode(classNames, begin, List.of(), cause, suppressed, FailureForm.NONE);
  }

  private static int readIndex(DataInputStream in, int nodes) throws IOException {
    int index = in.readShort();
    if (index < -1 || index >= nodes) {
      throw new IOException("part " + index + " of " + nodes);
    }
    return index;
  }

  static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static String readText(DataInputStream in) throws IOException {
    return new String(readBytes(in), StandardCharsets.UTF_8);
  }

  private static byte[] readBytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new EOFException(length + " bytes claimed, " + in.available() + " there");
    }
    return in.readNBytes(length);
  }
}
