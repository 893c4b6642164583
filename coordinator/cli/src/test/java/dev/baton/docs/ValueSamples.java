package dev.baton.docs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.baton.Task;
import java.awt.Color;
import java.io.File;
import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MalformedURLException;
import java.net.Socket;
import java.net.URL;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.text.MessageFormat;
import java.text.SimpleDateFormat;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.chrono.JapaneseDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.Currency;
import java.util.Date;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.Random;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.UUID;
import java.util.WeakHashMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicMarkableReference;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** An object for each line of {@code docs/values.md}, by the words of its first column. */
@SuppressWarnings({
  "ClassCanBeStatic", // an inner class is a kind of its own
  "IdentityHashMapUsage",
  "JavaTimeDefaultTimeZone",
  "JavaUtilDate",
  "JdkObsolete",
  "UnnecessaryStringBuilder",
  "UnusedMethod",
  "UnusedVariable",
  "serial"
})
final class ValueSamples {

  private ValueSamples() {}

  static Map<String, Object> all() {
    Map<String, Object> samples = new LinkedHashMap<>();
    addClasses(samples);
    addValues(samples);
    addCollections(samples);
    addViews(samples);
    samples.put("jsonNode", JsonNodeFactory.instance.objectNode().put("a", 1));
    samples.put("logger", LoggerFactory.getLogger("dev.baton.docs"));
    return samples;
  }

  private static void addClasses(Map<String, Object> samples) {
    int captured = 7;
    samples.put("plainObject", new Plain());
    samples.put("record", new Member("m", List.of()));
    samples.put("enumConstant", Level.HIGH);
    samples.put("lambda", (Task<Integer>) () -> captured);
    samples.put("plainLambda", (Supplier<Integer>) () -> captured);
    samples.put("typeSafeEnum", Side.LEFT);
    samples.put("objectWithReadResolve", Resolving.ONLY);
    samples.put("privateMarker", new Object());
    samples.put("objectWithWriteReplace", new Object[] {new Handle()});
    samples.put("replacementThatDoesNotFit", new HandleHolder());
    samples.put("nonSerializableSuperclass", new Below());
    samples.put("innerObject", new Plain().new Inner());
    samples.put("classLiteral", Plain.class);
    samples.put("exception", new IllegalStateException("x"));
    samples.put(
        "dynamicProxy",
        Proxy.newProxyInstance(
            ValueSamples.class.getClassLoader(),
            new Class<?>[] {Comparable.class},
            (_, _, _) -> 0));
    samples.put("hiddenClass", (Runnable) () -> {});
    samples.put("executorService", ForkJoinPool.commonPool());
    samples.put("cycleThroughRecord", cycle(new ArrayList<>()));
    samples.put("cycleThroughRecordsKey", cycle(new HashMap<>()));
  }

  /** A record with a collection that has the record in it. */
  private static Link cycle(Object inside) {
    Link link = new Link(inside);
    if (inside instanceof List<?>) {
      @SuppressWarnings("unchecked")
      List<Object> list = (List<Object>) inside;
      list.add(link);
    } else {
      @SuppressWarnings("unchecked")
      Map<Object, Object> map = (Map<Object, Object>) inside;
      map.put(link, "value");
    }
    return link;
  }

  private static void addValues(Map<String, Object> samples) {
    samples.put("\"text\"", "text");
    samples.put("Integer.valueOf(1)", 1);
    samples.put("new int[2]", new int[2]);
    samples.put("new String[1][2]", new String[1][2]);
    samples.put("new StringBuilder(\"x\")", new StringBuilder("x"));
    samples.put("BigDecimal.ONE", BigDecimal.ONE);
    samples.put("Locale.of(\"no\", \"NO\", \"NY\")", Locale.of("no", "NO", "NY"));
    samples.put("Currency.getInstance(\"EUR\")", Currency.getInstance("EUR"));
    samples.put(
        "Pattern.compile(\"a\", Pattern.CASE_INSENSITIVE)",
        Pattern.compile("a", Pattern.CASE_INSENSITIVE));
    samples.put("UUID.randomUUID()", UUID.randomUUID());
    samples.put("new BitSet(1_000)", new BitSet(1_000));
    samples.put("new Random(1)", new Random(1));
    samples.put("new Date()", new Date());
    samples.put(
        "zonedDateTimeInOverlap",
        Instant.parse("2026-11-01T06:30:00Z").atZone(ZoneId.of("America/New_York")));
    samples.put("JapaneseDate.now()", JapaneseDate.now());
    samples.put("Clock.systemUTC()", Clock.systemUTC());
    TimeZone zone = new SimpleTimeZone(3_600_000, "Office");
    samples.put("customTimeZone", zone);
    samples.put("new SimpleDateFormat(\"yyyy\")", new SimpleDateFormat("yyyy", Locale.ROOT));
    samples.put("new MessageFormat(\"{0}\")", new MessageFormat("{0}", Locale.ROOT));
    samples.put("new URL(\"file:///C:/Program Files/a\")", url("file:///C:/Program Files/a"));
    samples.put("scopedAddress", scopedAddress());
    samples.put(
        "InetSocketAddress.createUnresolved(\"h\", 1)", InetSocketAddress.createUnresolved("h", 1));
    samples.put("Path.of(\"a\")", Path.of("a"));
    samples.put("zipPath", zipPath());
    samples.put("new File(\"a\")", new File("a"));
    samples.put("StandardCharsets.UTF_8", StandardCharsets.UTF_8);
    samples.put("Thread.State.NEW", Thread.State.NEW);
    samples.put("PosixFilePermission.OWNER_READ", PosixFilePermission.OWNER_READ);
    samples.put("new Color(1, 2, 3)", new Color(1, 2, 3));
    samples.put("Optional.of(1)", Optional.of(1));
    samples.put("new AtomicLong(1)", new AtomicLong(1));
    samples.put("new AtomicReference<>(\"x\")", new AtomicReference<>("x"));
    samples.put(
        "new AtomicMarkableReference<>(\"x\", true)", new AtomicMarkableReference<>("x", true));
    samples.put("new ReentrantLock()", new ReentrantLock());
    samples.put("new Semaphore(2)", new Semaphore(2));
    samples.put("IntSummaryStatistics", new IntSummaryStatistics());
    samples.put("new Thread()", new Thread());
    samples.put("new Socket()", new Socket());
    samples.put("Stream.of(1)", Stream.of(1));
    samples.put("new ThreadLocal<>()", new ThreadLocal<>());
  }

  private static void addCollections(Map<String, Object> samples) {
    List<String> list = new ArrayList<>(List.of("a", "b"));
    samples.put("new ArrayList<>()", new ArrayList<>());
    samples.put("new LinkedHashMap<>(16, .75f, true)", new LinkedHashMap<>(16, .75f, true));
    samples.put(
        "new TreeMap<>(String.CASE_INSENSITIVE_ORDER)",
        new TreeMap<>(String.CASE_INSENSITIVE_ORDER));
    samples.put("new HashMap<>()", new HashMap<>());
    samples.put("new IdentityHashMap<>()", new IdentityHashMap<>());
    samples.put("new WeakHashMap<>()", new WeakHashMap<>());
    samples.put("new EnumMap<>(Thread.State.class)", new EnumMap<>(Thread.State.class));
    samples.put("EnumSet.noneOf(Thread.State.class)", EnumSet.noneOf(Thread.State.class));
    samples.put("propertiesWithDefaults", new Properties(new Properties()));
    samples.put("new ArrayBlockingQueue<>(3)", new ArrayBlockingQueue<>(3));
    samples.put("new LinkedTransferQueue<>()", new LinkedTransferQueue<>());
    samples.put(
        "new PriorityQueue<>(Comparator.reverseOrder())",
        new PriorityQueue<String>(Comparator.reverseOrder()));
    samples.put("new ConcurrentHashMap<>()", new ConcurrentHashMap<>());
    samples.put(
        "new ConcurrentSkipListMap<>(Map.of(1, 1)).headMap(3)",
        new ConcurrentSkipListMap<>(Map.of(1, 1)).headMap(3));
    samples.put("new CopyOnWriteArrayList<>()", new CopyOnWriteArrayList<>());
    samples.put("List.of(1)", List.of(1));
    samples.put("Stream.of(1).toList()", Stream.of(1).toList());
    samples.put("Arrays.asList(\"a\")", Arrays.asList("a"));
    samples.put("Collections.unmodifiableList(list)", Collections.unmodifiableList(list));
    samples.put("Collections.synchronizedMap(map)", Collections.synchronizedMap(new TreeMap<>()));
    samples.put(
        "Collections.checkedSet(set, String.class)",
        Collections.checkedSet(new HashSet<>(), String.class));
    samples.put("Collections.emptyList()", Collections.emptyList());
    samples.put("Collections.nCopies(9, \"x\")", Collections.nCopies(9, "x"));
    samples.put("Map.entry(1, 2)", Map.entry(1, 2));
    samples.put("new DelayQueue<>()", new DelayQueue<>());
    samples.put("list.iterator()", list.iterator());
  }

  private static void addViews(Map<String, Object> samples) {
    List<String> list = new ArrayList<>(List.of("a", "b"));
    Map<Integer, Integer> map = new HashMap<>(Map.of(1, 2));
    TreeMap<Integer, Integer> treeMap = new TreeMap<>(map);
    Deque<Integer> deque = new ArrayDeque<>(List.of(1, 2));
    samples.put("map.keySet()", map.keySet());
    samples.put("map.values()", map.values());
    samples.put("map.entrySet()", map.entrySet());
    samples.put("map.entrySet().iterator().next()", map.entrySet().iterator().next());
    samples.put("list.subList(0, 1)", list.subList(0, 1));
    samples.put("list.reversed()", list.reversed());
    samples.put("deque.reversed()", deque.reversed());
    samples.put("treeMap.navigableKeySet()", treeMap.navigableKeySet());
    samples.put("treeMap.descendingMap()", treeMap.descendingMap());
    samples.put("identityHashMap.keySet()", new IdentityHashMap<>(Map.of("k", 1)).keySet());
  }

  private static Inet6Address scopedAddress() {
    try {
      return Inet6Address.getByAddress(null, InetAddress.getByName("fe80::1").getAddress(), 1);
    } catch (UnknownHostException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("deprecation") // users have such
  private static URL url(String text) {
    try {
      return new URL(text);
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path zipPath() {
    try {
      Path zip = Files.createTempDirectory("values").resolve("a.zip");
      try (FileSystem inside = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
        return inside.getPath("a");
      } finally {
        Files.deleteIfExists(zip);
        Files.delete(zip.getParent());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static class Plain {
    private final String name = "n";
    private final int number = 3;

    final class Inner {}
  }

  private record Member(String name, List<?> others) {}

  /** Shows nothing of what it holds, as that may hold it. */
  private record Link(Object inside) {
    @Override
    public int hashCode() {
      return 1;
    }

    @Override
    public String toString() {
      return "Link@";
    }
  }

  private enum Level {
    HIGH {
      @Override
      int height() {
        return 2;
      }
    };

    abstract int height();
  }

  private static final class Side {
    static final Side LEFT = new Side("left");
    private final String name;

    private Side(String name) {
      this.name = name;
    }
  }

  private static final class Resolving implements Serializable {
    @Serial private static final long serialVersionUID = 1L;
    static final Resolving ONLY = new Resolving();

    @Serial
    private Object readResolve() {
      return ONLY;
    }
  }

  private static class Above {
    private final int above = 1;
  }

  private static final class Below extends Above implements Serializable {
    @Serial private static final long serialVersionUID = 1L;
    private final int below = 2;
  }

  private static final class Handle implements Serializable {
    @Serial private static final long serialVersionUID = 1L;

    @Serial
    private Object writeReplace() {
      return "what the handle stands for";
    }
  }

  private static final class HandleHolder {
    private final Handle handle = new Handle();
  }
}
