package dev.baton.spring;

import dev.baton.pool.ProcessPool;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** The health of an application's pool, where Spring Boot's health endpoint is. */
@AutoConfiguration(after = ProcessPoolAutoConfiguration.class)
@ConditionalOnClass(HealthIndicator.class)
@ConditionalOnBean(ProcessPool.class)
public final class ProcessPoolHealthAutoConfiguration {

  /** Created by Spring. */
  ProcessPoolHealthAutoConfiguration() {}

  // The condition is not on the class: Spring would look for it even if its library is missing.
  @Bean
  @ConditionalOnEnabledHealthIndicator("process-pool")
  @ConditionalOnMissingBean(name = "processPoolHealthIndicator")
  static HealthIndicator processPoolHealthIndicator(ProcessPool pool) {
    return new ProcessPoolHealthIndicator(pool);
  }
}
