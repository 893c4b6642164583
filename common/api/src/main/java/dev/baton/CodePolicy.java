package dev.baton;

/** How the workers of a cluster get the classes of a program. */
public enum CodePolicy {
  /**
   * The program's class path travels to each host that has workers, each jar once. Baton and the
   * libraries that it needs do not.
   */
  SHIP,

  /**
   * The workers have the program's classes: they were started with its jars, as with {@code baton
   * worker --jar}. Only jars that the program names travel.
   */
  INSTALLED
}
