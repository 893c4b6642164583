package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.cli.command.Syntax;
import dev.baton.cli.configuration.Configuration;
import dev.baton.cli.configuration.KnownOptions;
import dev.baton.config.Setting;
import dev.baton.config.SettingTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The list of all options, and the table of {@code docs/configuration.md}, are those of the
 * commands. Where one is not, the failure has the lines as they should be.
 */
class ConfigurationTableTest {

  private static final Path GUIDE = Path.of("..", "..", "docs", "configuration.md");
  private static final String HEAD =
      "| key | variable | commands | what it sets |\n| --- | --- | --- | --- |\n";

  /** The options of each command; those of a job are its own only. */
  private final Map<String, Map<String, OptionSpec>> options = new TreeMap<>();

  @BeforeEach
  void readCommands() throws Exception {
    CommandTree.read().getSubcommands().forEach((word, line) -> read(word, line, Set.of()));
  }

  @Test
  void theListHasTheOptionsOfAllCommands() throws IOException {
    String expected =
        options.entrySet().stream()
            .filter(command -> !command.getValue().isEmpty())
            .map(command -> command.getKey() + ": " + String.join(" ", command.getValue().keySet()))
            .collect(Collectors.joining("\n", "", "\n"));

    try (var in = KnownOptions.class.getResourceAsStream(KnownOptions.RESOURCE)) {
      assertThat(in).isNotNull();
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(expected);
    }
  }

  @Test
  void theGuideHasATableOfAllOptions() throws IOException {
    Map<String, Set<String>> commands = new TreeMap<>();
    Map<String, OptionSpec> first = new TreeMap<>();
    options.forEach(
        (command, its) ->
            its.forEach(
                (name, option) -> {
                  commands.computeIfAbsent(name, _ -> new TreeSet<>()).add(command);
                  first.putIfAbsent(name, option);
                }));
    String table =
        commands.entrySet().stream()
            .map(
                entry ->
                    "| `%s` | `%s` | %s | %s |\n"
                        .formatted(
                            entry.getKey(),
                            Configuration.variable(entry.getKey()),
                            String.join(", ", entry.getValue()),
                            summary(first.get(entry.getKey()))))
            .collect(Collectors.joining("", HEAD, ""));

    assertThat(Files.readString(GUIDE)).contains(table);
  }

  @Test
  void everySettingWithAnOptionCanBeConfigured() {
    Set<String> known =
        options.values().stream().flatMap(its -> its.keySet().stream()).collect(Collectors.toSet());
    List<String> ofSettings =
        SettingTable.all().stream()
            .map(Setting::options)
            .filter(names -> !names.isEmpty())
            .map(names -> names.getLast().substring("--".length()))
            .toList();

    assertThat(ofSettings).isNotEmpty().allMatch(known::contains);
  }

  private static String summary(OptionSpec option) {
    return Syntax.summary(option).replace("|", "\\|").replace("<", "&lt;");
  }

  private void read(String command, CommandLine line, Set<String> above) {
    Map<String, OptionSpec> own = new TreeMap<>();
    for (OptionSpec option : line.getCommandSpec().options()) {
      String name = option.longestName().substring("--".length());
      if (!KnownOptions.TYPED_ONLY.contains(name) && !above.contains(name)) {
        own.put(name, option);
      }
    }
    options.put(command, own);
    line.getSubcommands().forEach((word, below) -> read(command + " " + word, below, own.keySet()));
  }
}
