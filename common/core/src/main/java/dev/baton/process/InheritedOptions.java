package dev.baton.process;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which options of a program's JVM its workers get too, so that a task finds there what the method
 * that it was made in finds in the program: system properties (time zone, locale, character set and
 * the program's own), assertions, preview features, what the modules of the JDK open and export,
 * and the size of stacks.
 *
 * <p>Not: what is of one process, as ports, agents and debuggers, or of its size, as heap and
 * collector. What the environment gives ({@code JAVA_TOOL_OPTIONS} and the like) reaches each JVM
 * anyway.
 */
public final class InheritedOptions {

  private static final Pattern INHERITED =
      Pattern.compile(
          """
          -D(?!baton\\.|com\\.sun\\.management\\.|java\\.rmi\\.server\\.|jdk\\.module\\.|java\\.class\\.path=).*\
          |-(ea|da|esa|dsa|enableassertions|disableassertions)([:].*)?\
          |-(enable|disable)systemassertions\
          |-Xss.+\
          |--enable-preview\
          |--(add-opens|add-exports|add-reads)=(java|jdk)\\..*\
          |--(add-modules|enable-native-access|illegal-native-access)=.*\
          |--sun-misc-unsafe-memory-access=.*\
          """,
          Pattern.DOTALL);

  /** What an option that is inherited begins with, or an argument file. */
  private static final Pattern CANDIDATE =
      Pattern.compile("(-D|-e|-d|-Xss|--|@).*", Pattern.DOTALL);

  /** Where a JVM finds options beside its command line. */
  private static final List<String> ENVIRONMENT =
      List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS");

  private InheritedOptions() {}

  /** Those of this process, in its order; none of the command line's, whose options are Baton's. */
  public static List<String> ofThisProcess() {
    return System.getProperty(JvmFlags.HOME_PROPERTY) == null && mayHaveSome()
        ? among(ManagementFactory.getRuntimeMXBean().getInputArguments(), System.getenv())
        : List.of();
  }

  /**
   * Those among all options of a JVM, each one word, that a worker does not have anyway.
   *
   * @param environment that of this process, which its workers have too
   */
  static List<String> among(List<String> options, Map<String, String> environment) {
    String anyway =
        ENVIRONMENT.stream()
            .map(name -> environment.getOrDefault(name, "").replaceAll("[\"']", ""))
            .collect(Collectors.joining(" ", " ", " "));
    return options.stream()
        .filter(option -> !anyway.contains(" " + option + " "))
        .filter(INHERITED.asMatchPredicate())
        .filter(option -> !JvmFlags.quiet().contains(option))
        .filter(option -> !JvmFlags.sharedMemory().contains(option))
        .toList();
  }

  /** Asking the JVM takes a twentieth of a start, so the command line is looked at first. */
  private static boolean mayHaveSome() {
    String[] words = ProcFile.ofProcess(ProcessHandle.current().pid(), "cmdline").split("\0", -1);
    boolean isJava = words[0].equals("java") || words[0].endsWith("/java");
    for (String word : words) {
      if (CANDIDATE.matcher(word).matches()) {
        return true;
      }
    }
    return !isJava;
  }
}
