package dev.baton.cli.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What went wrong with attempts, alike ones together, each kind with the text of the first one. The
 * first {@value #MOST} kinds are held. Not thread-safe.
 */
final class Troubles {

  static final int MOST = 40;
  private static final int LONGEST_TEXT = 8_192;
  private static final int LONGEST_KEY = 200;
  private static final int NAMED = 5;

  /** One kind of trouble. */
  static final class Trouble {
    private final String what;
    private final String text;
    private final List<String> names = new ArrayList<>(1);
    private long tasks;

    private Trouble(String what, String text) {
      this.what = what;
      this.text = text;
    }

    private void add(String name, int count) {
      tasks += count;
      if (names.size() < NAMED) {
        names.add(name);
      }
    }

    /** In one line. */
    String what() {
      return what;
    }

    /** All that is known of the first one. */
    String text() {
      return text;
    }

    /** The first of them, for people. */
    List<String> names() {
      return names;
    }

    /** How many attempts, each of the tasks of a chunk counted. */
    long tasks() {
      return tasks;
    }
  }

  private final Map<String, Trouble> kinds = new LinkedHashMap<>();
  private long total;

  /**
   * Notes what happened to an attempt, or to each of a chunk.
   *
   * @param name of the attempt
   * @param what in a few words; together with the first line of the text, it says what is alike
   */
  void add(String name, int tasks, String what, String text) {
    total += tasks;
    String line = text.lines().findFirst().orElse("").strip();
    String key = what + (line.isEmpty() ? "" : ": " + line);
    String kind = key.length() <= LONGEST_KEY ? key : key.substring(0, LONGEST_KEY) + "…";
    if (kinds.containsKey(kind) || kinds.size() < MOST) {
      String whole = text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
      kinds.computeIfAbsent(kind, _ -> new Trouble(kind, whole)).add(name, tasks);
    }
  }

  /** How many attempts, those that are not held counted too. */
  long total() {
    return total;
  }

  List<Trouble> kinds() {
    return List.copyOf(kinds.values());
  }
}
