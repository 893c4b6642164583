package dev.baton.spring;

import dev.baton.metrics.PoolMetrics;
import dev.baton.pool.ProcessPool;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The meters of an application's pool. Spring Boot binds them to each registry there is. */
@AutoConfiguration(after = ProcessPoolAutoConfiguration.class)
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnBean(ProcessPool.class)
public final class ProcessPoolMetricsAutoConfiguration {

  private static final String DEFAULT_NAME = "baton";

  /** Created by Spring. */
  ProcessPoolMetricsAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean(PoolMetrics.class)
  static PoolMetrics processPoolMetrics(
      ProcessPool pool, ObjectProvider<ProcessPoolProperties> properties) {
    @Nullable ProcessPoolProperties set = properties.getIfAvailable();
    @Nullable String name = set == null ? null : set.pool();
    return new PoolMetrics(pool, name == null ? DEFAULT_NAME : name);
  }
}
