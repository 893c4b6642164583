package dev.baton.spring;

import dev.baton.pool.ProcessPool;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanClassLoaderAware;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.convert.DurationStyle;

/**
 * Starts a pool with the application context, and ends it after the beans that use it. Tasks that
 * still run then may go on for a while.
 */
final class ProcessPoolFactoryBean
    implements FactoryBean<ProcessPool>, InitializingBean, DisposableBean, BeanClassLoaderAware {

  private static final Log LOG = LogFactory.getLog(ProcessPoolFactoryBean.class);

  /** Beyond the grace period of tasks that ignore an interrupt, for which their worker dies. */
  private static final Duration AFTER_CANCEL = Duration.ofSeconds(30);

  private final ProcessPoolProperties properties;
  private @Nullable ClassLoader loader;
  private @Nullable ProcessPool pool;

  ProcessPoolFactoryBean(ProcessPoolProperties properties) {
    this.properties = properties;
  }

  @Override
  public void setBeanClassLoader(ClassLoader classLoader) {
    loader = classLoader;
  }

  /** The thread that creates a lazy bean may have a context class loader of a server or of none. */
  @Override
  public void afterPropertiesSet() {
    Thread thread = Thread.currentThread();
    @Nullable ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      pool =
          PropertiesToBuilder.builder(properties)
              .shutdownHook(false)
              .workerOutput(LOG::info)
              .notices(LOG::warn)
              .build();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Override
  public ProcessPool getObject() {
    return Objects.requireNonNull(pool, "the pool has not been started");
  }

  @Override
  public Class<?> getObjectType() {
    return ProcessPool.class;
  }

  @Override
  public void destroy() throws InterruptedException {
    ProcessPool running = pool;
    if (running == null) {
      return;
    }
    running.shutdown();
    Duration limit = properties.shutdownTimeout();
    if (!running.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.warn(
          "Tasks still ran after "
              + DurationStyle.SIMPLE.print(limit)
              + " (baton.pool.shutdown-timeout), and are cancelled.");
      var _ = running.shutdownNow();
      if (!running.awaitTermination(AFTER_CANCEL.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.error("The pool has not ended, although its tasks were cancelled.");
      }
    }
  }
}
