package dev.baton.codec.kryo.refusal;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Classes of the JDK whose names should not appear in a record, and what stands for them there. */
public final class JdkClasses {

  private static final List<Class<?>> ABSTRACTIONS =
      List.of(Charset.class, Path.class, ZoneId.class);

  private JdkClasses() {}

  /** Whether a class comes with the JDK. */
  public static boolean isOfJdk(Class<?> type) {
    Class<?> element = type;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    ClassLoader loader = element.getClassLoader();
    return loader == null || loader.equals(ClassLoader.getPlatformClassLoader());
  }

  /** The registered class that stands for a class of the JDK, or null if it stands for itself. */
  public static @Nullable Class<?> standIn(Class<?> type) {
    for (Class<?> abstraction : ABSTRACTIONS) {
      if (!type.equals(abstraction) && abstraction.isAssignableFrom(type) && isOfJdk(type)) {
        return abstraction;
      }
    }
    return null;
  }
}
