package dev.baton.job.builtin.exec;

import dev.baton.UsageException;
import java.util.ArrayList;
import java.util.List;

/**
 * The lists of values of a command line, and what each command gets of them: a combination, of
 * which the last list changes fastest, or of a single list several values.
 *
 * @param lists at least one, the first not linked
 * @param valuesEach how many values of a single list a command gets; 1 with several lists
 */
public record InputLists(List<InputList> lists, int valuesEach) {

  /**
   * Checks lists that are linked, and those of which a command gets several values.
   *
   * @throws UsageException naming those that do not belong together
   */
  public InputLists {
    lists = List.copyOf(lists);
    if (valuesEach > 1 && lists.size() > 1) {
      throw new UsageException(
          "-n takes several values of one list for a command, and there are %d lists."
              .formatted(lists.size()));
    }
    for (int i = 1; i < lists.size(); i++) {
      int before = lists.get(i - 1).values().size();
      int size = lists.get(i).values().size();
      if (lists.get(i).isLinked() && size != before) {
        throw new UsageException(
            "Lists that are linked have equally many values, and list %d has %,d, list %d has %,d."
                .formatted(i, before, i + 1, size));
      }
    }
  }

  /** How many commands there are. */
  public long count() {
    try {
      long combinations =
          lists.stream()
              .filter(list -> !list.isLinked())
              .mapToLong(list -> list.values().size())
              .reduce(1, Math::multiplyExact);
      return Math.ceilDiv(combinations, valuesEach);
    } catch (ArithmeticException e) {
      throw new UsageException("The lists have more combinations than can be counted.", e);
    }
  }

  /** How many values a command gets, at most. */
  public int width() {
    return Math.max(lists.size(), valuesEach);
  }

  /** The values of the command with that number, from 1. */
  public List<String> values(long number) {
    return valuesEach > 1 ? part(number) : combination(number);
  }

  private List<String> part(long number) {
    List<String> all = lists.getFirst().values();
    int from = Math.toIntExact((number - 1) * valuesEach);
    return List.copyOf(all.subList(from, Math.min(from + valuesEach, all.size())));
  }

  private List<String> combination(long number) {
    long rest = number - 1;
    List<String> values = new ArrayList<>(lists.size());
    for (InputList list : lists.reversed()) {
      int size = list.values().size();
      values.addFirst(list.values().get(Math.toIntExact(rest % size)));
      rest = list.isLinked() ? rest : rest / size;
    }
    return List.copyOf(values);
  }
}
