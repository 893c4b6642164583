package dev.baton.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.CodePolicy;
import dev.baton.InitializerException;
import dev.baton.RunnableTask;
import dev.baton.Task;
import dev.baton.TaskDecodingException;
import dev.baton.UsageException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs on a cluster whose workers do not have their classes. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ShippedCodeIT {

  private static final String POOL = "code";
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static final String APP =
      """
      package app;

      import dev.baton.RunnableTask;
      import dev.baton.Task;
      import dev.baton.TaskFunction;
      import java.io.IOException;
      import java.nio.charset.StandardCharsets;
      import java.util.List;
      import java.util.stream.IntStream;

      public class App {
        private static int initialized;

        public record Item(int number, String version) {}

        public static TaskFunction<Integer, Item> items() {
          return number -> new Item(number, "VERSION");
        }

        public static Task<String> version() {
          return () -> "VERSION " + initialized;
        }

        public static RunnableTask initializer() {
          return () -> initialized++;
        }

        public static Task<String> library() {
          return () -> lib.Lib.name();
        }

        public static Task<String> resource() {
          return () -> {
            try (var in = Thread.currentThread().getContextClassLoader()
                .getResourceAsStream("greeting")) {
              return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
          };
        }

        public static Task<List<Boolean>> loaders() {
          ClassLoader other = null;
          return () -> IntStream.range(0, 64).parallel()
              .mapToObj(i -> Thread.currentThread().getContextClassLoader()
                  == App.class.getClassLoader())
              .distinct().toList();
        }
      }
      """;

  private static final String LIB =
      "package lib; public class Lib { public static String name() { return \"lib\"; } }";

  private static TestCluster cluster;

  private final ClassLoader before = Thread.currentThread().getContextClassLoader();
  private final List<String> notices = new CopyOnWriteArrayList<>();
  @TempDir private Path folder;

  @BeforeAll
  static void startCluster() {
    cluster = TestCluster.start(POOL, 1);
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @AfterEach
  void restore() {
    Thread.currentThread().setContextClassLoader(before);
  }

  /** Compiles a version of the program; returns the directory with its classes. */
  private Path compile(String version) throws IOException {
    Path lib = folder.resolve("lib-classes");
    Path classes = folder.resolve("classes-" + version);
    javac(lib, "Lib", LIB, "");
    javac(classes, "App", APP.replace("VERSION", version), lib.toString());
    Files.writeString(classes.resolve("greeting"), "hello of " + version);
    return classes;
  }

  private Path lib() {
    return folder.resolve("lib-classes");
  }

  private void javac(Path classes, String name, String source, String more) throws IOException {
    Files.createDirectories(classes);
    Path file = Files.writeString(folder.resolve(name + ".java"), source);
    String classPath = System.getProperty("java.class.path") + ":" + more;
    int code =
        javax.tools.ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                classPath,
                "-d",
                classes.toString(),
                file.toString());
    assertThat(code).isZero();
  }

  /** A program that has these classes, in a container's class loader. */
  private static ClassLoader program(Path... classPath) {
    ClassLoader loader =
        new URLClassLoader(
            Stream.of(classPath).map(ShippedCodeIT::url).toArray(URL[]::new),
            ShippedCodeIT.class.getClassLoader());
    Thread.currentThread().setContextClassLoader(loader);
    return loader;
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  private ProcessPoolBuilder builder() {
    return cluster.builder().notices(notices::add);
  }

  @SuppressWarnings("unchecked") // as the program's source says
  private static <T> Task<T> task(ClassLoader program, String name) throws Exception {
    return (Task<T>) program.loadClass("app.App").getMethod(name).invoke(null);
  }

  @Test
  void aProgramShipsItsClassPathByDefault() throws Exception {
    ClassLoader program = program(compile("1"), lib());
    try (ProcessPool pool =
        builder()
            .initializer(
                (RunnableTask) program.loadClass("app.App").getMethod("initializer").invoke(null))
            .build()) {
      assertThat(pool.submit(task(program, "version")).get()).isEqualTo("1 1");
      assertThat(pool.submit(task(program, "library")).get()).isEqualTo("lib");
      assertThat(pool.submit(task(program, "resource")).get()).isEqualTo("hello of 1");
      assertThat(pool.submit(task(program, "loaders")).get()).isEqualTo(List.of(true));
      assertThat(pool.submit(() -> 6 * 7).get()).as("a class of the test").isEqualTo(42);
    }
    assertThat(notices).isEmpty();
  }

  @Test
  void programsWithDifferentVersionsOfAClassRunInOneWorkerAtTheSameTime() throws Exception {
    ClassLoader first = program(compile("1"), lib());
    try (ProcessPool one = builder().build()) {
      ClassLoader second = program(compile("2"), lib());
      try (ProcessPool other = builder().build()) {
        for (int i = 0; i < 20; i++) {
          Future<String> ofOne = one.submit(ShippedCodeIT.<String>task(first, "version"));
          Future<String> ofOther = other.submit(ShippedCodeIT.<String>task(second, "version"));
          assertThat(ofOne.get()).isEqualTo("1 0");
          assertThat(ofOther.get()).isEqualTo("2 0");
        }
        assertThat(items(one, first)).hasToString(expected("1"));
        assertThat(items(other, second)).hasToString(expected("2"));
      }
    }
  }

  @SuppressWarnings("unchecked") // as the program's source says
  private static List<Object> items(ProcessPool pool, ClassLoader program) throws Exception {
    return pool.map(
            (dev.baton.TaskFunction<Integer, Object>)
                program.loadClass("app.App").getMethod("items").invoke(null),
            IntStream.range(0, 1_000).boxed())
        .toList();
  }

  private static String expected(String version) {
    return IntStream.range(0, 1_000)
        .mapToObj(number -> "Item[number=" + number + ", version=" + version + "]")
        .toList()
        .toString();
  }

  @Test
  void installedMeansThatNothingTravelsButWhatIsNamed() throws Exception {
    Path classes = compile("1");
    ClassLoader program = program(classes, lib());
    try (ProcessPool pool = builder().codePolicy(CodePolicy.INSTALLED).build()) {
      assertThatThrownBy(() -> pool.submit(task(program, "version")).get())
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseInstanceOf(ClassNotFoundException.class)
          .cause()
          .isInstanceOf(TaskDecodingException.class)
          .hasMessageContaining("Class app.App");

      pool.addJar(classes);
      assertThat(pool.submit(task(program, "version")).get()).isEqualTo("1 0");

      pool.addJar(lib());
      pool.addJar(lib()); // it is there
      assertThat(pool.submit(task(program, "library")).get()).isEqualTo("lib");
    }
  }

  @Test
  void aMissingClassIsNamedWithTheJarsThatWereSearched() throws Exception {
    Path classes = compile("1");
    ClassLoader program = program(classes, lib());
    try (ProcessPool pool = builder().codePolicy(CodePolicy.INSTALLED).jar(classes).build()) {
      assertThatThrownBy(() -> pool.submit(task(program, "library")).get())
          .hasStackTraceContaining("lib.Lib is neither on the worker's class path")
          .hasStackTraceContaining("(" + classes + "/)")
          .hasStackTraceContaining("ProcessPool.addJar");
    }
  }

  @Test
  void aLocalPoolTakesJarsToo() throws Exception {
    Path classes = compile("1");
    try (ProcessPool pool =
        ProcessPool.builder().workers(1).spareWorkers(0).notices(notices::add).build()) {
      assertThat(pool.submit(() -> 1).get()).isEqualTo(1);
      pool.addJar(classes);
      pool.addJar(lib());

      assertThat(
              pool.submit(
                      () ->
                          Thread.currentThread()
                              .getContextClassLoader()
                              .loadClass("app.App")
                              .getMethod("version")
                              .invoke(null)
                              .getClass()
                              .getName())
                  .get())
          .startsWith("app.App$$Lambda");
      assertThatThrownBy(() -> pool.addJar(folder.resolve("gone.jar")))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("gone.jar");
    }
  }

  @Test
  void anInitializerThatFailsFailsOnlyItsOwnProgram() throws Exception {
    ClassLoader program = program(compile("1"), lib());
    RunnableTask failing =
        () -> {
          throw new IllegalStateException("as told");
        };
    try (ProcessPool one = builder().initializer(failing).build();
        ProcessPool other = builder().build()) {
      assertThatThrownBy(() -> one.submit(() -> 1).get())
          .cause()
          .isInstanceOf(InitializerException.class);
      assertThat(other.submit(task(program, "version")).get()).isEqualTo("1 0");
    }
  }

  @Test
  void noPackedClassesAreLeftOnThisMachine() throws Exception {
    ClassLoader program = program(compile("1"), lib());
    try (ProcessPool pool = builder().build()) {
      assertThat(pool.submit(task(program, "version")).get()).isEqualTo("1 0");
    }
    String own = "code-" + ProcessHandle.current().pid() + "-";
    await()
        .atMost(LIMIT)
        .until(
            () ->
                dev.baton.store.StoreLocations.ofThisHost().list().stream()
                    .noneMatch(store -> store.getFileName().toString().startsWith(own)));
  }
}
