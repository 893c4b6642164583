package dev.baton.cli.configuration;

import dev.baton.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The values of options that the environment and a file have, for what is not on the command line.
 * A key is an option's long name without its dashes, for each command that has it, or with a
 * command in front, for that one: {@code workers}, {@code run.workers}, {@code run.wordcount.top}.
 * Thread-safe.
 */
public final class Configuration {

  /** What a variable of an option begins with; other variables of Baton's say other things. */
  public static final String PREFIX = "BATON_OPTION_";

  /** The variable that names the file. */
  public static final String FILE = "BATON_CONFIG";

  /** Nothing is configured. */
  public static final Configuration NONE = new Configuration(List.of());

  private static final ScopedValue<Configuration> CURRENT = ScopedValue.newInstance();

  /** The environment before the file. */
  private final List<Map<String, ConfiguredValue>> sources;

  private Configuration(List<Map<String, ConfiguredValue>> sources) {
    this.sources = sources;
  }

  /**
   * Reads what is configured.
   *
   * @param named the file that was named on the command line; null for the one that {@value #FILE}
   *     names, or the user's own, if there is one
   * @throws UsageException if the file cannot be read, or there is no option of some name
   */
  public static Configuration read(
      @Nullable Path named, Map<String, String> environment, Path userHome) {
    Map<String, ConfiguredValue> ofEnvironment = new TreeMap<>();
    environment.forEach(
        (variable, value) -> {
          if (variable.startsWith(PREFIX)) {
            ofEnvironment.put(key(variable), new ConfiguredValue(value.strip(), variable));
          }
        });
    Map<String, ConfiguredValue> ofFile = file(named, environment, userHome);
    if (ofEnvironment.isEmpty() && ofFile.isEmpty()) {
      return NONE;
    }
    KnownOptions known = KnownOptions.read();
    ofEnvironment.forEach((key, value) -> known.check(key, value.place()));
    ofFile.forEach((key, value) -> known.check(key, value.place()));
    return new Configuration(List.of(ofEnvironment, ofFile));
  }

  private static Map<String, ConfiguredValue> file(
      @Nullable Path named, Map<String, String> environment, Path userHome) {
    String variable = environment.getOrDefault(FILE, "");
    if (named != null) {
      return ConfigurationFile.read(named);
    }
    if (!variable.isEmpty()) {
      return ConfigurationFile.read(Path.of(variable));
    }
    Path standard =
        ConfigurationFile.standard(environment.getOrDefault("XDG_CONFIG_HOME", ""), userHome);
    return Files.exists(standard) ? ConfigurationFile.read(standard) : Map.of();
  }

  /** The variable of a key: {@code BATON_OPTION_RUN__LOG_FORMAT} for {@code run.log-format}. */
  public static String variable(String key) {
    return PREFIX + key.toUpperCase(Locale.ROOT).replace(".", "__").replace('-', '_');
  }

  private static String key(String variable) {
    return variable
        .substring(PREFIX.length())
        .toLowerCase(Locale.ROOT)
        .replace("__", ".")
        .replace('_', '-');
  }

  /** Runs an action to which this configuration applies. */
  public <R> R during(Callable<R> action) throws Exception {
    return ScopedValue.where(CURRENT, this).call(action::call);
  }

  /** Whether nothing is configured. */
  public boolean isEmpty() {
    return sources.isEmpty();
  }

  /** What applies to the calling thread. */
  public static Configuration current() {
    return CURRENT.isBound() ? CURRENT.get() : NONE;
  }

  /**
   * The value of an option; null if it is not configured.
   *
   * @param command the words of the command, such as {@code run wordcount}
   * @param option its long name, without dashes
   */
  public @Nullable ConfiguredValue find(String command, String option) {
    if (KnownOptions.TYPED_ONLY.contains(option)) {
      return null;
    }
    for (Map<String, ConfiguredValue> source : sources) {
      for (String prefix : prefixes(command)) {
        ConfiguredValue found = source.get(prefix + option);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  /** The keys that are meant for this command alone, without the command, and where they stand. */
  public Map<String, String> only(String command) {
    String prefix = prefixes(command).getFirst();
    Map<String, String> places = new LinkedHashMap<>();
    for (Map<String, ConfiguredValue> source : sources) {
      source.forEach(
          (key, value) -> {
            if (key.startsWith(prefix) && key.indexOf('.', prefix.length()) < 0) {
              places.put(key.substring(prefix.length()), value.place());
            }
          });
    }
    return places;
  }

  /** The most particular first, that of all commands last. */
  private static List<String> prefixes(String command) {
    List<String> prefixes = new ArrayList<>();
    String rest = command.replace(' ', '.');
    while (!rest.isEmpty()) {
      prefixes.add(rest + ".");
      rest = rest.contains(".") ? rest.substring(0, rest.lastIndexOf('.')) : "";
    }
    prefixes.add("");
    return prefixes;
  }
}
