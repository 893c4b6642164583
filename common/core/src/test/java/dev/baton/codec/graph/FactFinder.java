package dev.baton.codec.graph;

import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.DoubleSummaryStatistics;
import java.util.IntSummaryStatistics;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Finds the facts of one object: by its fields, its serial form, or its methods. */
final class FactFinder {

  private FactFinder() {}

  static Facts of(Object object) {
    if (object.getClass().getName().matches("java.util.Collections\\$.*Empty.*")) {
      return Facts.ofValue(""); // what they wrap is the same for the whole JVM
    }
    return switch (object) {
      case String text -> Facts.ofValue(text);
      case Enum<?> constant -> Facts.ofValue(constant.getDeclaringClass() + "." + constant.name());
      case Class<?> type -> Facts.ofValue(type.getName());
      case Throwable thrown -> ofThrowable(thrown);
      case Collection<?> collection -> withOwnFields(collection, CollectionFacts.of(collection));
      case Map<?, ?> map -> withOwnFields(map, CollectionFacts.of(map));
      case Map.Entry<?, ?> entry when isOfJdk(entry) -> CollectionFacts.ofEntry(entry);
      default -> ofOther(object);
    };
  }

  /** Whether the class of an object comes with the JDK. */
  static boolean isOfJdk(Object object) {
    return isOfJdk(object.getClass());
  }

  static boolean isOfJdk(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return !type.isHidden()
        && (loader == null || loader.equals(ClassLoader.getPlatformClassLoader()));
  }

  static boolean isLambda(Object object) {
    return object.getClass().isHidden();
  }

  private static Facts ofOther(Object object) {
    if (object.getClass().isArray()) {
      return ofArray(object);
    }
    if (isLambda(object)) {
      return ofLambda(object);
    }
    if (!isOfJdk(object)) {
      return withOwnFields(object, new FactsBuilder());
    }
    Facts holder = ofHolder(object);
    return holder != null ? holder : ofJdkValue(object);
  }

  private static Facts ofArray(Object array) {
    FactsBuilder facts = new FactsBuilder().text("length", Array.getLength(array));
    for (int i = 0; i < Array.getLength(array); i++) {
      facts.part("[" + i + "]", Array.get(array, i));
    }
    return facts.build();
  }

  private static Facts ofLambda(Object lambda) {
    SerializedLambda form;
    try {
      form = (SerializedLambda) Deep.call(lambda, "writeReplace");
    } catch (ReflectiveOperationException e) {
      return Facts.ofValue("lambda without form " + lambda.getClass().getName().split("/", 2)[0]);
    }
    FactsBuilder facts =
        new FactsBuilder()
            .text("lambda", form.getFunctionalInterfaceClass())
            .text("does", form.getImplClass() + "." + form.getImplMethodName());
    for (int i = 0; i < form.getCapturedArgCount(); i++) {
      facts.part(".captured[" + i + "]", form.getCapturedArg(i));
    }
    return facts.buildValue();
  }

  @SuppressWarnings("ReferenceEquality") // it is its own cause if it has none
  private static Facts ofThrowable(Throwable thrown) {
    FactsBuilder facts = new FactsBuilder();
    facts.part(".getMessage()", Deep.get(thrown, "detailMessage"));
    facts.part(".getCause()", Deep.get(thrown, "cause") == thrown ? null : thrown.getCause());
    facts.text("cause set", Deep.get(thrown, "cause") != thrown);
    for (StackTraceElement element : thrown.getStackTrace()) {
      facts.text("at", element);
    }
    for (Throwable suppressed : thrown.getSuppressed()) {
      facts.part(".suppressed", suppressed);
    }
    if (isOfJdk(thrown)) {
      addFields(thrown, facts, Throwable.class);
    }
    return withOwnFields(thrown, facts);
  }

  /** Adds the fields of the user's classes. */
  private static Facts withOwnFields(Object object, FactsBuilder facts) {
    for (Class<?> type = object.getClass(); !isOfJdk(type); type = type.getSuperclass()) {
      addFieldsOf(type, object, facts, object instanceof SelfWritten.Restores);
    }
    return facts.build();
  }

  static void addFields(Object object, FactsBuilder facts, Class<?> upTo) {
    for (Class<?> type = object.getClass(); type != upTo; type = type.getSuperclass()) {
      addFieldsOf(type, object, facts, false);
    }
  }

  private static void addFieldsOf(
      Class<?> type, Object object, FactsBuilder facts, boolean withTransient) {
    for (Field field : Deep.fieldsOf(type)) {
      if (withTransient || !Modifier.isTransient(field.getModifiers())) {
        facts.part("." + field.getName(), Deep.get(field, object));
      }
    }
  }

  private static @Nullable Facts ofHolder(Object object) {
    FactsBuilder facts = new FactsBuilder();
    switch (object) {
      case Optional<?> optional -> {
        return facts.part(".get()", optional.orElse(null)).buildValue();
      }
      case AtomicReference<?> reference -> facts.part(".get()", reference.get());
      case AtomicReferenceArray<?> array -> {
        for (int i = 0; i < array.length(); i++) {
          facts.part(".get(" + i + ")", array.get(i));
        }
      }
      default -> {
        String name = object.getClass().getName();
        if (!name.startsWith("java.util.Collections$")
            && !name.startsWith("java.util.Comparators$")) {
          return null;
        }
        addFields(object, facts, Object.class); // a comparator
        return facts.buildValue();
      }
    }
    return facts.build();
  }

  private static Facts ofJdkValue(Object object) {
    String text =
        switch (object) {
          case StringBuilder builder -> builder.toString();
          case StringBuffer buffer -> buffer.toString();
          case Path path -> path.toString();
          case Charset charset -> charset.name();
          case OptionalInt optional -> optional.toString();
          case OptionalLong optional -> optional.toString();
          case OptionalDouble optional -> optional.toString();
          case IntSummaryStatistics statistics -> statistics.toString();
          case LongSummaryStatistics statistics -> statistics.toString();
          case DoubleSummaryStatistics statistics ->
              statistics + " " + statistics.getSum() + " " + statistics.getAverage();
          case java.io.Serializable serializable -> SerialText.of(serializable);
          default -> object.getClass() == Object.class ? "" : "unknown " + object.getClass();
        };
    boolean mutable =
        object instanceof Date
            || object instanceof Calendar
            || object instanceof StringBuilder
            || object.getClass() == Object.class
            || object.getClass().getPackageName().startsWith("java.util.concurrent");
    return mutable ? new FactsBuilder().text("", text).build() : Facts.ofValue(text);
  }
}
