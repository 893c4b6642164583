package dev.baton.store.chronicle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Implementations of Chronicle's own value interfaces, which Chronicle would otherwise generate and
 * compile in each JVM. The build has made them. They must be in Chronicle's package, and a jar that
 * has a package of another jar cannot be on the module path; so they are resources, and become
 * classes here.
 */
final class ValueClasses {

  private static final String INTERFACE = "net.openhft.chronicle.hash.VanillaGlobalMutableState";
  private static final List<String> SUFFIXES = List.of("$$Native", "$$Heap");
  private static final String DIRECTORY = "/META-INF/baton/value-classes/";

  private ValueClasses() {}

  /** Defines them; to be called before the first map is opened. */
  static void define() {
    try {
      Class<?> type = Class.forName(INTERFACE, false, ValueClasses.class.getClassLoader());
      MethodHandles.Lookup inItsPackage =
          MethodHandles.privateLookupIn(type, MethodHandles.lookup());
      for (String suffix : SUFFIXES) {
        define(inItsPackage, suffix);
      }
    } catch (ClassNotFoundException | IllegalAccessException e) {
      throw new IllegalStateException("Chronicle Map is not as this Baton expects it", e);
    }
  }

  private static void define(MethodHandles.Lookup inPackage, String suffix)
      throws IllegalAccessException {
    String resource = DIRECTORY + INTERFACE.replace('.', '/') + suffix + ".class";
    try (@Nullable InputStream in = ValueClasses.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("Not in Baton's jar: " + resource);
      }
      var _ = inPackage.defineClass(in.readAllBytes());
    } catch (LinkageError e) {
      // Another Baton, of another class loader, has defined it for the same Chronicle.
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + resource, e);
    }
  }
}
