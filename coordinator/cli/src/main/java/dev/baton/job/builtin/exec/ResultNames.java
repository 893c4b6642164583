package dev.baton.job.builtin.exec;

import dev.baton.UsageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;

/**
 * Where the output of each command goes, in GNU parallel's words for {@code --results}: a folder,
 * below which each command has one that is made of its values; or a text with placeholders, which
 * names a folder if it ends with {@code /}, and otherwise a file. What is filled in never names
 * another folder than that at its place.
 *
 * @param root the folder that no value is part of
 * @param parts of the path below it, with placeholders; none for a path made of the values
 * @param isFolder whether each command has a folder of its own
 * @param isOneList whether all values come from the same list
 */
record ResultNames(Path root, List<String> parts, boolean isFolder, boolean isOneList) {

  /** What Linux takes, in bytes. */
  private static final int MOST_BYTES = 255;

  /** Behind the name of a file. */
  private static final String ERR = ".err";

  private static final String SEQ = ".seq";

  /** The three files of a command. */
  record Files(Path out, Path err, Path seq) {}

  /**
   * Reads what was typed.
   *
   * @param base for a path that is not absolute
   * @throws UsageException if it names no place for each command
   */
  static ResultNames of(String typed, Path base, InputLists inputs) {
    boolean isOneList = inputs.lists().size() == 1;
    if (!Placeholder.areIn(typed, inputs.width())) {
      return new ResultNames(base.resolve(typed), List.of(), true, isOneList);
    }
    List<String> parts = parts(typed);
    int fixed = 0;
    while (!Placeholder.areIn(parts.get(fixed), inputs.width())) {
      fixed++;
    }
    List<String> below = new ArrayList<>(parts.subList(fixed, parts.size()));
    boolean isFolder = below.getLast().isEmpty();
    below.removeIf(part -> part.isEmpty() || part.equals("."));
    if (below.contains("..")) {
      throw new UsageException("--results %s: has '..' behind a placeholder.".formatted(typed));
    }
    Placeholder.rejectSlot("--results", typed);
    String root = (typed.startsWith("/") ? "/" : "") + String.join("/", parts.subList(0, fixed));
    return new ResultNames(base.resolve(root), List.copyOf(below), isFolder, isOneList);
  }

  /** Divides at each {@code /} that is not in a placeholder. */
  private static List<String> parts(String typed) {
    List<String> parts = new ArrayList<>(List.of(""));
    Matcher match = Placeholder.SYNTAX.matcher(typed);
    int at = 0;
    while (match.find()) {
      addText(typed.substring(at, match.start()), parts);
      parts.add(parts.removeLast() + match.group());
      at = match.end();
    }
    addText(typed.substring(at), parts);
    return parts;
  }

  private static void addText(String text, List<String> parts) {
    String[] pieces = text.split("/", -1);
    parts.add(parts.removeLast() + pieces[0]);
    parts.addAll(List.of(pieces).subList(1, pieces.length));
  }

  /** Where the output of a command goes: its folder, or its file, below the root. */
  String place(CommandInput input) {
    List<String> names = new ArrayList<>();
    if (parts.isEmpty()) {
      for (int i = 0; i < input.values().size(); i++) {
        names.add(isOneList ? "1" : Integer.toString(i + 1));
        names.add(SafeName.of(SafeName.escape(input.values().get(i)), MOST_BYTES));
      }
    }
    for (String part : parts) {
      boolean isFile = !isFolder && names.size() == parts.size() - 1;
      names.add(
          SafeName.of(
              Placeholder.fill(part, place -> SafeName.escape(place.text(input))),
              isFile ? MOST_BYTES - ERR.length() : MOST_BYTES));
    }
    return String.join("/", names);
  }

  /** What a file's name takes: the place of one command may be that of another's errors. */
  List<String> siblings(String place) {
    return List.of(place, place + ERR, place + SEQ);
  }

  /**
   * The files of a command.
   *
   * @throws java.nio.file.InvalidPathException if this process cannot name them, which is a matter
   *     of its locale
   */
  Files files(String place) {
    Path path = root.resolve(place);
    return isFolder
        ? new Files(path.resolve("stdout"), path.resolve("stderr"), path.resolve("seq"))
        : new Files(path, root.resolve(place + ERR), root.resolve(place + SEQ));
  }
}
