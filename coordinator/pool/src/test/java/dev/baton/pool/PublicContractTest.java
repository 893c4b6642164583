package dev.baton.pool;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.baton.Handoff;
import dev.baton.JobIdentity;
import dev.baton.RunnableTask;
import dev.baton.Task;
import dev.baton.TaskFunction;
import dev.baton.UsageException;
import dev.baton.wire.Quarantined;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.lang.reflect.TypeVariable;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All that is public in this package refuses null where it does not say {@code @Nullable}, and
 * numbers out of range, at the call or when the pool is built.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublicContractTest {

  /** Types whose contract another test looks at, or that have none of this kind. */
  private static final Map<Class<?>, String> EXEMPT =
      Map.of(
          ProgressListener.class, "the program implements it",
          CompletionTimeoutException.class, "its message may be anything",
          PoolCosts.class, "for Baton's own programs",
          PoolRecords.class, "for Baton's own programs");

  private InMemoryPool memory;
  private Map<Class<?>, Object> instances;

  @BeforeAll
  void startPool() {
    memory = new InMemoryPool();
    ProcessPool pool = memory.pool();
    instances =
        Map.ofEntries(
            entry(ProcessPool.class, pool),
            entry(ProcessPoolBuilder.class, ProcessPool.builder()),
            entry(RetryPolicy.class, RetryPolicy.NEVER),
            entry(TaskFuture.class, pool.submit((Task<Integer>) () -> 1)),
            entry(MapResult.class, new MapResult<>("input", 1, null)),
            entry(Progress.class, pool.progress()),
            entry(PoolLoad.class, pool.load()),
            entry(PoolStatistics.class, pool.statistics()),
            entry(StoreUse.class, pool.storeUse()),
            entry(JobIdentity.class, JobIdentity.next(new SecureRandom())),
            entry(WorkerInfo.class, new WorkerInfo("host/1", 1, 1)),
            entry(QuarantinedTask.class, new QuarantinedTask(quarantined())));
  }

  @AfterAll
  void closePool() {
    memory.close();
  }

  static Stream<Class<?>> publicTypes() {
    return new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.baton").stream()
            .filter(
                type ->
                    type.getPackageName().equals("dev.baton.pool")
                        || type.isEquivalentTo(JobIdentity.class))
            .filter(
                type -> type.getModifiers().contains(JavaModifier.PUBLIC) && type.isTopLevelClass())
            .map(JavaClass::reflect);
  }

  @ParameterizedTest
  @MethodSource("publicTypes")
  void nullIsRefusedWhereItIsNotAllowed(Class<?> type) {
    if (EXEMPT.containsKey(type)) {
      return;
    }
    assertThat(instances).as("an instance to try").containsKey(type);
    List<String> taken = new ArrayList<>();
    for (Executable member : members(type)) {
      for (int i = 0; i < member.getParameterCount(); i++) {
        if (mustNotBeNull(member, i)) {
          Object[] arguments = argumentsWithNull(member, i);
          Throwable thrown = catchThrowable(() -> invoke(member, instances.get(type), arguments));
          if (!(thrown instanceof NullPointerException || thrown instanceof UsageException)
              || thrown.getMessage() == null
              || thrown.getMessage().startsWith("Cannot invoke")) {
            taken.add(member + ", parameter " + (i + 1) + ": " + thrown);
          }
        }
      }
    }
    assertThat(taken).as("null was taken, or refused without a name").isEmpty();
  }

  @Test
  void prioritiesOutOfRangeAreRefused() {
    for (int priority : new int[] {-1_001, 1_001, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      assertThat(catchThrowable(() -> memory.pool().withPriority(priority)))
          .isInstanceOf(UsageException.class)
          .hasMessage("priority is %,d; allowed: -1,000 to 1,000.", priority);
    }
    assertThat(memory.pool().withPriority(-1_000).withPriority(1_000)).isNotNull();
  }

  @Test
  void numbersOutOfRangeAreRefusedByTheNameOfTheSetting() throws Exception {
    int tried = 0;
    for (Method setter : ProcessPoolBuilder.class.getDeclaredMethods()) {
      if (!Modifier.isPublic(setter.getModifiers())
          || setter.getParameterCount() != 1
          || !isNumber(setter.getParameterTypes()[0])) {
        continue;
      }
      tried++;
      boolean isInt = setter.getParameterTypes()[0] == int.class;
      for (long value : new long[] {-1, isInt ? Integer.MIN_VALUE : Long.MIN_VALUE}) {
        assertThat(refusal(setter, value))
            .as(setter + " of " + value)
            .isInstanceOf(UsageException.class)
            .hasMessageContaining(setter.getName() + " is " + value);
      }
      Throwable extreme = refusal(setter, isInt ? Integer.MAX_VALUE : Long.MAX_VALUE);
      if (extreme != null) {
        assertThat(extreme)
            .isInstanceOf(UsageException.class)
            .hasMessageContaining(setter.getName() + " is ");
      }
    }
    assertThat(tried).isGreaterThan(7);
  }

  private static @Nullable Throwable refusal(Method setter, long value) {
    Object number = setter.getParameterTypes()[0] == int.class ? (Object) (int) value : value;
    return catchThrowable(
        () -> {
          ProcessPoolBuilder builder = ProcessPool.builder();
          invoke(setter, builder, new Object[] {number});
          builder.config();
        });
  }

  private static boolean isNumber(Class<?> type) {
    return type == int.class || type == long.class;
  }

  private static List<Executable> members(Class<?> type) {
    List<Executable> members = new ArrayList<>(Arrays.asList(type.getConstructors()));
    for (Method method : type.getMethods()) {
      boolean isEquals = method.getName().equals("equals");
      if (method.getDeclaringClass() != Object.class && !isEquals && !method.isBridge()) {
        members.add(method);
      }
    }
    return members;
  }

  private static boolean mustNotBeNull(Executable member, int index) {
    if (member.getParameterTypes()[index].isPrimitive()) {
      return false;
    }
    AnnotatedType type = member.getAnnotatedParameterTypes()[index];
    if (type.isAnnotationPresent(Nullable.class)) {
      return false;
    }
    boolean isOfJdk = member.getDeclaringClass().getName().startsWith("java.");
    return !(type.getType() instanceof TypeVariable<?> variable)
        || !(isOfJdk || variable.getAnnotatedBounds()[0].isAnnotationPresent(Nullable.class));
  }

  private static Object[] argumentsWithNull(Executable member, int index) {
    Class<?>[] types = member.getParameterTypes();
    Object[] arguments = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      arguments[i] = i == index ? null : sample(types[i]);
    }
    return arguments;
  }

  private static Object sample(Class<?> type) {
    Object known = SAMPLES.get(type);
    if (known != null) {
      return known;
    }
    if (type.isInterface()) {
      return Proxy.newProxyInstance(
          type.getClassLoader(), new Class<?>[] {type}, (_, method, _) -> method.getDefaultValue());
    }
    throw new AssertionError("no sample of " + type);
  }

  private static void invoke(Executable member, Object target, Object[] arguments)
      throws Throwable {
    try {
      if (member instanceof Constructor<?> constructor) {
        var _ = constructor.newInstance(arguments);
      } else {
        var _ =
            ((Method) member)
                .invoke(Modifier.isStatic(member.getModifiers()) ? null : target, arguments);
      }
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static Quarantined quarantined() {
    byte[] nothing = {};
    return new Quarantined("job", 1, 1, 0, "", nothing, nothing, nothing, List.of());
  }

  private static final Task<Integer> TASK = () -> 1;
  private static final TaskFunction<Integer, Integer> FUNCTION = i -> i;

  private static final Map<Class<?>, Object> SAMPLES =
      Map.ofEntries(
          Map.entry(boolean.class, true),
          Map.entry(int.class, 1),
          Map.entry(long.class, 1L),
          Map.entry(Object.class, "object"),
          Map.entry(String.class, "text"),
          Map.entry(Duration.class, Duration.ofSeconds(1)),
          Map.entry(TimeUnit.class, TimeUnit.SECONDS),
          Map.entry(Handoff.class, Handoff.AUTO),
          Map.entry(RetryPolicy.class, RetryPolicy.NEVER),
          Map.entry(JobIdentity.class, JobIdentity.next(new SecureRandom())),
          Map.entry(Class[].class, new Class<?>[] {Exception.class}),
          Map.entry(double[].class, new double[1]),
          Map.entry(float[].class, new float[1]),
          Map.entry(long[].class, new long[1]),
          Map.entry(int[].class, new int[1]),
          Map.entry(byte[].class, new byte[1]),
          Map.entry(MemorySegment.class, MemorySegment.ofArray(new byte[1])),
          Map.entry(ByteBuffer.class, ByteBuffer.allocate(1)),
          Map.entry(Path.class, Path.of("file")),
          Map.entry(SecureRandom.class, new SecureRandom()),
          Map.entry(Optional.class, Optional.empty()),
          Map.entry(Throwable.class, new Exception()),
          Map.entry(Task.class, TASK),
          Map.entry(Callable.class, TASK),
          Map.entry(RunnableTask.class, (RunnableTask) () -> {}),
          Map.entry(Runnable.class, (Runnable) () -> {}),
          Map.entry(TaskFunction.class, FUNCTION),
          Map.entry(Iterable.class, List.of(1)),
          Map.entry(Collection.class, List.of()),
          Map.entry(List.class, List.of()),
          Map.entry(Map.class, Map.of()),
          Map.entry(Iterator.class, List.of(1).iterator()),
          Map.entry(Stream.class, Stream.of(1)),
          Map.entry(Quarantined.class, quarantined()));
}
