package dev.baton.store.area;

import dev.baton.store.Members;
import dev.baton.store.Members.Line;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The leases of this process on blobs of one area: hazard pointers in shared memory (M. Michael,
 * 2004). A reader first says which blob it means to use, then looks whether it is still there; the
 * owner first takes a blob away, then looks whether anybody has said that. So one of the two
 * notices the other, neither waits, and what a killed process said counts no more. Thread-safe.
 */
public final class Leases {

  private final Members members;
  private final List<Line> lines = new ArrayList<>();
  private final Deque<Integer> free = new ArrayDeque<>();

  public Leases(Members members) {
    this.members = members;
  }

  /**
   * Says that this process is about to use a blob; what it then finds in the blob's header holds.
   *
   * @return the lease's number
   */
  public synchronized int take(long sequence) {
    if (free.isEmpty()) {
      int first = lines.size() * Members.WORDS;
      lines.add(members.join());
      for (int word = 0; word < Members.WORDS; word++) {
        free.addLast(first + word);
      }
    }
    int lease = free.removeFirst();
    set(lease, sequence);
    return lease;
  }

  /** Ends a lease. */
  public synchronized void end(int lease) {
    set(lease, 0);
    free.addFirst(lease);
  }

  private void set(int lease, long sequence) {
    lines.get(lease / Members.WORDS).set(lease % Members.WORDS, sequence);
  }

  /** Whether any process that lives has a lease on a blob; for the owner, after taking it away. */
  public static boolean isLeased(Members members, long sequence) {
    for (int number = 0; number < Members.LINES; number++) {
      Line line = members.line(number);
      long token = line.token();
      if (token != 0 && has(line, sequence) && members.isAlive(token)) {
        return true;
      }
    }
    return false;
  }

  private static boolean has(Line line, long sequence) {
    for (int word = 0; word < Members.WORDS; word++) {
      if (line.get(word) == sequence) {
        return true;
      }
    }
    return false;
  }
}
