package dev.baton.codec;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectStreamClass;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads an exception in Java's form, and inserts what travelled beside it. */
final class FailureInput extends FilteredObjectInput {

  private final Set<String> skipped;
  private final Function<FailurePart, @Nullable Object> parts;

  /**
   * Creates a stream over a form.
   *
   * @param skipped classes that are not looked up, because the exception is read as one of their
   *     superclasses
   * @param parts resolves each part
   * @param hashing the limit on the cost of its hash tables
   */
  FailureInput(
      byte[] form,
      AllowList allowed,
      ClassLoader loader,
      Set<String> skipped,
      Function<FailurePart, @Nullable Object> parts,
      HashWork hashing)
      throws IOException {
    super(new ByteArrayInputStream(form), loader, new RecordFilter(allowed, form.length, hashing));
    this.skipped = skipped;
    this.parts = parts;
    enableResolveObject(true);
  }

  /** The exception, which comes after the descriptors of its classes. */
  @Nullable Object readFailure() throws IOException, ClassNotFoundException {
    var _ = readObject();
    return readObject();
  }

  @Override
  protected Class<?> resolveClass(ObjectStreamClass description)
      throws IOException, ClassNotFoundException {
    if (skipped.contains(description.getName())) {
      throw new ClassNotFoundException(description.getName());
    }
    return super.resolveClass(description);
  }

  @Override
  protected @Nullable Object resolveObject(Object object) {
    if (object instanceof FailurePart part) {
      return parts.apply(part);
    }
    return super.resolveObject(object);
  }
}
