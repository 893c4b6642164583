package dev.baton.codec;

import dev.baton.TaskDecodingException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Java's own serialisation in a separate stream, for comparison. Reading is filtered by the same
 * {@link AllowList} as everything else.
 */
public final class JavaForm {

  private final AllowList allowed;
  private final ClassLoader loader;

  /** Creates the Java form for objects whose classes the list allows and the loader finds. */
  public JavaForm(AllowList allowed, ClassLoader loader) {
    this.allowed = allowed;
    this.loader = loader;
  }

  /**
   * Writes an object.
   *
   * @throws IOException if it, or something it refers to, cannot be serialised
   */
  public static byte[] write(Object value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what {@link #write} produced.
   *
   * @param bytes on the heap; their position does not change
   * @throws TaskDecodingException if it cannot be read or names a class that is not allowed
   */
  public @Nullable Object read(ByteBuffer bytes) {
    RecordFilter filter =
        new RecordFilter(allowed, bytes.remaining(), new HashWork(bytes.remaining()));
    try (FilteredObjectInput in = new FilteredObjectInput(stream(bytes), loader, filter)) {
      return in.readObject();
    } catch (TaskDecodingException e) {
      throw e;
    } catch (ClassNotFoundException e) {
      throw new TaskDecodingException(
          "Class "
              + Names.shortened(String.valueOf(e.getMessage()))
              + " is unknown in this process",
          e);
    } catch (IOException | RuntimeException | LinkageError | StackOverflowError e) {
      String refused = filter.refused();
      throw new TaskDecodingException(
          refused == null
              ? "An object in Java's serialised form cannot be read: " + e
              : AllowList.refusal(refused),
          e);
    }
  }

  private static ByteArrayInputStream stream(ByteBuffer bytes) {
    return new ByteArrayInputStream(
        bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
  }
}
