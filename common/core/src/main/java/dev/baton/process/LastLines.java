package dev.baton.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last few lines of an endless text, kept as evidence. Thread-safe. */
final class LastLines {

  private final int limit;
  private final Deque<String> lines = new ArrayDeque<>();

  LastLines(int limit) {
    this.limit = limit;
  }

  synchronized void add(String line) {
    if (lines.size() == limit) {
      lines.removeFirst();
    }
    lines.addLast(line);
  }

  synchronized List<String> list() {
    return List.copyOf(lines);
  }
}
