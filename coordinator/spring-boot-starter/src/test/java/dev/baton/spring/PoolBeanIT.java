package dev.baton.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.metrics.PoolMetrics;
import dev.baton.pool.ProcessPool;
import dev.baton.pool.TaskFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The bean, with real workers. */
class PoolBeanIT {

  private final ApplicationContextRunner contexts =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  TaskExecutionAutoConfiguration.class,
                  ProcessPoolAutoConfiguration.class,
                  ProcessPoolHealthAutoConfiguration.class,
                  ProcessPoolMetricsAutoConfiguration.class))
          .withPropertyValues("baton.pool.workers=1", "baton.pool.spare-workers=0");

  @Configuration
  static class OwnPool {
    @Bean
    static ProcessPool own() {
      return ProcessPool.builder().workers(1).spareWorkers(0).build();
    }
  }

  @Test
  void theContextHasAPoolWithHealthAndMetersBesidesSpringsExecutor() {
    AtomicReference<ProcessPool> pool = new AtomicReference<>();
    contexts.run(
        context -> {
          assertThat(context)
              .hasSingleBean(ProcessPool.class)
              .hasSingleBean(PoolMetrics.class)
              .hasBean("applicationTaskExecutor");
          pool.set(context.getBean(ProcessPool.class));
          assertThat(pool.get().submit(() -> 6 * 7).get()).isEqualTo(42);
          HealthIndicator indicator = context.getBean(HealthIndicator.class);
          assertThat(indicator.health())
              .returns(Status.UP, Health::getStatus)
              .extracting(health -> health.getDetails().get("workers"))
              .isEqualTo(1);

          pool.get().shutdown();
          assertThat(indicator.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        });
    assertThat(pool.get().isTerminated()).isTrue();
  }

  @Test
  void aTaskThatRunsLongerThanTheLimitIsCancelledWhenTheContextEnds() {
    AtomicReference<TaskFuture<?>> task = new AtomicReference<>();
    contexts
        .withPropertyValues("baton.pool.shutdown-timeout=10ms")
        .run(
            context ->
                task.set(
                    context
                        .getBean(ProcessPool.class)
                        .submit(
                            () -> {
                              TimeUnit.DAYS.sleep(1);
                              return 0;
                            })));
    assertThat(task.get().isCancelled()).isTrue();
  }

  @Test
  void anApplicationMayHaveItsOwnPoolAndNeitherActuatorNorMicrometer() {
    contexts
        .withUserConfiguration(OwnPool.class)
        .withClassLoader(
            new FilteredClassLoader("io.micrometer", "org.springframework.boot.health"))
        .run(
            context -> {
              assertThat(context).hasSingleBean(ProcessPool.class).hasBean("own");
              assertThat(context).doesNotHaveBean(ProcessPoolProperties.class);
              assertThat(context).doesNotHaveBean(PoolMetrics.class);
            });
  }
}
