package dev.baton.cli.profile;

import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedMethod;

/**
 * A method on a stack, as people know it.
 *
 * @param type the class, with its package; empty for what is not a method
 * @param method its name
 */
record StackFrame(String type, String method) {

  /** Whose code it is. */
  enum Owner {
    PROGRAM("program"),
    BATON("Baton"),
    JDK("JDK"),
    THREAD("thread");

    private final String text;

    Owner(String text) {
      this.text = text;
    }

    /** What people call it. */
    String text() {
      return text;
    }
  }

  /** The classes of lambdas and the like have other numbers in each JVM. */
  private static final Pattern NUMBERS = Pattern.compile("/0x[0-9a-f]+|\\$\\$Lambda.*|\\d{4,}");

  private static final String BATON = "dev.baton.";

  /** Jobs that come with Baton are programs. */
  private static final String BUILT_IN = "dev.baton.job.builtin.";

  static StackFrame of(RecordedMethod method) {
    return new StackFrame(
        NUMBERS.matcher(method.getType().getName()).replaceAll(""), method.getName());
  }

  /** All threads of a kind; those with a number in their names are of one. */
  static StackFrame thread(String name) {
    return new StackFrame("", name.replaceAll("\\d+", "N"));
  }

  Owner owner() {
    if (type.isEmpty()) {
      return Owner.THREAD;
    }
    if (type.startsWith(BATON) && !type.startsWith(BUILT_IN)) {
      return Owner.BATON;
    }
    boolean isJdk =
        type.startsWith("java.")
            || type.startsWith("javax.")
            || type.startsWith("jdk.")
            || type.startsWith("sun.")
            || type.startsWith("com.sun.");
    return isJdk ? Owner.JDK : Owner.PROGRAM;
  }

  /** Class and method, with the package. */
  String name() {
    return type.isEmpty() ? method : type + '.' + method;
  }

  /** Class and method. */
  String shortName() {
    return type.isEmpty() ? method : type.substring(type.lastIndexOf('.') + 1) + '.' + method;
  }
}
