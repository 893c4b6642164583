package dev.baton.job.builtin.exec;

import dev.baton.UsageException;
import java.util.ArrayList;
import java.util.List;

/**
 * The lists of values of a command line, and their combinations: the last list changes fastest.
 *
 * @param lists at least one
 */
public record InputLists(List<List<String>> lists) {

  /** How many combinations there are. */
  public long count() {
    try {
      return lists.stream().mapToLong(List::size).reduce(1, Math::multiplyExact);
    } catch (ArithmeticException e) {
      throw new UsageException("The lists have more combinations than can be counted.", e);
    }
  }

  /** The values of the combination with that number, from 1. */
  public List<String> values(long number) {
    long rest = number - 1;
    List<String> values = new ArrayList<>(lists.size());
    for (List<String> list : lists.reversed()) {
      values.addFirst(list.get(Math.toIntExact(rest % list.size())));
      rest /= list.size();
    }
    return List.copyOf(values);
  }
}
