package dev.baton.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import org.jspecify.annotations.Nullable;

/**
 * An object stream that finds classes with the user's class loader, and asks the filter before it
 * loads one.
 */
class FilteredObjectInput extends ObjectInputStream {

  private final ClassLoader loader;
  private final RecordFilter filter;

  FilteredObjectInput(InputStream in, ClassLoader loader, RecordFilter filter) throws IOException {
    super(in);
    this.loader = loader;
    this.filter = filter;
    setObjectInputFilter(filter);
    enableResolveObject(true);
  }

  @Override
  protected Class<?> resolveClass(ObjectStreamClass description)
      throws IOException, ClassNotFoundException {
    String name = description.getName();
    @Nullable Class<?> primitive = Class.forPrimitiveName(name);
    if (primitive != null) {
      return primitive;
    }
    filter.checkName(name);
    return Class.forName(name, false, loader);
  }

  /** Called for each object when it has been read, before the one that contains it. */
  @Override
  protected @Nullable Object resolveObject(Object object) {
    filter.made(object);
    return object;
  }

  @Override
  protected Class<?> resolveProxyClass(String[] interfaces) throws IOException {
    throw new InvalidClassException(
        "a dynamic proxy (of " + String.join(", ", interfaces) + ") may not travel");
  }
}
