package dev.baton.codec.kryo;

import java.net.InetAddress;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SimpleTimeZone;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Classes of the JDK whose names nobody should see: what stands for them in a record. */
final class JdkClasses {

  private static final List<Class<?>> ABSTRACTIONS =
      List.of(Charset.class, Path.class, ZoneId.class, InetAddress.class, EnumSet.class);

  /** Views, and collections that are made by static methods, arrive as a copy of one of these. */
  private static final List<Copy> COPIES =
      List.of(
          new Copy(SortedSet.class, TreeSet.class),
          new Copy(Set.class, LinkedHashSet.class),
          new Copy(Collection.class, ArrayList.class),
          new Copy(SortedMap.class, TreeMap.class),
          new Copy(Map.class, LinkedHashMap.class),
          new Copy(Map.Entry.class, SimpleEntry.class));

  private JdkClasses() {}

  /** What is read instead, by what it is. */
  private record Copy(Class<?> type, Class<?> readAs) {}

  /** Whether a class comes with the JDK. */
  static boolean isOfJdk(Class<?> type) {
    Class<?> element = type;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    ClassLoader loader = element.getClassLoader();
    return loader == null || loader.equals(ClassLoader.getPlatformClassLoader());
  }

  /** The registered class that stands for a class of the JDK, or null if it stands for itself. */
  static @Nullable Class<?> standIn(Class<?> type) {
    for (Class<?> abstraction : ABSTRACTIONS) {
      if (!type.equals(abstraction) && abstraction.isAssignableFrom(type)) {
        return abstraction;
      }
    }
    if (TimeZone.class.isAssignableFrom(type)
        && type != SimpleTimeZone.class
        && type != TimeZone.class) {
      return TimeZone.class;
    }
    return null;
  }

  /**
   * The registered class that a collection, map or entry of the JDK is copied into, or null if it
   * is none.
   */
  static @Nullable Class<?> copiedInto(Class<?> type) {
    if (type.getPackageName().startsWith("java.util")) {
      for (Copy copy : COPIES) {
        if (copy.type().isAssignableFrom(type)) {
          return copy.readAs();
        }
      }
    }
    return null;
  }
}
