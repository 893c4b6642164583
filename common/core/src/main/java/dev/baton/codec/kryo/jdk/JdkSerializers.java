package dev.baton.codec.kryo.jdk;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.Serializer;
import dev.baton.codec.kryo.graph.LateSerializer;
import dev.baton.codec.kryo.serialization.JavaSerializer;
import dev.baton.codec.kryo.serialization.JavaStreams;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.BigInteger;
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
import java.util.AbstractMap.SimpleEntry;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Gives the JDK's own classes their serialisers and numbers.
 *
 * <p>The numbers follow from the order, and are part of the record format: new entries go to the
 * end of each family.
 */
@SuppressWarnings("JdkObsolete") // programs may still use these classes
public final class JdkSerializers {

  /** Kryo itself has numbered the boxed primitives and String, below 10. */
  public static final int LAMBDA_NUMBER = 10;

  private static final int VALUES = 20;
  private static final int COLLECTIONS = 100;
  private static final int IN_JAVAS_FORM = 150;

  private final Kryo kryo;
  private final JavaStreams streams;
  private int number = VALUES;

  public JdkSerializers(Kryo kryo, JavaStreams streams) {
    this.kryo = kryo;
    this.streams = streams;
  }

  public void registerAll(ClassSerializer classes) {
    register(Class.class, classes);
    register(Object.class, new ValueSerializer<>((output, value) -> {}, input -> new Object()));
    registerPrimitiveArrays();
    for (Class<?> type : HAVE_KRYOS_OWN) {
      register(type, kryo.getDefaultSerializer(type));
    }
    register(Optional.class, LateSerializer.of(kryo.getSerializer(Optional.class)));
    JdkValues.registerAll(this);
    number = COLLECTIONS;
    JdkCollections.registerAll(this);
    number = IN_JAVAS_FORM;
    for (Class<?> type : FREQUENT_IN_JAVAS_FORM) {
      register(type, JavaSerializer.ofJdk(type, streams));
    }
  }

  /** Gives a class the next number. */
  public void register(Class<?> type, Serializer<?> serializer) {
    kryo.register(new Registration(type, serializer, number++));
  }

  private void registerPrimitiveArrays() {
    register(
        byte[].class,
        new PrimitiveArraySerializer<>(MemorySegment::ofArray, byte[]::new, Byte.BYTES));
    register(
        char[].class,
        new PrimitiveArraySerializer<>(MemorySegment::ofArray, char[]::new, Character.BYTES));
    register(
        short[].class,
        new PrimitiveArraySerializer<>(MemorySegment::ofArray, short[]::new, Short.BYTES));
    register(
        int[].class,
        new PrimitiveArraySerializer<>(MemorySegment::ofArray, int[]::new, Integer.BYTES));
    register(
        long[].class,
        new PrimitiveArraySerializer<>(MemorySegment::ofArray, long[]::new, Long.BYTES));
    register(
        float[].class,
        new PrimitiveArraySerializer<>(MemorySegment::ofArray, float[]::new, Float.BYTES));
    register(
        double[].class,
        new PrimitiveArraySerializer<>(MemorySegment::ofArray, double[]::new, Double.BYTES));
    register(boolean[].class, new BooleanArraySerializer());
  }

  /** Values that Kryo writes well, and reads without allocating more than there is. */
  private static final List<Class<?>> HAVE_KRYOS_OWN =
      List.of(
          BigInteger.class,
          BigDecimal.class,
          Currency.class,
          OptionalInt.class,
          OptionalLong.class,
          OptionalDouble.class,
          Duration.class,
          Instant.class,
          LocalDate.class,
          LocalTime.class,
          LocalDateTime.class,
          ZoneOffset.class,
          ZoneId.class,
          OffsetTime.class,
          OffsetDateTime.class,
          Year.class,
          YearMonth.class,
          MonthDay.class,
          Period.class);

  /** They could do without a number, which only saves their names in records. */
  private static final List<Class<?>> FREQUENT_IN_JAVAS_FORM =
      List.of(
          LinkedHashMap.class,
          TreeMap.class,
          TreeSet.class,
          Arrays.asList().getClass(),
          AtomicReference.class,
          SimpleEntry.class,
          SimpleImmutableEntry.class,
          Locale.class,
          Collections.unmodifiableList(new ArrayList<>()).getClass(),
          Collections.unmodifiableList(new LinkedList<>()).getClass(),
          Collections.unmodifiableCollection(new ArrayList<>()).getClass(),
          Collections.unmodifiableSet(new HashSet<>()).getClass(),
          Collections.unmodifiableMap(new HashMap<>()).getClass(),
          Collections.emptyList().getClass(),
          Collections.emptySet().getClass(),
          Collections.emptyMap().getClass(),
          Collections.singletonList(1).getClass(),
          Collections.singleton(1).getClass(),
          Collections.singletonMap(1, 1).getClass());
}
