package dev.baton.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.ObjectStreamConstants;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the Java form of an exception that has only what every {@code Throwable} has. With it, an
 * exception can be created from a class and a message without calling a constructor, whatever
 * constructors the class has; its own fields are zero or null.
 */
final class BareFailureOutput extends ObjectOutputStream {

  /** The object that is written; the stream says that it is of the other class. */
  private static final class Template extends Throwable {

    private static final long serialVersionUID = 1L;

    Template(@Nullable String message) {
      super(message);
    }
  }

  private final Class<? extends Throwable> type;

  private BareFailureOutput(OutputStream out, Class<? extends Throwable> type) throws IOException {
    super(out);
    this.type = type;
    enableReplaceObject(true);
  }

  /**
   * A form that {@link FailureInput} reads.
   *
   * @param cause the placeholder for the cause; null leaves the cause open
   */
  static byte[] write(
      Class<? extends Throwable> type, @Nullable String message, @Nullable FailurePart cause)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (BareFailureOutput out = new BareFailureOutput(bytes, type)) {
      Throwable template = new Template(message);
      if (cause != null) {
        template.initCause(new CauseMark(cause));
      }
      out.writeObject(ObjectStreamClass.lookup(Template.class));
      out.writeObject(template);
    }
    return bytes.toByteArray();
  }

  private static final class CauseMark extends Throwable {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // never written: its part is written in its place
    private final FailurePart part;

    CauseMark(FailurePart part) {
      this.part = part;
    }
  }

  @Override
  protected Object replaceObject(Object object) {
    if (object instanceof CauseMark mark) {
      return mark.part;
    }
    return object instanceof StackTraceElement[] ? FailurePart.FRAMES : object;
  }

  @Override
  protected void writeClassDescriptor(ObjectStreamClass description) throws IOException {
    if (description.forClass() != Template.class) {
      super.writeClassDescriptor(description);
      return;
    }
    writeUTF(type.getName());
    writeLong(ObjectStreamClass.lookup(type).getSerialVersionUID());
    writeByte(ObjectStreamConstants.SC_SERIALIZABLE);
    writeShort(0); // fields
  }
}
