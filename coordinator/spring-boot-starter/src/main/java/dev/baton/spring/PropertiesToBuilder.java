package dev.baton.spring;

import dev.baton.pool.ProcessPool;
import dev.baton.pool.ProcessPoolBuilder;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.unit.DataSize;

/** Hands properties over to a builder. */
final class PropertiesToBuilder {

  /** What is no setting of the pool's table: it is for this starter, or a method of the builder. */
  static final Set<String> NO_SETTING =
      Set.of(
          "enabled",
          "shutdownTimeout",
          "bootstrap",
          "kafkaConfig",
          "joinFile",
          "dataDirectory",
          "workerHeapMost");

  private PropertiesToBuilder() {}

  /**
   * A builder that has what is set.
   *
   * @throws dev.baton.UsageException if a value is not allowed
   */
  static ProcessPoolBuilder builder(ProcessPoolProperties properties) {
    ProcessPoolBuilder builder = ProcessPool.builder().settings(settings(properties));
    PropertyMapper map = PropertyMapper.get();
    map.from(properties::bootstrap).to(builder::bootstrap);
    map.from(properties::kafkaConfig).to(builder::kafkaConfig);
    map.from(properties::joinFile).to(builder::joinFile);
    map.from(properties::dataDirectory).to(builder::dataDirectory);
    map.from(properties::workerHeapMost)
        .as(DataSize::toBytes)
        .to(most -> builder.workerHeap(least(properties), most));
    return builder;
  }

  /** Where a heap that grows begins; 0, which the builder refuses, if that is not set. */
  private static long least(ProcessPoolProperties properties) {
    DataSize least = properties.workerHeap();
    return least == null ? 0 : least.toBytes();
  }

  /** What is set, by the names of the pool's settings. */
  static Map<String, String> settings(ProcessPoolProperties properties) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (RecordComponent component : ProcessPoolProperties.class.getRecordComponents()) {
      @Nullable Object value =
          NO_SETTING.contains(component.getName())
              ? null
              : ReflectionUtils.invokeMethod(component.getAccessor(), properties);
      if (value != null) {
        settings.put(component.getName(), text(value));
      }
    }
    return settings;
  }

  /** A value as settings are written. */
  private static String text(Object value) {
    return switch (value) {
      case Duration time -> time.toMillis() + "ms";
      case DataSize size -> Long.toString(size.toBytes());
      case Enum<?> choice -> choice.name().toLowerCase(Locale.ROOT);
      case List<?> list -> list.stream().map(String::valueOf).collect(Collectors.joining("\n"));
      default -> value.toString();
    };
  }
}
