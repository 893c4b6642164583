package dev.baton.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.baton.pool.ProcessPool;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Pools with real workers, in classes of tests that JUnit runs inside of a test. */
class ProcessPoolExtensionIT {

  private static final Set<ProcessPool> SEEN = ConcurrentHashMap.newKeySet();

  @BeforeEach
  void nothingSeen() {
    SEEN.clear();
  }

  @Test
  void aStaticFieldGivesAPoolToAllTestsOfAClass() {
    run(3, PerClass.class);

    assertThat(SEEN).hasSize(1).allMatch(ProcessPool::isTerminated);
  }

  @Test
  void anInstanceFieldGivesAPoolToEachTest() {
    run(2, PerTest.class);

    assertThat(SEEN).hasSize(2).allMatch(ProcessPool::isTerminated);
  }

  @Test
  void theAnnotationGivesOnePoolToAllClasses() {
    run(2, OneOfTwo.class, OtherOfTwo.class);

    assertThat(SEEN).hasSize(1).allMatch(ProcessPool::isTerminated);
  }

  @Test
  void withoutTheAnnotationTheMessageSaysWhatIsMissing() {
    ProcessPoolExtension unregistered = ProcessPoolExtension.with(builder -> builder);

    assertThatIllegalStateException()
        .isThrownBy(unregistered::pool)
        .withMessageContaining("@RegisterExtension");
  }

  private static void run(int tests, Class<?>... classes) {
    EngineTestKit.Builder engine = EngineTestKit.engine("junit-jupiter");
    for (Class<?> tested : classes) {
      engine.selectors(selectClass(tested));
    }
    engine.execute().testEvents().assertStatistics(events -> events.succeeded(tests).failed(0));
  }

  private static void runATask(ProcessPool pool) throws Exception {
    SEEN.add(pool);
    long worker = pool.submit(() -> ProcessHandle.current().pid()).get();
    assertThat(worker).isNotEqualTo(ProcessHandle.current().pid());
  }

  static class PerClass {

    @RegisterExtension
    static final ProcessPoolExtension POOL =
        ProcessPoolExtension.with(builder -> builder.workers(1));

    @Test
    void first() throws Exception {
      runATask(POOL.pool());
      assertThat(POOL.pool().workers()).hasSize(1);
    }

    @Test
    void second(ProcessPool pool) throws Exception {
      runATask(pool);
    }

    @Nested
    class Inner {
      @Test
      void third(ProcessPool pool) throws Exception {
        runATask(pool);
      }
    }
  }

  static class PerTest {

    @RegisterExtension
    final ProcessPoolExtension pool = ProcessPoolExtension.with(builder -> builder.workers(1));

    @Test
    void first() throws Exception {
      runATask(pool.pool());
    }

    @Test
    void second() throws Exception {
      runATask(pool.pool());
    }
  }

  @ExtendWith(ProcessPoolExtension.class)
  static class OneOfTwo {
    @Test
    void test(ProcessPool pool) throws Exception {
      runATask(pool);
    }
  }

  @ExtendWith(ProcessPoolExtension.class)
  static class OtherOfTwo {
    @Test
    void test(ProcessPool pool) throws Exception {
      runATask(pool);
    }
  }
}
