package dev.baton.config;

import dev.baton.UsageException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * A file of Kafka client properties, in the format of Kafka's own tools: {@code key=value} lines in
 * UTF-8. Thread-safe.
 */
public final class KafkaConfigFile {

  private KafkaConfigFile() {}

  /**
   * Reads the file.
   *
   * @throws UsageException naming the file, if it cannot be read or is not such a file
   */
  public static Map<String, String> read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (NoSuchFileException e) {
      throw new UsageException(
          "There is no file "
              + file
              + " of Kafka client properties. If a 'baton broker' made it, that has ended.",
          e);
    } catch (IOException | IllegalArgumentException e) {
      throw new UsageException(
          "Cannot read the Kafka client properties in " + file + ": " + FileProblem.of(e) + ".", e);
    }
    Map<String, String> map = new TreeMap<>();
    for (String key : properties.stringPropertyNames()) {
      map.put(key, properties.getProperty(key).strip());
    }
    return map;
  }
}
