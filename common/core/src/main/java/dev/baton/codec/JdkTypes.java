package dev.baton.codec;

import java.io.Serializable;
import java.lang.module.ModuleFinder;
import java.lang.reflect.Modifier;
import java.security.Permission;
import java.security.PermissionCollection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinTask;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The JDK types that a record may name: values, collections, functions and exceptions.
 *
 * <p>What a type is decides, judged without initialising it: constants, types without objects of
 * their own, and {@code Serializable} types in the packages of values. A package with types that
 * start processes, open files or sockets, load classes or call methods by name must never be
 * included as a whole, however often users ask for it.
 */
final class JdkTypes {

  /** Packages whose serialisable types are values or hold values. */
  private static final Set<String> PACKAGES_OF_VALUES =
      Set.of(
          "java.awt.color",
          "java.awt.geom",
          "java.math",
          "java.text",
          "java.time",
          "java.time.chrono",
          "java.time.format",
          "java.time.temporal",
          "java.time.zone",
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "java.util.concurrent.locks",
          "java.util.function",
          "java.util.regex",
          // the types to which XML is bound: dates and durations
          "com.sun.org.apache.xerces.internal.jaxp.datatype");

  /** Values in packages that also contain other things. */
  private static final Set<String> VALUES =
      Set.of(
          "java.lang.Object",
          "java.lang.Number",
          "java.lang.Record",
          "java.lang.String",
          "java.lang.String$CaseInsensitiveComparator",
          "java.lang.StringBuilder",
          "java.lang.StringBuffer",
          "java.lang.Boolean",
          "java.lang.Byte",
          "java.lang.Character",
          "java.lang.Short",
          "java.lang.Integer",
          "java.lang.Long",
          "java.lang.Float",
          "java.lang.Double",
          "java.lang.Void",
          "java.lang.Class",
          "java.lang.StackTraceElement",
          "java.lang.Enum$EnumDesc",
          "java.io.File",
          // names and addresses, nothing that is open
          "java.net.URI",
          "java.net.URL",
          "java.net.InetAddress",
          "java.net.Inet4Address",
          "java.net.Inet6Address",
          "java.net.InetSocketAddress",
          "java.net.SocketAddress",
          "java.net.UnixDomainSocketAddress",
          "java.net.UnixDomainSocketAddress$Ser",
          "java.nio.charset.Charset",
          "java.sql.Date",
          "java.sql.Time",
          "java.sql.Timestamp",
          "java.util.logging.Level",
          "java.awt.Color",
          "java.awt.Dimension",
          "java.awt.Font",
          "java.awt.Insets",
          "java.awt.Point",
          "java.awt.Rectangle",
          "java.beans.IndexedPropertyChangeEvent",
          "java.beans.PropertyChangeEvent",
          "java.beans.PropertyChangeSupport",
          "java.beans.VetoableChangeSupport",
          "javax.crypto.spec.SecretKeySpec",
          "javax.security.auth.x500.X500Principal",
          "javax.xml.namespace.QName",
          "sun.util.BuddhistCalendar",
          "sun.util.calendar.ZoneInfo",
          // not serialisable, but Baton has its own forms for them
          "java.util.Optional",
          "java.util.OptionalInt",
          "java.util.OptionalLong",
          "java.util.OptionalDouble",
          "java.util.WeakHashMap",
          "java.util.KeyValueHolder",
          "java.util.IntSummaryStatistics",
          "java.util.LongSummaryStatistics",
          "java.util.DoubleSummaryStatistics");

  /** Serialisable and in a package of values, but not values: what runs, and what permits. */
  private static final List<Class<?>> NO_VALUES =
      List.of(
          Executor.class,
          ForkJoinTask.class,
          CompletableFuture.AsynchronousCompletionTask.class,
          Permission.class,
          PermissionCollection.class);

  /** {@code ThreadPoolExecutor$Worker} and the like: internals of what runs. */
  private static final Set<String> HOSTS_OF_NO_VALUES =
      Set.of(
          "java.util.concurrent.CompletableFuture",
          "java.util.concurrent.SubmissionPublisher",
          "java.util.concurrent.ThreadPoolExecutor");

  /** Sets of constants travel as their replacement, and are created in no other way. */
  private static final Set<String> NEVER_IN_JAVAS_FORM =
      Set.of("java.util.RegularEnumSet", "java.util.JumboEnumSet");

  private JdkTypes() {}

  /** Whether a class name is in a package of the JDK, whether or not the class exists. */
  static boolean isJdkName(String name) {
    int end = name.lastIndexOf('.');
    return name.startsWith("java.") || (end > 0 && Packages.ALL.contains(name.substring(0, end)));
  }

  /** Whether a record may name this class of the JDK. */
  static boolean isValue(String name) {
    if (VALUES.contains(name)) {
      return true;
    }
    Class<?> type = find(name);
    return type != null
        && (isHarmless(type) || JdkExceptions.contain(type) || isSerializableValue(type));
  }

  /** Whether a class literal may name this class of the JDK: naming it has no effect. */
  static boolean isPublic(String name) {
    Class<?> type = find(name);
    return type != null && isExported(type);
  }

  /** Loads a class of the JDK, without running any of its code. */
  private static @Nullable Class<?> find(String name) {
    try {
      return Class.forName(name, false, ClassLoader.getPlatformClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }

  private static boolean isExported(Class<?> type) {
    return type.getModule().isExported(type.getPackageName());
  }

  /** Constants, and types without objects of their own. */
  private static boolean isHarmless(Class<?> type) {
    boolean isBaseOfValues =
        Modifier.isAbstract(type.getModifiers())
            && PACKAGES_OF_VALUES.contains(type.getPackageName());
    return isExported(type)
        && (Enum.class.isAssignableFrom(type) || isInterfaceForPrograms(type) || isBaseOfValues);
  }

  /** The other interfaces belong to the JDK's tools. */
  private static boolean isInterfaceForPrograms(Class<?> type) {
    return type.isInterface() && type.getModule().getName().startsWith("java.");
  }

  private static boolean isSerializableValue(Class<?> type) {
    return PACKAGES_OF_VALUES.contains(type.getPackageName())
        && Serializable.class.isAssignableFrom(type)
        && !NEVER_IN_JAVAS_FORM.contains(type.getName())
        && NO_VALUES.stream().noneMatch(no -> no.isAssignableFrom(type))
        && !HOSTS_OF_NO_VALUES.contains(type.getNestHost().getName());
  }

  /** The packages of all modules of the JDK, including those that this process has not loaded. */
  private static final class Packages {

    private static final Set<String> ALL =
        ModuleFinder.ofSystem().findAll().stream()
            .flatMap(module -> module.descriptor().packages().stream())
            .collect(Collectors.toUnmodifiableSet());
  }
}
