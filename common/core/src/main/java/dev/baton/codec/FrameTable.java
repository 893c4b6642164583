package dev.baton.codec;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes stack traces: each class, method and file name once, however deep the recursion. */
final class FrameTable {

  /** The JVM itself keeps no more by default (MaxJavaStackTraceDepth). */
  static final int MOST_FRAMES = 1_024;

  /** A frame is five indices and a line number. */
  private static final int BYTES_PER_FRAME = 5 * Short.BYTES + Integer.BYTES;

  private FrameTable() {}

  static void write(DataOutputStream out, List<StackTraceElement> frames) throws IOException {
    List<StackTraceElement> kept = frames.subList(0, Math.min(frames.size(), MOST_FRAMES));
    Map<String, Integer> names = new LinkedHashMap<>();
    names.put("", 0);
    for (StackTraceElement frame : kept) {
      for (String name : namesOf(frame)) {
        names.putIfAbsent(name, names.size());
      }
    }
    out.writeShort(names.size());
    for (String name : names.keySet()) {
      FailureNode.writeText(out, name);
    }
    out.writeShort(kept.size());
    for (StackTraceElement frame : kept) {
      for (String name : namesOf(frame)) {
        out.writeShort(names.getOrDefault(name, 0));
      }
      out.writeInt(frame.getLineNumber());
    }
  }

  static List<StackTraceElement> read(DataInputStream in) throws IOException {
    List<String> names = new ArrayList<>();
    int nameCount = in.readUnsignedShort();
    for (int i = 0; i < nameCount; i++) {
      names.add(FailureNode.readText(in));
    }
    int frameCount = in.readUnsignedShort();
    if (frameCount * BYTES_PER_FRAME > in.available()) {
      throw new IOException(frameCount + " stack frames claimed");
    }
    List<StackTraceElement> frames = new ArrayList<>(frameCount);
    for (int i = 0; i < frameCount; i++) {
      String loader = name(in, names);
      String module = name(in, names);
      String type = name(in, names);
      String method = name(in, names);
      String file = name(in, names);
      int line = in.readInt();
      frames.add(
          new StackTraceElement(
              emptyToNull(loader),
              emptyToNull(module),
              null,
              type,
              method,
              emptyToNull(file),
              line));
    }
    return frames;
  }

  private static String name(DataInputStream in, List<String> names) throws IOException {
    int index = in.readUnsignedShort();
    if (index >= names.size()) {
      throw new IOException("name " + index + " of " + names.size());
    }
    return names.get(index);
  }

  private static String[] namesOf(StackTraceElement frame) {
    return new String[] {
      loaderOf(frame),
      nullToEmpty(frame.getModuleName()),
      frame.getClassName(),
      frame.getMethodName(),
      nullToEmpty(frame.getFileName())
    };
  }

  /**
   * The name of one of the user's own loaders. The JDK does not show its own loaders in a trace,
   * but would if they were named in a frame that it did not create itself; for the same reason
   * frames travel without module versions.
   */
  private static String loaderOf(StackTraceElement frame) {
    String name = nullToEmpty(frame.getClassLoaderName());
    return name.equals("app") || name.equals("platform") ? "" : name;
  }

  private static String nullToEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static @Nullable String emptyToNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
