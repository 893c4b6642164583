package dev.baton.codec.graph;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Java's own serialisation, the yardstick for what it can write. */
@SuppressWarnings("BanSerializableRead") // of what was written a moment before
final class JavaSerialisation {

  private JavaSerialisation() {}

  static boolean canWrite(@Nullable Object object) {
    try {
      write(object);
      return true;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      return false;
    }
  }

  static byte[] write(@Nullable Object object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    return bytes.toByteArray();
  }

  static @Nullable Object read(byte[] bytes) throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return in.readObject();
    }
  }

  /** The classes that the serial form of an object names, which are more than its graph shows. */
  static Set<Class<?>> classesIn(@Nullable Object object) throws IOException {
    Set<Class<?>> classes = new HashSet<>();
    try (ObjectOutputStream out =
        new ObjectOutputStream(OutputStream.nullOutputStream()) {
          @Override
          protected void annotateClass(Class<?> type) {
            classes.add(type);
          }
        }) {
      out.writeObject(object);
    }
    return classes;
  }
}
