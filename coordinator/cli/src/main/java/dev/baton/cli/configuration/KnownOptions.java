package dev.baton.cli.configuration;

import dev.baton.UsageException;
import dev.baton.config.Suggestion;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The options of all commands, so that a key can be checked without loading each command. They are
 * in a resource, which a test compares with the commands. Immutable.
 */
public final class KnownOptions {

  /** Where the list is; each line is {@code command: option option}. */
  public static final String RESOURCE = "options";

  /** What is typed, and nowhere else. */
  public static final Set<String> TYPED_ONLY = Set.of("help", "version", "join");

  private static final List<String> WITH_JOBS = List.of("run", "advise");

  private final Map<String, Set<String>> byCommand = new TreeMap<>();
  private final Set<String> all = new TreeSet<>();

  private KnownOptions() {}

  /** Reads the list. */
  static KnownOptions read() {
    KnownOptions known = new KnownOptions();
    try (InputStream in = KnownOptions.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the list of options is missing");
      }
      new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .map(line -> line.split(": ", 2))
          .forEach(parts -> known.add(parts[0].replace(' ', '.'), parts[1].split(" ")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return known;
  }

  private void add(String command, String... options) {
    byCommand.put(command, Set.of(options));
    all.addAll(Set.of(options));
  }

  /**
   * Checks a key.
   *
   * @param place where it stands, for the message
   * @throws UsageException if there is no such option, with the one that was probably meant
   */
  void check(String key, String place) {
    String option = key.substring(key.lastIndexOf('.') + 1);
    if (option.equals("join")) {
      throw new UsageException(
          place + ": a join token is read from a file only. Set join-file to its name.");
    }
    String command = key.equals(option) ? "" : key.substring(0, key.lastIndexOf('.'));
    if (command.isEmpty()) {
      if (!all.contains(option)) {
        throw new UsageException(
            place + ": there is no option '" + option + "'." + Suggestion.question(option, all));
      }
    } else if (byCommand.containsKey(command)) {
      requireOption(command, option, place);
    } else if (!isJobOfOthers(command)) {
      throw new UsageException(
          "%s: there is no command '%s'.%s"
              .formatted(
                  place,
                  command.replace('.', ' '),
                  Suggestion.question(command, byCommand.keySet())));
    }
  }

  private void requireOption(String command, String option, String place) {
    String above = command.contains(".") ? command.substring(0, command.indexOf('.')) : command;
    Set<String> options = new TreeSet<>(byCommand.getOrDefault(command, Set.of()));
    options.addAll(byCommand.getOrDefault(above, Set.of()));
    if (!options.contains(option)) {
      throw new UsageException(
          "%s: 'baton %s' has no option '%s'.%s"
              .formatted(
                  place, command.replace('.', ' '), option, Suggestion.question(option, options)));
    }
  }

  /** A job in somebody's jar, whose options are known when it runs. */
  private static boolean isJobOfOthers(String command) {
    return WITH_JOBS.stream()
        .anyMatch(
            word -> command.startsWith(word + ".") && command.indexOf('.', word.length() + 1) < 0);
  }
}
