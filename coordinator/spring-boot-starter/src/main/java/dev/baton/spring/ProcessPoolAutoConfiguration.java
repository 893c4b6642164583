package dev.baton.spring;

import dev.baton.pool.ProcessPool;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * A {@link ProcessPool} as the properties {@code baton.pool.*} say, unless the application has one
 * of its own.
 *
 * <p>A pool is an {@code Executor}, and Spring Boot makes no executor for {@code @Async} and for
 * web requests if there is one already: hence after {@link TaskExecutionAutoConfiguration}.
 */
@AutoConfiguration(after = TaskExecutionAutoConfiguration.class)
@ConditionalOnProperty(prefix = "baton.pool", name = "enabled", matchIfMissing = true)
@ConditionalOnMissingBean(ProcessPool.class)
@EnableConfigurationProperties(ProcessPoolProperties.class)
public final class ProcessPoolAutoConfiguration {

  /** Created by Spring. */
  ProcessPoolAutoConfiguration() {}

  @Bean
  static ProcessPoolFactoryBean processPool(ProcessPoolProperties properties) {
    return new ProcessPoolFactoryBean(properties);
  }
}
