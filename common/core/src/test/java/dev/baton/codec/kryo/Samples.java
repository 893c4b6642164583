package dev.baton.codec.kryo;

import java.io.File;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.Currency;
import java.util.Date;
import java.util.DoubleSummaryStatistics;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.Set;
import java.util.SimpleTimeZone;
import java.util.Stack;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Objects of many shapes. */
@SuppressWarnings({
  "AddressSelection",
  "ArrayRecordComponent",
  "JavaUtilDate",
  "JdkObsolete",
  "NonApiType",
  "UnnecessaryStringBuilder",
  "UnusedVariable",
  "serial",
  "unused"
})
final class Samples {

  private Samples() {}

  record Point(int x, int y) {}

  record Team(Node leader, List<String> names) {}

  record Pair<A, B>(A first, B second) {}

  record Nothing() {}

  record Everything(
      byte b, short s, int i, long l, float f, double d, boolean z, char c, String t, int[] a) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Everything e && toString().equals(e.toString());
    }

    @Override
    public int hashCode() {
      return 1;
    }

    @Override
    public String toString() {
      return b
          + " "
          + s
          + " "
          + i
          + " "
          + l
          + " "
          + f
          + " "
          + d
          + " "
          + z
          + " "
          + c
          + " "
          + t
          + Arrays.toString(a);
    }
  }

  enum Color {
    RED,
    GREEN,
    BLUE
  }

  enum Shape {
    ROUND {
      @Override
      int corners() {
        return 0;
      }
    },
    SQUARE {
      @Override
      int corners() {
        return 4;
      }
    };

    abstract int corners();
  }

  enum Alone {
    ONLY
  }

  static final class Node {
    final String name;
    Node next;
    Object other;

    Node(String name) {
      this.name = name;
    }
  }

  static class Base {
    private int same = 1;
    private final long base;

    Base(long base) {
      this.base = base;
      this.same = (int) base;
    }
  }

  /**
   * Two fields of one name, primitives of all kinds, generics, final fields, no constructor without
   * arguments.
   */
  static final class Derived extends Base {
    private String same = "same";
    private byte b = -1;
    private short s = -2;
    private char c = 'ß';
    private float f = 1.5f;
    private boolean z = true;
    private double d = Math.PI;
    private long l = Long.MIN_VALUE;
    private final List<Map<String, int[]>> nested = List.of(Map.of("k", new int[] {1, 2}));
    private final Object none = null;

    Derived(long base) {
      super(base);
    }
  }

  static final class WithTransient {
    int kept = 7;
    transient Object cache = new Object();
  }

  interface Giver {
    int give();
  }

  static final class Outer {
    private final int base;

    Outer(int base) {
      this.base = base;
    }

    final class Inner implements Giver {
      private final int more;

      Inner(int more) {
        this.more = more;
      }

      @Override
      public int give() {
        return base + more;
      }
    }

    Giver anonymous(int captured) {
      return new Giver() {
        @Override
        public int give() {
          return base + captured;
        }
      };
    }
  }

  static final class NamedList extends ArrayList<String> {
    private static final long serialVersionUID = 1L;
    final String name;

    NamedList(String name) {
      this.name = name;
    }
  }

  static final class Celsius implements Serializable {
    private static final long serialVersionUID = 1L;
    final int degrees;
    transient boolean resolved;

    Celsius(int degrees) {
      this.degrees = degrees;
    }

    private Object writeReplace() {
      return new Kelvin(degrees + 273);
    }
  }

  static final class Kelvin implements Serializable {
    private static final long serialVersionUID = 1L;
    private final int kelvin;

    Kelvin(int kelvin) {
      this.kelvin = kelvin;
    }

    private Object readResolve() {
      Celsius celsius = new Celsius(kelvin - 273);
      celsius.resolved = true;
      return celsius;
    }
  }

  static Stream<Object> equalValues() throws Exception {
    return Stream.of(scalars(), times(), collections(), maps(), own()).flatMap(List::stream);
  }

  private static List<Object> scalars() throws Exception {
    return List.of(
        true,
        (byte) -1,
        'ß',
        (short) 300,
        42,
        -1L,
        Long.MAX_VALUE,
        1.5f,
        -0.0,
        Double.NaN,
        "",
        "text",
        "Grüße, 世界 \uD83D\uDE00",
        "x".repeat(10_000),
        "ü".repeat(10_000),
        new BigInteger("123456789012345678901234567890"),
        BigInteger.ZERO,
        new BigDecimal("-1234567890.0987654321"),
        new BigDecimal("1E+1000"),
        MathContext.DECIMAL64,
        RoundingMode.HALF_EVEN,
        UUID.randomUUID(),
        URI.create("https://a.example/b?c#d"),
        URI.create("https://a.example/b").toURL(),
        new File("a/b"),
        Path.of("a", "b c"),
        StandardCharsets.UTF_16LE,
        Locale.ROOT,
        Locale.forLanguageTag("zh-Hant-TW"),
        Locale.US,
        Currency.getInstance("EUR"),
        Color.BLUE,
        Shape.SQUARE,
        TimeUnit.DAYS,
        Optional.of("x"),
        Optional.empty(),
        OptionalInt.of(3),
        OptionalLong.of(4),
        OptionalDouble.empty(),
        InetAddress.getByAddress("h.example", new byte[] {10, 0, 0, 1}),
        InetAddress.getByAddress(new byte[16]),
        new InetSocketAddress("127.0.0.1", 80),
        String.class,
        int.class,
        int[][].class,
        Color.class,
        Point[].class,
        Runnable.class,
        new Date(1),
        new java.sql.Timestamp(2),
        new GregorianCalendar(2026, 1, 2),
        TimeZone.getTimeZone("Europe/Paris"),
        new SimpleTimeZone(1000, "mine"),
        bits(1, 99));
  }

  private static List<Object> times() {
    return List.of(
        Duration.ofNanos(-1),
        Instant.EPOCH,
        Instant.MAX,
        LocalDate.MIN,
        LocalTime.NOON,
        LocalDateTime.of(2026, 1, 2, 3, 4, 5, 6),
        ZoneOffset.ofHours(-5),
        ZoneId.of("Europe/Paris"),
        ZonedDateTime.of(2026, 1, 2, 3, 4, 5, 6, ZoneId.of("Asia/Tokyo")),
        OffsetDateTime.MIN,
        OffsetTime.MAX,
        Year.of(-44),
        YearMonth.of(2026, 12),
        MonthDay.of(2, 29),
        Period.of(1, -2, 3),
        DayOfWeek.FRIDAY,
        ChronoUnit.DECADES);
  }

  private static List<Object> collections() {
    return List.of(
        new ArrayList<>(Arrays.asList(1, null, "x")),
        new LinkedList<>(List.of(1, 2)),
        new Vector<>(List.of(1)),
        stack(),
        new CopyOnWriteArrayList<>(List.of(1, 2)),
        List.of(),
        List.of(1),
        List.of(1, 2),
        List.of(1, 2, 3),
        Stream.of(1, null, 3).toList(),
        Arrays.asList(1, null, 3),
        Collections.emptyList(),
        Collections.singletonList(null),
        Collections.nCopies(1_000_000, "x"),
        Collections.nCopies(0, "x"),
        Collections.unmodifiableList(new ArrayList<>(List.of(1))),
        Collections.unmodifiableList(new LinkedList<>(List.of(1))),
        Collections.synchronizedList(new ArrayList<>(List.of(1))),
        Collections.synchronizedList(new LinkedList<>(List.of(1))),
        new HashSet<>(Arrays.asList(1, null)),
        new LinkedHashSet<>(List.of(3, 1, 2)),
        new TreeSet<>(List.of(3, 1, 2)),
        new ConcurrentSkipListSet<>(List.of(3, 1, 2)),
        new CopyOnWriteArraySet<>(List.of(1)),
        keySet(),
        Set.of(),
        Set.of(1),
        Set.of(1, 2, 3),
        Collections.emptySet(),
        Collections.singleton("x"),
        Collections.unmodifiableSet(new HashSet<>(List.of(1))),
        Collections.synchronizedSet(new HashSet<>(List.of(1))),
        Collections.unmodifiableSortedSet(new TreeSet<>(List.of(2, 1))),
        Collections.unmodifiableNavigableSet(new TreeSet<>(List.of(2, 1))),
        Collections.synchronizedSortedSet(new TreeSet<>(List.of(2, 1))),
        EnumSet.of(Color.RED, Color.BLUE),
        EnumSet.noneOf(Color.class),
        EnumSet.allOf(Shape.class),
        new SimpleEntry<>("k", 1),
        Map.entry("k", 1));
  }

  private static List<Object> maps() {
    return List.of(
        new HashMap<>(map(1, "a", "b", null)),
        new LinkedHashMap<>(map("z", 1, "a", 2)),
        new TreeMap<>(Map.of(2, "b", 1, "a")),
        reversed(),
        new ConcurrentHashMap<>(Map.of(1, 2)),
        new ConcurrentSkipListMap<>(Map.of(1, 2)),
        new Hashtable<>(Map.of(1, 2)),
        properties(),
        Map.of(),
        Map.of(1, 2),
        Map.of(1, 2, 3, 4),
        Collections.emptyMap(),
        Collections.singletonMap("k", null),
        Collections.unmodifiableMap(new HashMap<>(Map.of(1, 2))),
        Collections.synchronizedMap(new HashMap<>(Map.of(1, 2))),
        Collections.unmodifiableSortedMap(new TreeMap<>(Map.of(1, 2))),
        Collections.unmodifiableNavigableMap(new TreeMap<>(Map.of(1, 2))),
        Collections.synchronizedNavigableMap(new TreeMap<>(Map.of(1, 2))),
        new EnumMap<>(Map.of(Color.RED, 1)),
        new EnumMap<>(Color.class));
  }

  private static List<Object> own() {
    return List.of(
        new Point(1, -2),
        new Nothing(),
        new Pair<>(new Pair<>(1, null), List.of("x")),
        new Everything((byte) 1, (short) 2, 3, 4, 5.5f, 6.6, true, '7', "8", new int[] {9, 10}),
        new Pair<>(Optional.of(new Point(1, 2)), Map.of(Color.RED, new Point(3, 4))));
  }

  static Stream<Object> valuesWithoutEquals() {
    return Stream.of(
        new byte[] {1, 2},
        new char[] {'a'},
        new short[] {3},
        new int[] {4, -4},
        new long[] {5},
        new float[] {6},
        new double[] {7, -0.0},
        new boolean[] {true, false},
        new int[0],
        new String[] {"a", null},
        new Object[] {1, "b", new int[] {3}},
        new int[][] {{1}, null, {2, 3}},
        new Point[][] {{new Point(1, 2)}},
        new Color[] {Color.RED},
        new List<?>[] {List.of(1)},
        new Derived(99),
        new ArrayDeque<>(List.of(1, 2)),
        new ConcurrentLinkedQueue<>(List.of(1)),
        new LinkedBlockingQueue<>(List.of(1)),
        queue());
  }

  static Stream<Object> valuesThatShowAsText() {
    return Stream.of(
        new StringBuilder("sb"),
        new StringBuffer("sf"),
        Pattern.compile("(?i)a+"),
        new AtomicInteger(-7),
        new AtomicLong(8),
        new AtomicBoolean(true),
        new AtomicReference<>(List.of(1)),
        new AtomicIntegerArray(new int[] {1}),
        adder(),
        new IntSummaryStatistics(2, 1, 3, 4),
        new LongSummaryStatistics(2, 1, 3, 4),
        new DoubleSummaryStatistics(2, 1, 3, 4));
  }

  static Stream<Object> views() {
    List<Integer> list = new ArrayList<>(List.of(1, 2, 3));
    TreeMap<Integer, String> tree = new TreeMap<>(Map.of(1, "a", 2, "b"));
    return Stream.of(
        list.subList(1, 3),
        List.of(1, 2, 3).subList(0, 2),
        new LinkedList<>(list).subList(0, 1),
        Collections.unmodifiableList(list).subList(0, 1),
        list.reversed(),
        new HashMap<>(Map.of(1, 2)).keySet(),
        new HashMap<>(Map.of(1, 2)).values(),
        new HashMap<>(Map.of(1, 2)).entrySet(),
        Map.of(1, 2).entrySet(),
        tree.headMap(2),
        tree.descendingMap(),
        tree.keySet(),
        tree.navigableKeySet().descendingSet(),
        tree.firstEntry(),
        new HashMap<>(Map.of(1, 2)).entrySet().iterator().next(),
        new ConcurrentHashMap<>(Map.of(1, 2)).values(),
        new EnumMap<>(Map.of(Color.RED, 1)).keySet(),
        new TreeSet<>(list).subSet(1, 3),
        Collections.emptySortedMap());
  }

  private static BitSet bits(int... set) {
    BitSet bits = new BitSet();
    Arrays.stream(set).forEach(bits::set);
    return bits;
  }

  private static Stack<Integer> stack() {
    Stack<Integer> stack = new Stack<>();
    stack.push(1);
    return stack;
  }

  private static Set<Integer> keySet() {
    Set<Integer> set = ConcurrentHashMap.newKeySet();
    set.add(1);
    return set;
  }

  private static PriorityQueue<Integer> queue() {
    PriorityQueue<Integer> queue = new PriorityQueue<>(Comparator.reverseOrder());
    queue.addAll(List.of(1, 3, 2));
    return queue;
  }

  private static TreeMap<Integer, String> reversed() {
    TreeMap<Integer, String> map = new TreeMap<>(Comparator.reverseOrder());
    map.putAll(Map.of(1, "a", 2, "b"));
    return map;
  }

  private static Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("a", "b");
    return properties;
  }

  private static LongAdder adder() {
    LongAdder adder = new LongAdder();
    adder.add(3);
    return adder;
  }

  private static Map<Object, Object> map(Object... keysAndValues) {
    Map<Object, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}
