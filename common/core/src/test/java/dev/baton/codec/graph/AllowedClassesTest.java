package dev.baton.codec.graph;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each class of the JDK that may travel is among those that are tried. */
class AllowedClassesTest {

  /** Classes that a program cannot make objects of, or that come in no graph, and why. */
  private static final Map<String, String> NOT_MADE =
      Map.ofEntries(
          entry("java.util.concurrent.ConcurrentHashMap$Segment", "of the serial form of Java 7"),
          entry("java.util.TreeMap$SubMap", "of the serial form of Java 5"),
          entry("java.time.format.DateTimeFormatter$ClassicFormat", "holds what cannot be written"),
          entry("java.util.Random$RandomWrapper", "refuses to be written"),
          entry("java.util.concurrent.ThreadLocalRandom$ThreadLocalRandomProxy", "in no object"),
          entry("java.util.concurrent.CountDownLatch$Sync", "belongs to what cannot be written"),
          entry(
              "java.util.concurrent.locks.AbstractQueuedLongSynchronizer$ConditionObject",
              "for subclasses"),
          entry("java.util.concurrent.SynchronousQueue$Transferer", "is not written by its queue"));

  @Test
  void eachSerializableClassIsMade() throws IOException {
    Set<Class<?>> made = madeClasses();

    assertThat(AllowedJdkClasses.ALL)
        .filteredOn(AllowedClassesTest::canBeMade)
        .filteredOn(type -> !NOT_MADE.containsKey(type.getName()))
        .filteredOn(type -> !made.contains(type))
        .isEmpty();
  }

  private static boolean canBeMade(Class<?> type) {
    return Serializable.class.isAssignableFrom(type)
        && !type.isInterface()
        && !Modifier.isAbstract(type.getModifiers())
        && !Enum.class.isAssignableFrom(type)
        && (!Throwable.class.isAssignableFrom(type) || ThrowableMakers.canMake(type));
  }

  private static Set<Class<?>> madeClasses() throws IOException {
    Set<Class<?>> made = new HashSet<>();
    for (Maker maker : Makers.ALL.list()) {
      for (int variant = 0; variant < 40; variant++) {
        addClasses(maker.make(Source.ofSimpleValues(Choices.ofSeed(variant))), made);
      }
    }
    ThrowableMakers.oneOfEach().forEach(thrown -> made.add(thrown.getClass()));
    return made;
  }

  private static void addClasses(@Nullable Object object, Set<Class<?>> made) throws IOException {
    GraphComparison.of(object, object)
        .pairs()
        .forEach(pair -> made.add(pair.original().getClass()));
    Stream.ofNullable(object).forEach(present -> made.add(present.getClass()));
    if (JavaSerialisation.canWrite(object)) {
      made.addAll(JavaSerialisation.classesIn(object));
    }
  }
}
