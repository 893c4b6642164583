package dev.baton.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.UsageException;
import dev.baton.config.PoolSettings;
import dev.baton.config.SettingTable;
import dev.baton.config.TopicSettings;
import dev.baton.config.WorkerSettings;
import dev.baton.pool.ProcessPoolBuilder;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class ProcessPoolAutoConfigurationTest {

  /** Settings that the starter decides on, or that go with code which properties cannot set. */
  private static final Set<String> FOR_CODE =
      Set.of(PoolSettings.SHUTDOWN_HOOK.name(), WorkerSettings.EXIT_TIMEOUT.name());

  private final ApplicationContextRunner properties =
      new ApplicationContextRunner().withUserConfiguration(PropertiesAlone.class);

  @Configuration
  @EnableConfigurationProperties(ProcessPoolProperties.class)
  static class PropertiesAlone {}

  @Test
  void eachSettingOfTheBuilderIsAProperty() {
    Set<String> setters =
        Stream.of(ProcessPoolBuilder.class.getMethods())
            .map(Method::getName)
            .collect(Collectors.toSet());
    Set<String> expected =
        SettingTable.all().stream()
            .map(setting -> setting.name())
            .filter(name -> setters.contains(name) && !FOR_CODE.contains(name))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(
            Stream.of(ProcessPoolProperties.class.getRecordComponents())
                .map(component -> component.getName())
                .filter(name -> !PropertiesToBuilder.NO_SETTING.contains(name)))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void valuesAreWrittenAsSpringWritesThem() {
    properties
        .withPropertyValues(
            "baton.pool.workers=3",
            "baton.pool.worker-heap=256MB",
            "baton.pool.task-timeout=1500ms",
            "baton.pool.transport=local",
            "baton.pool.worker-jvm-option=-Da=1,-Db=2",
            "baton.pool.topic-prefix=team-")
        .run(
            context -> {
              var settings =
                  PropertiesToBuilder.settings(context.getBean(ProcessPoolProperties.class));

              assertThat(settings)
                  .hasSize(6)
                  .containsEntry(WorkerSettings.WORKERS.name(), "3")
                  .containsEntry(WorkerSettings.HEAP.name(), "268435456")
                  .containsEntry(PoolSettings.TASK_TIMEOUT.name(), "1500ms")
                  .containsEntry(PoolSettings.TRANSPORT.name(), "local")
                  .containsEntry(WorkerSettings.JVM_OPTIONS.name(), "-Da=1\n-Db=2")
                  .containsEntry(TopicSettings.PREFIX.name(), "team-");
              assertThat(PropertiesToBuilder.builder(context.getBean(ProcessPoolProperties.class)))
                  .isNotNull();
            });
  }

  @Test
  void aHeapThatGrowsHasASizeToBeginWith() {
    properties
        .withPropertyValues("baton.pool.worker-heap=256MB", "baton.pool.worker-heap-most=4GB")
        .run(
            context ->
                assertThat(
                        PropertiesToBuilder.builder(context.getBean(ProcessPoolProperties.class)))
                    .isNotNull());
    properties
        .withPropertyValues("baton.pool.worker-heap-most=4GB")
        .run(
            context -> {
              var set = context.getBean(ProcessPoolProperties.class);
              assertThatThrownBy(() -> PropertiesToBuilder.builder(set))
                  .isInstanceOf(UsageException.class)
                  .hasMessageContaining("workerHeap");
            });
  }

  @Test
  void aKeyThatThereIsNotIsAnError() {
    properties
        .withPropertyValues("baton.pool.wrokers=3")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("baton.pool.wrokers"));
  }

  @Test
  void aValueThatIsNotAllowedIsExplained() {
    properties
        .withPropertyValues("baton.pool.slots=0")
        .run(
            context -> {
              var set = context.getBean(ProcessPoolProperties.class);
              assertThatThrownBy(() -> PropertiesToBuilder.builder(set))
                  .isInstanceOfSatisfying(
                      UsageException.class,
                      e -> {
                        FailureAnalysis analysis = new PoolFailureAnalyzer().analyze(e, e);
                        assertThat(analysis.getDescription())
                            .contains("not a number from 1 to 100000 (slots)");
                        assertThat(analysis.getAction()).contains("baton.pool");
                      });
            });
  }

  @Test
  void springsOwnExecutorIsStillThere() {
    assertThat(
            ProcessPoolAutoConfiguration.class
                .getAnnotation(org.springframework.boot.autoconfigure.AutoConfiguration.class)
                .after())
        .contains(TaskExecutionAutoConfiguration.class);
    new ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                ProcessPoolAutoConfiguration.class, TaskExecutionAutoConfiguration.class))
        .withPropertyValues("baton.pool.enabled=false")
        .run(
            context ->
                assertThat(context)
                    .hasBean("applicationTaskExecutor")
                    .doesNotHaveBean("processPool"));
  }
}
