package dev.baton.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramClassesTest {

  private static final Callable<ClassLoader> ASK =
      () -> Thread.currentThread().getContextClassLoader();

  private final ClassLoader before = Thread.currentThread().getContextClassLoader();
  private final String classPath = System.getProperty("java.class.path");
  @TempDir private Path program;

  @AfterEach
  void restore() {
    Thread.currentThread().setContextClassLoader(before);
    System.setProperty("java.class.path", classPath);
  }

  @Test
  void withNothingToAddAllStaysAsItIs() {
    assertThat(ProgramClasses.add(List.of())).isSameAs(before);
    assertThat(System.getProperty("java.class.path")).isEqualTo(classPath);
  }

  @Test
  void threadsFindTheProgramsClassesWhetherTheyWereThereBeforeOrNot() throws Exception {
    try (ForkJoinPool pool = new ForkJoinPool(1, new ProgramClasses(), null, false)) {
      assertThat(pool.submit(ASK).get()).isSameAs(ClassLoader.getSystemClassLoader());

      ClassLoader found = ProgramClasses.add(List.of(program));

      assertThat(found).isNotSameAs(before);
      assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(found);
      assertThat(System.getProperty("java.class.path")).endsWith(program.toString());
      assertThat(pool.submit(ASK).get()).isSameAs(found);
      assertThat(pool.submit(ASK).get()).as("the next task").isSameAs(found);
      try (ForkJoinPool other = new ForkJoinPool(1, new ProgramClasses(), null, false)) {
        assertThat(other.submit(ASK).get()).isSameAs(found);
      }
    }
  }
}
