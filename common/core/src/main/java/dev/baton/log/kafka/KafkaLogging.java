package dev.baton.log.kafka;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/**
 * Limits what Kafka writes to the program's log. At the level of most programs, each client logs
 * its whole configuration, some 250 lines for a pool, and a warning each time it tries a broker
 * that is away; Baton reports what matters of that. So Kafka's loggers log only errors, unless the
 * program's logging configuration sets a level for {@code org.apache.kafka}, which then applies.
 */
public final class KafkaLogging {

  private static final List<String> LOGGERS = List.of("org.apache.kafka", "kafka");

  private static final Map<String, Logger> KEPT = new ConcurrentHashMap<>();

  private KafkaLogging() {}

  /** Sets the levels that are not set; call it before the first Kafka client is created. */
  public static void quieten() {
    ILoggerFactory loggers = LoggerFactory.getILoggerFactory();
    try {
      switch (loggers.getClass().getName()) {
        case "ch.qos.logback.classic.LoggerContext" -> logback(loggers);
        case "org.apache.logging.slf4j.Log4jLoggerFactory" -> log4j(loggers);
        case "org.slf4j.jul.JDK14LoggerFactory" -> LOGGERS.forEach(KafkaLogging::javaLogging);
        case "org.slf4j.simple.SimpleLoggerFactory" -> LOGGERS.forEach(KafkaLogging::simple);
        default -> {
          // A logger that writes nothing, or that we do not know.
        }
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      System.getLogger(KafkaLogging.class.getName())
          .log(System.Logger.Level.DEBUG, "Kafka's log level stays as it is", e);
    }
  }

  private static void logback(ILoggerFactory loggers) throws ReflectiveOperationException {
    Class<?> levels = loggers.getClass().getClassLoader().loadClass("ch.qos.logback.classic.Level");
    for (String name : LOGGERS) {
      Object logger = loggers.getLogger(name);
      if (logger.getClass().getMethod("getLevel").invoke(logger) == null) {
        Object _ =
            logger
                .getClass()
                .getMethod("setLevel", levels)
                .invoke(logger, levels.getField("ERROR").get(null));
      }
    }
  }

  private static void log4j(ILoggerFactory loggers) throws ReflectiveOperationException {
    ClassLoader loader = loggers.getClass().getClassLoader();
    Class<?> levels = loader.loadClass("org.apache.logging.log4j.Level");
    Class<?> configurator = loader.loadClass("org.apache.logging.log4j.core.config.Configurator");
    Method setLevel = configurator.getMethod("setLevel", String.class, levels);
    Map<?, ?> configured = log4jLoggers(loader);
    for (String name : LOGGERS) {
      if (!configured.containsKey(name)) {
        Object _ = setLevel.invoke(null, name, levels.getField("ERROR").get(null));
      }
    }
  }

  private static Map<?, ?> log4jLoggers(ClassLoader loader) throws ReflectiveOperationException {
    Object context =
        loader
            .loadClass("org.apache.logging.log4j.LogManager")
            .getMethod("getContext", boolean.class)
            .invoke(null, false);
    Class<?> contexts = loader.loadClass("org.apache.logging.log4j.core.LoggerContext");
    Object configuration = contexts.getMethod("getConfiguration").invoke(context);
    return (Map<?, ?>)
        loader
            .loadClass("org.apache.logging.log4j.core.config.Configuration")
            .getMethod("getLoggers")
            .invoke(configuration);
  }

  private static void javaLogging(String name) {
    Logger logger = Logger.getLogger(name);
    if (logger.getLevel() == null) {
      logger.setLevel(Level.SEVERE);
      KEPT.put(name, logger); // the log manager forgets loggers that are not referenced
    }
  }

  private static void simple(String name) {
    String property = "org.slf4j.simpleLogger.log." + name;
    @Nullable String set = System.getProperty(property);
    if (set == null) {
      System.setProperty(property, "error");
    }
  }
}
