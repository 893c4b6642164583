package dev.baton.codec;

import java.util.Set;

/**
 * The JDK types that a record may name: values, collections, functions and exceptions.
 *
 * <p>It is a list of what is known to be harmless. A type that starts processes, opens files or
 * sockets, loads classes or calls methods by name must never be in it, however often it is asked
 * for.
 */
final class JdkTypes {

  private static final Set<String> ROOTS =
      Set.of(
          "java.",
          "javax.",
          "jdk.",
          "sun.",
          "com.sun.",
          "oracle.",
          "org.w3c.dom.",
          "org.xml.sax.",
          "org.ietf.jgss.",
          "netscape.");

  private static final Set<String> NAMES =
      Set.of(
          // java.lang
          "java.lang.Object",
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
          "java.lang.Number",
          "java.lang.Void",
          "java.lang.Class",
          "java.lang.Enum",
          "java.lang.Record",
          "java.lang.Enum$EnumDesc",
          "java.lang.Comparable",
          "java.lang.CharSequence",
          "java.lang.Iterable",
          "java.lang.Runnable",
          "java.lang.Cloneable",
          "java.lang.Throwable",
          "java.lang.StackTraceElement",
          "java.io.Serializable",
          "java.io.Externalizable",
          "java.io.File",
          // java.math
          "java.math.BigInteger",
          "java.math.BigDecimal",
          "java.math.MathContext",
          "java.math.RoundingMode",
          // java.net, java.nio: names and addresses, nothing that is open
          "java.net.URI",
          "java.net.URL",
          "java.net.InetAddress",
          "java.net.Inet4Address",
          "java.net.Inet6Address",
          "java.net.InetSocketAddress",
          "java.net.SocketAddress",
          "java.nio.ByteOrder",
          "java.nio.charset.Charset",
          "java.nio.file.Path",
          "java.nio.file.StandardOpenOption",
          "java.nio.file.StandardCopyOption",
          // java.text
          "java.text.Format",
          "java.text.DateFormat",
          "java.text.SimpleDateFormat",
          "java.text.DateFormatSymbols",
          "java.text.NumberFormat",
          "java.text.DecimalFormat",
          "java.text.DecimalFormatSymbols",
          "java.text.Normalizer$Form",
          // java.sql: values only
          "java.sql.Date",
          "java.sql.Time",
          "java.sql.Timestamp",
          // java.util
          "java.util.BitSet",
          "java.util.Calendar",
          "java.util.GregorianCalendar",
          "java.util.Comparator",
          "java.util.Currency",
          "java.util.Date",
          "java.util.Locale",
          "java.util.Locale$Category",
          "java.util.Objects",
          "java.util.Optional",
          "java.util.OptionalInt",
          "java.util.OptionalLong",
          "java.util.OptionalDouble",
          "java.util.Random",
          "java.util.SimpleTimeZone",
          "java.util.TimeZone",
          "sun.util.calendar.ZoneInfo",
          "java.util.UUID",
          "java.util.IntSummaryStatistics",
          "java.util.LongSummaryStatistics",
          "java.util.DoubleSummaryStatistics",
          "java.util.Comparators$NaturalOrderComparator",
          "java.util.Comparators$NullComparator",
          "java.util.regex.Pattern",
          // java.util: collections
          "java.util.AbstractCollection",
          "java.util.AbstractList",
          "java.util.AbstractMap",
          "java.util.AbstractQueue",
          "java.util.AbstractSequentialList",
          "java.util.AbstractSet",
          "java.util.AbstractMap$SimpleEntry",
          "java.util.AbstractMap$SimpleImmutableEntry",
          "java.util.ArrayDeque",
          "java.util.ArrayList",
          "java.util.Arrays$ArrayList",
          "java.util.CollSer",
          "java.util.Collection",
          "java.util.Deque",
          "java.util.Dictionary",
          "java.util.EnumMap",
          "java.util.EnumSet",
          "java.util.EnumSet$SerializationProxy",
          "java.util.HashMap",
          "java.util.HashSet",
          "java.util.Hashtable",
          "java.util.IdentityHashMap",
          "java.util.KeyValueHolder",
          "java.util.LinkedHashMap",
          "java.util.LinkedHashSet",
          "java.util.LinkedList",
          "java.util.List",
          "java.util.Map",
          "java.util.Map$Entry",
          "java.util.NavigableMap",
          "java.util.NavigableSet",
          "java.util.PriorityQueue",
          "java.util.Properties",
          "java.util.Queue",
          "java.util.RandomAccess",
          "java.util.SequencedCollection",
          "java.util.SequencedMap",
          "java.util.SequencedSet",
          "java.util.Set",
          "java.util.SortedMap",
          "java.util.SortedSet",
          "java.util.Stack",
          "java.util.TreeMap",
          "java.util.TreeSet",
          "java.util.Vector",
          "java.util.WeakHashMap",
          // java.util.concurrent
          "java.util.concurrent.ArrayBlockingQueue",
          "java.util.concurrent.Callable",
          "java.util.concurrent.ConcurrentHashMap",
          "java.util.concurrent.ConcurrentHashMap$CollectionView",
          "java.util.concurrent.ConcurrentHashMap$KeySetView",
          "java.util.concurrent.ConcurrentHashMap$Segment",
          "java.util.concurrent.ConcurrentLinkedDeque",
          "java.util.concurrent.ConcurrentLinkedQueue",
          "java.util.concurrent.ConcurrentMap",
          "java.util.concurrent.ConcurrentNavigableMap",
          "java.util.concurrent.ConcurrentSkipListMap",
          "java.util.concurrent.ConcurrentSkipListSet",
          "java.util.concurrent.CopyOnWriteArrayList",
          "java.util.concurrent.CopyOnWriteArraySet",
          "java.util.concurrent.LinkedBlockingDeque",
          "java.util.concurrent.LinkedBlockingQueue",
          "java.util.concurrent.PriorityBlockingQueue",
          "java.util.concurrent.TimeUnit",
          "java.util.concurrent.Future$State",
          "java.util.concurrent.locks.AbstractOwnableSynchronizer",
          "java.util.concurrent.locks.AbstractQueuedSynchronizer",
          "java.util.concurrent.locks.ReentrantLock",
          "java.util.concurrent.locks.ReentrantLock$FairSync",
          "java.util.concurrent.locks.ReentrantLock$NonfairSync",
          "java.util.concurrent.locks.ReentrantLock$Sync");

  /** Whole families: a name that starts with one of these is a value, or a function. */
  private static final Set<String> FAMILIES =
      Set.of(
          "java.time.",
          "java.util.Collections$",
          "java.util.ImmutableCollections$",
          "java.util.concurrent.atomic.",
          "java.util.function.");

  private JdkTypes() {}

  /** Whether a class name lies in a name space of the JDK, whether or not there is such a class. */
  static boolean isJdkName(String name) {
    return ROOTS.stream().anyMatch(name::startsWith);
  }

  /** Whether a record may name this class of the JDK. */
  static boolean isValue(String name) {
    return NAMES.contains(name)
        || FAMILIES.stream().anyMatch(name::startsWith)
        || isException(name);
  }

  /**
   * Exceptions and errors of {@code java.*}: data with a stack trace. RMI's hold remote references,
   * so they are not.
   */
  private static boolean isException(String name) {
    return (name.endsWith("Exception") || name.endsWith("Error"))
        && name.startsWith("java.")
        && !name.startsWith("java.rmi.");
  }
}
