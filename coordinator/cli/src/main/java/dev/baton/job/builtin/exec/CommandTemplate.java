package dev.baton.job.builtin.exec;

import java.util.ArrayList;
import java.util.List;

/**
 * A command with places for the input. Without a shell each word stays one argument, whatever is
 * filled in; with one, what is filled in is quoted.
 *
 * @param words of the command, as they were typed; none if each input is a whole command line
 * @param shell whether {@code sh -c} runs it
 */
public record CommandTemplate(List<String> words, boolean shell) {

  /**
   * Checks a command, and has {@code {}} at its end if it has no placeholder.
   *
   * @param values how many values a command gets
   * @throws dev.baton.UsageException naming what is wrong with it
   */
  public static CommandTemplate of(List<String> words, boolean shell, int values) {
    boolean hasPlace = false;
    for (String word : words) {
      hasPlace |= Placeholder.areIn(word, values);
    }
    if (shell) {
      ShellQuotes.rejectPlaceholdersWithin(String.join(" ", words));
    }
    List<String> whole = new ArrayList<>(words);
    if (!hasPlace && !words.isEmpty()) {
      whole.add("{}");
    }
    return new CommandTemplate(List.copyOf(whole), shell);
  }

  /** The program and its arguments for an input. */
  List<String> argv(CommandInput input) {
    if (shell) {
      return List.of("/bin/sh", "-c", shellLine(input));
    }
    // Several values for {} are several arguments, if it is a word of its own.
    List<String> argv = new ArrayList<>();
    for (String word : words) {
      if (word.equals("{}") && input.values().size() > 1) {
        for (int list = 1; list <= input.values().size(); list++) {
          argv.add(new Placeholder(list, Placeholder.Part.WHOLE).text(input));
        }
      } else {
        argv.add(filled(word, input, false));
      }
    }
    return argv;
  }

  /** The command as a line for a shell; for people, {@code --dry-run} and logs. */
  public String line(CommandInput input) {
    return shell ? shellLine(input) : ShellWords.join(argv(input));
  }

  private String shellLine(CommandInput input) {
    return words.isEmpty()
        ? String.join(" ", input.values())
        : filled(String.join(" ", words), input, true);
  }

  private static String filled(String text, CommandInput input, boolean quoted) {
    return Placeholder.fill(text, place -> value(place, input, quoted));
  }

  private static String value(Placeholder place, CommandInput input, boolean quoted) {
    if (!quoted) {
      return place.text(input);
    }
    if (place.list() > 0 || place.part().isOfCommand()) {
      return ShellWords.quote(place.text(input));
    }
    List<String> each = new ArrayList<>();
    for (int list = 1; list <= input.values().size(); list++) {
      each.add(ShellWords.quote(new Placeholder(list, place.part()).text(input)));
    }
    return String.join(" ", each);
  }
}
