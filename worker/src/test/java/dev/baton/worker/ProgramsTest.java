package dev.baton.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.EnvironmentException;
import dev.baton.TaskDecodingException;
import dev.baton.codec.AllowList;
import dev.baton.codec.FailureCodec;
import dev.baton.codec.kryo.KryoCodec;
import dev.baton.config.PoolSettings;
import dev.baton.store.StoredJars;
import dev.baton.store.handle.TaskBlobs;
import dev.baton.wire.ContentId;
import dev.baton.wire.JobJar;
import dev.baton.wire.TaskBatch;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramsTest {

  private static final ClassLoader WORKERS = ProgramsTest.class.getClassLoader();
  private static final int MANY = 1_000;

  /** A task that says which version it is, and how often its class was used. */
  private static final String APP =
      """
      package app;

      import dev.baton.Task;
      import java.io.InputStream;
      import java.util.HashMap;
      import java.util.List;

      public class App {
        private static final ThreadLocal<Object> KEPT = new ThreadLocal<>();
        private static int calls;

        public enum Color { RED { }, BLUE }

        public record Item(String name, Color color) {}

        public static class Failure extends RuntimeException {
          final Item item;

          Failure(Item item) {
            super(item.name());
            this.item = item;
          }
        }

        public static Task<Object> version() {
          Item item = new Item("item", Color.RED);
          return () -> {
            KEPT.set(item);
            try (InputStream in = App.class.getResource("App.class").openStream()) {
              in.read();
            }
            return List.of(item, "VERSION", ++calls);
          };
        }

        public static Task<Object> failing() {
          Item item = new Item("item", Color.BLUE);
          return () -> {
            throw new Failure(item);
          };
        }

        public static Task<Object> needing() {
          return () -> lib.Lib.name();
        }
      }
      """;

  private static final String LIB =
      "package lib; public class Lib { public static String name() { return \"lib\"; } }";

  private final FakeClock clock = new FakeClock();
  private final TaskBlobs blobs = Records.blobs();
  private final FailureCodec failures = new FailureCodec(AllowList.standard(), WORKERS);
  @TempDir private Path folder;
  private StoredJars stored;
  private Programs programs;
  private TestJar lib;

  @BeforeEach
  void makeStore() throws IOException {
    stored = new StoredJars(Files.createDirectory(folder.resolve("store")));
    lib = TestJar.of(folder, "lib.jar", List.of(), LIB);
    programs =
        new Programs(
            new Program.Classes(WORKERS, blobs.objects()),
            () ->
                new JobClasses(
                    stored,
                    WORKERS,
                    AllowList.standard(),
                    (allowed, loader) -> blobs.objects(_ -> new KryoCodec(allowed, loader))),
            new ExitHooks(Duration.ofMinutes(1), _ -> {}),
            clock);
  }

  private TestJar app(String version) throws IOException {
    return TestJar.of(
        folder, "app-" + version + ".jar", List.of(lib), APP.replace("VERSION", version));
  }

  /** What a program with this jar sends. */
  private byte[] task(TestJar app, String name) throws Exception {
    try (URLClassLoader loader = TestJar.loader(app, lib)) {
      Object task = loader.loadClass("app.App").getMethod(name).invoke(null);
      return new KryoCodec(AllowList.standard(), loader).encodeToBytes(task);
    }
  }

  private static TaskBatch batch(long coordinator, JobJar... jars) {
    return new TaskBatch(
        coordinator,
        Records.INCARNATION,
        Records.RESULTS,
        "job",
        0,
        0,
        false,
        Records.LINGER_NS,
        PoolSettings.FULL_WEIGHT,
        new byte[0],
        List.of(jars),
        List.of(),
        List.of());
  }

  private static Object run(Program program, byte[] task) throws Exception {
    return ((Callable<?>) program.classes().objects().codec().decode(task)).call();
  }

  @Test
  void twoVersionsOfAClassAreHereAtTheSameTime() throws Exception {
    TestJar first = app("first");
    TestJar second = app("second");
    Program one = programs.of(batch(1, first.addTo(stored)));
    Program other = programs.of(batch(2, second.addTo(stored)));

    assertThat(run(one, task(first, "version"))).asString().contains("first, 1");
    assertThat(run(other, task(second, "version"))).asString().contains("second, 1");
    assertThat(run(one, task(first, "version"))).asString().contains("first, 2");
    assertThat(programs.open()).isEqualTo(2);
  }

  @Test
  void theSameJarTwiceIsTwoPrograms() throws Exception {
    TestJar app = app("same");
    Program one = programs.of(batch(1, app.addTo(stored)));
    Program other = programs.of(batch(2, app.addTo(stored)));

    assertThat(run(one, task(app, "version"))).asString().contains("same, 1");
    assertThat(run(other, task(app, "version"))).asString().contains("same, 1");
  }

  @Test
  void aJarThatIsAddedLaterIsFoundByTheClassesThatAreThere() throws Exception {
    TestJar app = app("first");
    JobJar appJar = app.addTo(stored);
    Program program = programs.of(batch(1, appJar));
    assertThat(run(program, task(app, "version"))).asString().contains("first, 1");
    assertThatThrownBy(() -> run(program, task(app, "needing")))
        .isInstanceOf(NoClassDefFoundError.class);

    programs.of(batch(1, appJar, lib.addTo(stored)));

    assertThat(run(program, task(app, "version"))).asString().contains("first, 2");
  }

  @Test
  void aMissingClassIsNamedWithTheJarsThatWereSearched() throws Exception {
    TestJar app = app("first");
    byte[] task = task(app, "version");
    Program without = programs.of(batch(1, lib.addTo(stored)));

    assertThatThrownBy(() -> run(without, task))
        .isInstanceOf(TaskDecodingException.class)
        .hasMessageContaining("Class app.App")
        .hasMessageContaining("nor in the jars of the job (lib.jar)")
        .hasMessageContaining("baton run --jar FILE, or ProcessPool.addJar");
  }

  @Test
  void aClassThatIsMissingWhileATaskRunsIsNamedToo() throws Exception {
    TestJar app = app("first");
    Program program = programs.of(batch(1, app.addTo(stored)));

    assertThatThrownBy(() -> run(program, task(app, "needing")))
        .isInstanceOf(NoClassDefFoundError.class)
        .cause()
        .hasMessageContaining("lib.Lib is neither on the worker's class path")
        .hasMessageContaining("(app-first.jar)");
  }

  @Test
  void aJarThatThisHostDoesNotHaveIsNamed() {
    Program program = programs.of(batch(1, new JobJar(new ContentId(1, 2, 3, 4), "gone.jar")));

    assertThatThrownBy(program::classes)
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("gone.jar");
  }

  @Test
  void aDangerousClassThatIsTheJobsOwnMayBeNamed() throws Exception {
    String name = "org.apache.commons.collections.functors.InvokerTransformer";
    TestJar own =
        TestJar.of(
            folder,
            "own.jar",
            List.of(),
            "package org.apache.commons.collections.functors;"
                + " public record InvokerTransformer(int n) {}");
    byte[] record;
    try (URLClassLoader loader = TestJar.loader(own)) {
      Object value = loader.loadClass(name).getConstructor(int.class).newInstance(1);
      record = new KryoCodec(AllowList.standard().and(name), loader).encodeToBytes(value);
    }
    Program with = programs.of(batch(1, own.addTo(stored)));
    Program without = programs.of(batch(2, lib.addTo(stored)));

    assertThat(with.classes().objects().codec().decode(record))
        .hasToString("InvokerTransformer[n=1]");
    assertThatThrownBy(() -> without.classes().objects().codec().decode(record))
        .hasMessageContaining(name)
        .hasMessageContaining("to allow it");
  }

  @Test
  void aProgramThatHasEndedIsForgottenOnceItRunsNothing() throws Exception {
    Program program = programs.of(batch(1, app("first").addTo(stored)));
    program.classes();
    programs.ended(1);

    programs.tidy(_ -> true);
    assertThat(programs.open()).as("it still runs").isEqualTo(1);

    programs.tidy(_ -> false);
    assertThat(programs.open()).isZero();
    assertThat(programs.known()).isZero();
    assertThat(programs.unloaded()).isEqualTo(1);
  }

  @Test
  void aProgramThatIsSilentForLongIsClosedAndLoadedAgainIfItIsBack() throws Exception {
    TestJar app = app("first");
    byte[] task = task(app, "version");
    Program program = programs.of(batch(1, app.addTo(stored)));
    assertThat(run(program, task)).asString().contains("first, 1");
    assertThat(run(program, task)).asString().contains("first, 2");

    clock.advance(Programs.IDLE.minus(Duration.ofSeconds(1)));
    programs.tidy(_ -> false);
    assertThat(programs.open()).isEqualTo(1);
    clock.advance(Duration.ofSeconds(2));
    programs.tidy(_ -> false);
    assertThat(programs.open()).isZero();

    assertThat(run(programs.of(batch(1)), task)).asString().contains("first, 1");
  }

  @Test
  void ofManyIdleProgramsTheLongestIdleIsClosed() throws Exception {
    JobJar jar = lib.addTo(stored);
    for (int i = 1; i <= Programs.MOST_IDLE + 2; i++) {
      programs.of(batch(i, jar)).classes();
      clock.advance(Duration.ofMillis(1));
    }
    programs.tidy(_ -> false);
    assertThat(programs.open()).as("all may be busy").isEqualTo(Programs.MOST_IDLE + 2);

    clock.advance(Programs.BUSY.plusMillis(1));
    programs.tidy(coordinator -> coordinator == 1);

    assertThat(programs.open()).isEqualTo(Programs.MOST_IDLE + 1);
    assertThat(programs.of(batch(1)).hasOwnClasses()).as("it is busy").isTrue();
    assertThat(programs.of(batch(2)).hasOwnClasses()).isFalse();
  }

  /** Each has a class loader of its own, and leaves none behind. */
  @ParameterizedTest
  @ValueSource(strings = {"version", "failing"})
  void nothingIsLeftOfManyPrograms(String name) throws Exception {
    TestJar app = app("first");
    byte[] task = task(app, name);
    JobJar[] jars = {app.addTo(stored), lib.addTo(stored)};
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    runInNewThread(() -> runAndEnd(0, jars, task, loaders));
    int classesBefore = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
    long filesBefore = openFiles();

    // As in a worker: the thread that has run tasks of a program ends after the program.
    for (int i = 1; i <= MANY; i++) {
      long coordinator = i;
      runInNewThread(() -> runAndEnd(coordinator, jars, task, loaders));
    }

    assertThat(loaders).hasSize(MANY + 1);
    assertThat(programs.unloaded()).isEqualTo(MANY + 1);
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(loaders).allMatch(loader -> loader.get() == null);
              // A program has six classes of its own.
              assertThat(ManagementFactory.getClassLoadingMXBean().getLoadedClassCount())
                  .isLessThan(classesBefore + MANY);
            });
    assertThat(openFiles()).isLessThan(filesBefore + 20);
  }

  private void runAndEnd(
      long coordinator, JobJar[] jars, byte[] task, List<WeakReference<ClassLoader>> loaders)
      throws Exception {
    Program program = programs.of(batch(coordinator, jars));
    loaders.add(new WeakReference<>(program.classes().loader()));
    new TaskThreads(WORKERS).use(program.classes().loader());
    try {
      Object result = run(program, task);
      assertThat(program.classes().objects().codec().encodeToBytes(result)).isNotEmpty();
    } catch (RuntimeException e) {
      assertThat(failures.encode(e)).isNotEmpty();
    } finally {
      new TaskThreads(WORKERS).leave();
    }
    programs.ended(coordinator);
    programs.tidy(_ -> false);
  }

  private static void runInNewThread(Step step) throws InterruptedException {
    List<Throwable> thrown = new ArrayList<>();
    Thread thread =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    step.run();
                  } catch (Throwable e) {
                    thrown.add(e);
                  }
                });
    thread.join();
    assertThat(thrown).isEmpty();
  }

  @FunctionalInterface
  private interface Step {
    void run() throws Exception;
  }

  private static long openFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }
}
