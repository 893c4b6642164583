package dev.baton.codec.graph;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.BitSet;
import java.util.Currency;
import java.util.DoubleSummaryStatistics;
import java.util.IntSummaryStatistics;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.DoubleAccumulator;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;

/**
 * Numbers, texts, bits and other values of {@code java.lang}, {@code java.math} and {@code
 * java.util}.
 */
@SuppressWarnings({"JdkObsolete", "UnnecessaryStringBuilder"}) // users have what they have
final class SimpleMakers {

  private SimpleMakers() {}

  static void addTo(Makers to) {
    addNumbers(to);
    addTexts(to);
    addArrays(to);
    addCounters(to);
    addRandoms(to);
  }

  private static void addNumbers(Makers to) {
    to.key("Boolean", source -> source.flip());
    to.key("Byte", source -> source.oneOf((byte) 0, Byte.MIN_VALUE, Byte.MAX_VALUE));
    to.key("Short", source -> source.oneOf((short) 0, Short.MIN_VALUE, Short.MAX_VALUE));
    to.key("Character", source -> source.oneOf('a', '\0', '\uffff', '\ud83d'));
    to.key("Integer", source -> source.oneOf(0, 1, -1, 127, 128, Integer.MIN_VALUE));
    to.key("Long", source -> source.oneOf(0L, 1L, -1L, Long.MIN_VALUE, Long.MAX_VALUE));
    to.key("Float", source -> source.oneOf(0f, -0f, Float.NaN, Float.MIN_VALUE, 1.5f));
    to.key(
        "Double",
        source -> source.oneOf(0.0, -0.0, Double.NaN, Double.NEGATIVE_INFINITY, Double.MIN_VALUE));
    to.key(
        "BigInteger",
        source ->
            source.oneOf(
                BigInteger.ZERO,
                BigInteger.valueOf(-5),
                BigInteger.TWO.pow(200).negate(),
                new BigInteger("123456789012345678901234567890")));
    to.key(
        "BigDecimal",
        source ->
            source.oneOf(
                BigDecimal.ONE,
                new BigDecimal("0.00"),
                new BigDecimal("-1E+1000"),
                new BigDecimal("123456789012345678901234567890.123")));
    to.key(
        "MathContext",
        source ->
            source.oneOf(
                MathContext.DECIMAL128,
                MathContext.UNLIMITED,
                new MathContext(3, RoundingMode.FLOOR)));
  }

  private static void addTexts(Makers to) {
    to.key("String", Source::text);
    to.value("StringBuilder", source -> new StringBuilder(100).append(source.text()));
    to.value("StringBuffer", source -> new StringBuffer(source.text()));
    to.key("UUID", source -> new UUID(source.number(), ~source.number()));
    to.key("Currency", source -> Currency.getInstance(source.oneOf("EUR", "JPY", "XXX")));
    to.key(
        "Locale",
        source ->
            source.oneOf(
                Locale.ROOT,
                Locale.GERMANY,
                Locale.of("no", "NO", "NY"),
                Locale.of("ja", "JP", "JP"),
                Locale.of("th", "TH", "TH"),
                Locale.of("de", "DE", "POSIX"),
                Locale.of("xx", "YY", "odd_variant"),
                Locale.of("", "", "x"),
                Locale.of("iw"),
                Locale.forLanguageTag("zh-Hant-TW-x-private"),
                Locale.forLanguageTag("th-TH-u-ca-buddhist-nu-thai"),
                new Locale.Builder().setLanguage("sr").setScript("Latn").build()));
    to.value(
        "Pattern",
        source ->
            Pattern.compile(
                "a(b|c)*", source.oneOf(0, Pattern.CASE_INSENSITIVE, Pattern.COMMENTS | 8, 256)));
    to.key("StackTraceElement", source -> new StackTraceElement("a.B", "run", "B.java", 7));
    to.key(
        "StackTraceElement of a module",
        source -> new StackTraceElement("app", "m", "1", "a.B", "run", null, -2));
    to.key("OptionalInt", source -> source.oneOf(OptionalInt.empty(), OptionalInt.of(-1)));
    to.key("OptionalLong", source -> source.oneOf(OptionalLong.empty(), OptionalLong.of(1)));
    to.key(
        "OptionalDouble", source -> source.oneOf(OptionalDouble.empty(), OptionalDouble.of(-0.0)));
  }

  private static void addArrays(Makers to) {
    to.value("boolean[]", source -> source.oneOf(new boolean[0], new boolean[] {true, false}));
    to.value("byte[]", source -> source.oneOf(new byte[0], new byte[] {1, -1}));
    to.value("short[]", source -> source.oneOf(new short[0], new short[] {1, -1}));
    to.value("char[]", source -> source.oneOf(new char[0], new char[] {'a', '\ud800'}));
    to.value("int[]", source -> source.oneOf(new int[0], new int[] {1, -1}));
    to.value("long[]", source -> source.oneOf(new long[0], new long[] {1, -1}));
    to.value("float[]", source -> source.oneOf(new float[0], new float[] {-0f, Float.NaN}));
    to.value("double[]", source -> source.oneOf(new double[0], new double[] {-0.0, 1e300}));
    to.value("int[][][]", source -> new int[][][] {{{1, 2}, {}}, {}, {null}, null});
    BitSet none = new BitSet();
    to.value(
        "BitSet", source -> source.flip() ? BitSet.valueOf(new long[] {5, 0, 9}) : none.clone());
    to.value("BitSet of a size", source -> new BitSet(1_000));
  }

  private static void addCounters(Makers to) {
    to.value("AtomicBoolean", source -> new AtomicBoolean(source.flip()));
    to.value("AtomicInteger", source -> new AtomicInteger(source.number()));
    to.value("AtomicLong", source -> new AtomicLong(-source.number()));
    to.value("AtomicIntegerArray", source -> new AtomicIntegerArray(new int[] {1, 2}));
    to.value("AtomicLongArray", source -> new AtomicLongArray(new long[] {1, 2}));
    to.value(
        "LongAdder",
        source -> {
          LongAdder adder = new LongAdder();
          adder.add(source.number());
          return adder;
        });
    to.value(
        "DoubleAdder",
        source -> {
          DoubleAdder adder = new DoubleAdder();
          adder.add(source.number() / 8.0);
          return adder;
        });
    to.value("LongAccumulator", source -> new LongAccumulator(LambdaMakers.longMax(), 3));
    to.value("DoubleAccumulator", source -> new DoubleAccumulator(LambdaMakers.doubleMax(), 3));
    to.value("IntSummaryStatistics", source -> new IntSummaryStatistics(2, source.below(3), 9, 10));
    to.value("LongSummaryStatistics", source -> new LongSummaryStatistics());
    to.value(
        "DoubleSummaryStatistics",
        source -> {
          DoubleSummaryStatistics statistics = new DoubleSummaryStatistics();
          for (int i = 0; i < source.below(20); i++) {
            statistics.accept(0.1 * i);
          }
          return statistics;
        });
  }

  private static void addRandoms(Makers to) {
    to.value(
        "Random",
        source -> {
          Random random = new Random(source.number());
          if (source.flip()) {
            random.nextGaussian(); // keeps a second one for the next call
          }
          return random;
        });
  }
}
