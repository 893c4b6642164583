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
 * @param cause index of its cause among the failure's nodes, or −1
 * @param suppressed indices of its suppressed exceptions
 * @param form what {@code javaForm} holds
 * @param javaForm the exception itself in Java's serialised form; empty if it has none
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares nodes or keeps the array
record FailureNode(
    String className,
    @Nullable String message,
    List<StackTraceElement> frames,
    int cause,
    List<Integer> suppressed,
    Form form,
    byte[] javaForm) {

  /** How much the Java form of an exception includes. */
  enum Form {
    /** The exception could not be serialised. */
    NONE,
    /** The exception without its stack trace, cause and suppressed exceptions. */
    ALONE,
    /** The exception with all it refers to, because it keeps causes in fields of its own. */
    WHOLE
  }

  void writeTo(DataOutputStream out) throws IOException {
    writeText(out, className);
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
    out.writeByte(form.ordinal());
    out.writeInt(javaForm.length);
    out.write(javaForm);
  }

  static FailureNode readFrom(DataInputStream in, int nodes) throws IOException {
    String className = readText(in);
    String message = in.readBoolean() ? readText(in) : null;
    List<StackTraceElement> frames = FrameTable.read(in);
    int cause = readIndex(in, nodes);
    int count = in.readUnsignedShort();
    List<Integer> suppressed = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      suppressed.add(readIndex(in, nodes));
    }
    int form = in.readUnsignedByte();
    if (form >= Form.values().length) {
      throw new IOException("unknown form " + form);
    }
    return new FailureNode(
        className,
        message,
        frames,
        cause,
        List.copyOf(suppressed),
        Form.values()[form],
        readBytes(in));
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
