package dev.baton.cli.command;

import dev.baton.Handoff;
import dev.baton.advise.Recommendation;
import dev.baton.advise.Recommendation.Choice;
import dev.baton.job.builtin.exec.ShellWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes a command line for a shell. */
public final class SuggestedCommand {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");
  private static final Set<String> FLAGS = Set.of("--check", "--verbose", "-v");
  private static final Set<String> WITH_VALUE = Set.of("--check-limit", "--json");

  private SuggestedCommand() {}

  /** The arguments of {@code baton advise} that {@code baton run} has too. */
  public static List<String> withoutOwnOptions(List<String> arguments) {
    List<String> others = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("--")) {
        others.addAll(arguments.subList(i, arguments.size()));
        return others;
      }
      if (WITH_VALUE.contains(argument)) {
        i++;
      } else if (!FLAGS.contains(argument)
          && !WITH_VALUE.contains(argument.replaceFirst("=.*", ""))) {
        others.add(argument);
      }
    }
    return others;
  }

  /** What runs a job in a recommended pool. */
  public static String run(Recommendation pool, List<String> jobAndOptions) {
    List<String> words = new ArrayList<>(List.of("baton", "run"));
    words.add("--workers=" + pool.forecast().setup().workers());
    words.add("--slots=" + pool.forecast().setup().slots());
    Handoff handoff = pool.forecast().setup().handoff();
    boolean isAuto =
        pool.choices().stream()
            .filter(choice -> choice.subject().equals("handoff"))
            .map(Choice::value)
            .anyMatch("auto"::equals);
    if (!isAuto) {
      words.add("--handoff=" + handoff.name().toLowerCase(Locale.ROOT));
    }
    words.addAll(jobAndOptions);
    return String.join(" ", words.stream().map(SuggestedCommand::quoted).toList());
  }

  /** A word as a shell takes it; the value of an option needs no quotes for its {@code =}. */
  public static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : ShellWords.quote(word);
  }
}
