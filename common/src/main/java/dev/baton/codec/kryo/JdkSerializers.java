package dev.baton.codec.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.Serializer;
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
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Gives the JDK's own classes their serialisers and numbers.
 *
 * <p>The numbers follow from the order, and are part of the format of a record: new entries go to
 * the end of each family.
 */
final class JdkSerializers {

  /** Kryo itself has numbered the boxed primitives and String, below 10. */
  static final int LAMBDA_NUMBER = 10;

  private static final int VALUES = 20;
  private static final int COLLECTIONS = 100;

  private final Kryo kryo;
  private final JavaFormSerializer javaForm;
  private int number = VALUES;

  JdkSerializers(Kryo kryo, JavaFormSerializer javaForm) {
    this.kryo = kryo;
    this.javaForm = javaForm;
  }

  void registerAll(ClassSerializer classes) {
    register(Class.class, classes);
    register(Object.class, new ValueSerializer<>((output, value) -> {}, input -> new Object()));
    registerPrimitiveArrays();
    for (Class<?> type : HAVE_KRYOS_OWN) {
      register(type, kryo.getDefaultSerializer(type));
    }
    JdkValues.registerAll(this);
    number = COLLECTIONS;
    JdkCollections.registerAll(this);
    JdkMaps.registerAll(this);
    register(EnumSet.class, new EnumSetSerializer());
    register(EnumMap.class, new EnumMapSerializer(javaForm));
    JdkReferences.registerAll(this);
  }

  /** Gives a class the next number. */
  void register(Class<?> type, Serializer<?> serializer) {
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
          Optional.class,
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
          ZonedDateTime.class,
          Year.class,
          YearMonth.class,
          MonthDay.class,
          Period.class);
}
