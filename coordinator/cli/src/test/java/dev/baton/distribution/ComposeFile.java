package dev.baton.distribution;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The parts of {@code docker-compose.yml} that programs of this project must agree with. */
final class ComposeFile {

  static final Path PATH = Path.of("..", "..", "docker-compose.yml");

  private static final String KAFKA_PREFIX = "KAFKA_";

  private final Map<?, ?> services;

  private ComposeFile(Map<?, ?> services) {
    this.services = services;
  }

  static ComposeFile read() throws IOException {
    String text = Files.readString(PATH, StandardCharsets.UTF_8);
    Map<?, ?> root = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    return new ComposeFile((Map<?, ?>) root.get("services"));
  }

  String image(String service) {
    return service(service).get("image").toString();
  }

  List<String> command(String service) {
    return ((List<?>) service(service).get("command")).stream().map(Object::toString).toList();
  }

  /** The value behind an option of a service's command. */
  String option(String service, String name) {
    List<String> words = command(service);
    return words.get(words.indexOf(name) + 1);
  }

  /** The value of one key of a service, as text. */
  String value(String service, String key) {
    return service(service).get(key).toString();
  }

  /**
   * What Kafka's image makes of the environment: {@code KAFKA_A_B} becomes {@code a.b}, where two
   * underscores stand for one and three for a hyphen.
   */
  Map<String, String> brokerProperties() {
    Map<String, String> properties = new TreeMap<>();
    ((Map<?, ?>) service("kafka").get("environment"))
        .forEach(
            (name, value) -> {
              String key = name.toString();
              if (key.startsWith(KAFKA_PREFIX)) {
                properties.put(propertyName(key), value.toString());
              }
            });
    return properties;
  }

  private static String propertyName(String variable) {
    return variable
        .substring(KAFKA_PREFIX.length())
        .toLowerCase(Locale.ROOT)
        .replace("___", "-")
        .replace("__", "\0")
        .replace('_', '.')
        .replace('\0', '_');
  }

  private Map<?, ?> service(String name) {
    return (Map<?, ?>) services.get(name);
  }
}
