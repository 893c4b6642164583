package dev.baton.distribution;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The parts of {@code docker-compose.yml} that programs of this project must agree with. */
final class ComposeFile {

  static final Path PATH = SourceTree.ROOT.resolve("docker-compose.yml");
  static final Path THREE_BROKERS = SourceTree.ROOT.resolve("containers/three-brokers.yml");

  private static final String KAFKA_PREFIX = "KAFKA_";

  /** What Kafka's image does not make properties of. */
  private static final Set<String> FOR_THE_JVM = Set.of("KAFKA_OPTS", "KAFKA_HEAP_OPTS");

  private final Map<?, ?> services;

  private ComposeFile(Map<?, ?> services) {
    this.services = services;
  }

  static ComposeFile read() throws IOException {
    return of(Files.readString(PATH, StandardCharsets.UTF_8));
  }

  static ComposeFile of(String text) {
    Map<?, ?> root = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    return new ComposeFile((Map<?, ?>) root.get("services"));
  }

  /** Its services. */
  Set<String> services() {
    Set<String> names = new TreeSet<>();
    services.keySet().forEach(name -> names.add(name.toString()));
    return names;
  }

  List<String> command(String service) {
    return ((List<?>) service(service).get("command")).stream().map(Object::toString).toList();
  }

  /** The value behind an option of a service's command. */
  String option(String service, String name) {
    List<String> words = command(service);
    return words.get(words.indexOf(name) + 1);
  }

  /** The value of one key of a service, as text; empty if it has none. */
  String value(String service, String key) {
    Object value = service(service).get(key);
    return value == null ? "" : value.toString();
  }

  /** The words of a service's health check, without how to run them. */
  List<String> healthCheck(String service) {
    Map<?, ?> check = (Map<?, ?>) service(service).get("healthcheck");
    return ((List<?>) check.get("test")).stream().skip(1).map(Object::toString).toList();
  }

  /** A variable in the environment of a service. */
  String variable(String service, String name) {
    return ((Map<?, ?>) service(service).get("environment")).get(name).toString();
  }

  /**
   * What Kafka's image makes of the environment: {@code KAFKA_A_B} becomes {@code a.b}, where two
   * underscores stand for one and three for a hyphen.
   */
  Map<String, String> brokerProperties(String service) {
    Map<String, String> properties = new TreeMap<>();
    ((Map<?, ?>) service(service).get("environment"))
        .forEach(
            (name, value) -> {
              String key = name.toString();
              if (key.startsWith(KAFKA_PREFIX) && !FOR_THE_JVM.contains(key)) {
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
