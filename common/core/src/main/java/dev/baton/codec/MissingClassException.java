package dev.baton.codec;

import java.io.Serial;
import java.util.ArrayList;
import java.util.List;

/** A class that is in none of a job's jars; the message says which were searched. */
public final class MissingClassException extends ClassNotFoundException {

  @Serial private static final long serialVersionUID = 1;

  /** A program may ship hundreds. */
  private static final int NAMED = 20;

  private final String className;

  /** Names of the jars, in an array: the list of a caller need not be serialisable. */
  private final String[] jars;

  /**
   * Creates an exception.
   *
   * @param jars the names of the jars that were searched
   */
  public MissingClassException(String className, List<String> jars) {
    super(className);
    this.className = className;
    this.jars = jars.toArray(String[]::new);
  }

  /** The class that is missing. */
  public String className() {
    return className;
  }

  /** Assembled only when asked for: many programs look for classes that need not be there. */
  @Override
  public String getMessage() {
    return className + where();
  }

  /** Where it was looked for, and what to do; follows the name of the class. */
  String where() {
    List<String> named = new ArrayList<>(List.of(jars).subList(0, Math.min(NAMED, jars.length)));
    if (jars.length > NAMED) {
      named.add((jars.length - NAMED) + " more");
    }
    return " is neither on the worker's class path nor in the jars of the job ("
        + String.join(", ", named)
        + "). Add the jar that has it: baton run --jar FILE, or ProcessPool.addJar";
  }
}
