package dev.baton.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.docs.Pages.Block;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that the pages name are there, and have the options that the pages name. */
class CommandsInDocsIT {

  /** A command in a script or in backticks, up to what ends it. */
  private static final Pattern COMMAND =
      Pattern.compile("(?m)(?:^|`|\\$ )(?:\\./)?baton ([a-z][^`|&;>\\n]*)");

  /** An option by itself in the text. */
  private static final Pattern OPTION = Pattern.compile("`(--[a-z][a-z-]*)");

  private static final Pattern ANY_OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*");

  /** Options of the JVM, of Maven and of Docker. */
  private static final Set<String> OF_OTHERS =
      Set.of(
          "--add-exports",
          "--add-modules",
          "--add-opens",
          "--add-reads",
          "--enable-native-access",
          "--enable-preview",
          "--illegal-native-access",
          "--scale",
          "--shm-size",
          "--sun-misc-unsafe-memory-access");

  /** Pages about what was. */
  private static final Set<Path> HISTORY = Set.of(Path.of("CHANGELOG.md"));

  private final TreeMap<String, String> helps = new TreeMap<>();
  private Launcher launcher;

  @BeforeEach
  void install(@TempDir Path directory) throws Exception {
    launcher = new Launcher(directory);
  }

  @Test
  void everyCommandIsThereWithItsOptions() throws Exception {
    List<String> commands = commands();
    assertThat(commands).hasSizeGreaterThan(50);

    Set<String> ofShownJobs = new TreeSet<>();
    Pages.blocks("java").forEach(block -> ofShownJobs.addAll(optionsIn(block.code())));
    Set<String> wrong = new TreeSet<>();
    for (String command : commands) {
      Set<String> known = optionsIn(helpOf(words(command)));
      options(command)
          .filter(option -> !known.contains(option) && !ofShownJobs.contains(option))
          .forEach(option -> wrong.add("baton " + command + ": " + option));
    }
    assertThat(wrong).as("options that a command does not have").isEmpty();
  }

  @Test
  void everyOptionIsOneOfSomeCommand() throws Exception {
    Set<String> known = new TreeSet<>(OF_OTHERS);
    for (String command : commands()) {
      known.addAll(optionsIn(helpOf(words(command))));
    }
    Set<String> named = new TreeSet<>();
    for (Path page : Pages.all()) {
      if (!HISTORY.contains(page)) {
        OPTION.matcher(Pages.prose(page)).results().forEach(found -> named.add(found.group(1)));
      }
    }

    assertThat(named).isNotEmpty().isSubsetOf(known);
  }

  private static List<String> commands() {
    Set<String> all = new LinkedHashSet<>();
    for (Path page : Pages.all()) {
      List<String> texts = new ArrayList<>(List.of(Pages.prose(page)));
      Pages.blocks(page).stream()
          .filter(block -> block.language().equals("sh"))
          .map(Block::code)
          .forEach(texts::add);
      for (String text : texts) {
        Matcher command = COMMAND.matcher(text);
        while (command.find()) {
          all.add(command.group(1).replaceFirst(" #.*", "").strip());
        }
      }
    }
    return List.copyOf(all);
  }

  private static List<String> words(String command) {
    return Stream.of(command.split("\\s+")).filter(word -> !word.startsWith("-")).toList();
  }

  private static Stream<String> options(String command) {
    return ANY_OPTION.matcher(command).results().map(found -> found.group());
  }

  private static Set<String> optionsIn(String help) {
    Set<String> all = new TreeSet<>(Set.of("--help"));
    ANY_OPTION.matcher(help).results().forEach(found -> all.add(found.group()));
    return all;
  }

  /** What the most particular command says that the words name. */
  private String helpOf(List<String> words) throws Exception {
    String first = words.getFirst();
    String help = help(first);
    if (first.equals("run") || first.equals("advise")) {
      for (String word : words.subList(1, words.size())) {
        if (lists(help, word)) {
          return help(first + ' ' + word);
        }
      }
    } else if (words.size() > 1 && lists(help, words.get(1))) {
      return help(first + ' ' + words.get(1));
    }
    return help;
  }

  /** Whether a command or a job of that name is listed. */
  private static boolean lists(String help, String word) {
    return Pattern.compile("(?m)^  " + Pattern.quote(word) + "\\s{2}").matcher(help).find();
  }

  private String help(String command) throws Exception {
    String known = helps.get(command);
    if (known == null) {
      known = launcher.help(List.of(command));
      helps.put(command, known);
    }
    return known;
  }
}
