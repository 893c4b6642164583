package dev.baton.store;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.time.Duration;

/** A child JVM that uses a lock in the header of a directory's members, and two words beside it. */
final class LockUser implements AutoCloseable {

  private static final long FIRST = 64;
  private static final long SECOND = 128;

  private final Members members;
  private final MemorySegment memory;
  private final RobustLock lock;

  LockUser(Members members) {
    this.members = members;
    memory = members.header();
    lock =
        new RobustLock(
            memory.asSlice(0, RobustLock.BYTES),
            members.join().token(),
            members::isAlive,
            "a test's words",
            Duration.ofSeconds(30));
  }

  /**
   * Adds to both words, not atomically.
   *
   * @return whether the lock came from a dead process
   */
  boolean add() {
    boolean fromDead = lockRepaired();
    try {
      long next = memory.get(ValueLayout.JAVA_LONG, FIRST) + 1;
      memory.set(ValueLayout.JAVA_LONG, FIRST, next);
      Thread.onSpinWait();
      memory.set(ValueLayout.JAVA_LONG, SECOND, next);
      return fromDead;
    } finally {
      lock.unlock();
    }
  }

  /** What both words say, or −1 if they differ. */
  long count() {
    lockRepaired();
    try {
      return isTorn() ? -1 : memory.get(ValueLayout.JAVA_LONG, FIRST);
    } finally {
      lock.unlock();
    }
  }

  private boolean lockRepaired() {
    boolean fromDead = lock.lock();
    if (fromDead && isTorn()) {
      memory.set(ValueLayout.JAVA_LONG, SECOND, memory.get(ValueLayout.JAVA_LONG, FIRST));
    }
    return fromDead;
  }

  private boolean isTorn() {
    return memory.get(ValueLayout.JAVA_LONG, FIRST) != memory.get(ValueLayout.JAVA_LONG, SECOND);
  }

  @Override
  public void close() {
    members.close();
  }

  public static void main(String[] args) throws IOException {
    try (LockUser user = new LockUser(Members.open(Path.of(args[0])))) {
      System.out.println("opened");
      switch (args[1]) {
        case "hold" -> {
          user.lock.lock();
          System.out.println("held");
          System.in.read();
        }
        case "add" -> {
          System.in.read();
          for (int i = 0; i < Integer.parseInt(args[2]); i++) {
            user.add();
          }
        }
        default -> throw new IllegalArgumentException(args[1]);
      }
    }
  }
}
