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
 * <p>Decided by what a type is, looked at without initialising it: constants, types that have no
 * objects of their own, and what is {@code Serializable} in the packages of values. A package where
 * types start processes, open files or sockets, load classes or call methods by name must never be
 * among these as a whole, however often it is asked for.
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
          // what XML is bound to: dates and durations
          "com.sun.org.apache.xerces.internal.jaxp.datatype");

  /** Values among other things. */
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
          // they are not serialisable, and have forms of ours
          "java.util.Optional",
          "java.util.OptionalInt",
          "java.util.OptionalLong",
          "java.util.OptionalDouble",
          "java.util.WeakHashMap",
          "java.util.KeyValueHolder",
          "java.util.IntSummaryStatistics",
          "java.util.LongSummaryStatistics",
          "java.util.DoubleSummaryStatistics");

  /** Serialisable, in a package of values, and no value: what runs, and what permits. */
  private static final List<Class<?>> NO_VALUES =
      List.of(
          Executor.class,
          ForkJoinTask.class,
          CompletableFuture.AsynchronousCompletionTask.class,
          Permission.class,
          PermissionCollection.class);

  /** {@code ThreadPoolExecutor$Worker} and the like: the inner works of what runs. */
  private static final Set<String> HOSTS_OF_NO_VALUES =
      Set.of(
          "java.util.concurrent.CompletableFuture",
          "java.util.concurrent.SubmissionPublisher",
          "java.util.concurrent.ThreadPoolExecutor");

  /** Sets of constants travel as what they give in their place, and are made by nothing else. */
  private static final Set<String> NEVER_IN_JAVAS_FORM =
      Set.of("java.util.RegularEnumSet", "java.util.JumboEnumSet");

  private JdkTypes() {}

  /** Whether a class name lies in a package of the JDK, whether or not there is such a class. */
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

  /** Whether a class literal may name this class of the JDK: to be named does nothing. */
  static boolean isPublic(String name) {
    Class<?> type = find(name);
    return type != null && isExported(type);
  }

  /** Loads a class of the JDK, which runs nothing of it. */
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

  /** Constants, and types that have no objects of their own. */
  private static boolean isHarmless(Class<?> type) {
    boolean isBaseOfValues =
        Modifier.isAbstract(type.getModifiers())
            && PACKAGES_OF_VALUES.contains(type.getPackageName());
    return isExported(type)
        && (Enum.class.isAssignableFrom(type) || isInterfaceForPrograms(type) || isBaseOfValues);
  }

  /** The other interfaces are those of the JDK's tools. */
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

  /** The packages of all modules of the JDK, also of those that this process has not loaded. */
  private static final class Packages {

    private static final Set<String> ALL =
        ModuleFinder.ofSystem().findAll().stream()
            .flatMap(module -> module.descriptor().packages().stream())
            .collect(Collectors.toUnmodifiableSet());
  }
}
