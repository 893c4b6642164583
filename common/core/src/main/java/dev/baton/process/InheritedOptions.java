package dev.baton.process;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Selects the options of a program's JVM that its workers get too, so that a task finds the same
 * environment as the code that created it: system properties (time zone, locale, character set and
 * the program's own), assertions, preview features, what the modules of the JDK open and export,
 * and the size of stacks.
 *
 * <p>Excluded are options specific to one process, such as ports, agents and debuggers, and those
 * about its size, such as heap and collector. Options in the environment ({@code JAVA_TOOL_OPTIONS}
 * and the like) reach each JVM anyway.
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

  /** How an inherited option, or an argument file, begins. */
  private static final Pattern CANDIDATE =
      Pattern.compile("(-D|-e|-d|-Xss|--|@).*", Pattern.DOTALL);

  /** Where a JVM finds options besides its command line. */
  private static final List<String> ENVIRONMENT =
      List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS");

  private InheritedOptions() {}

  /**
   * The inherited options of this process, in its order; none for the command line, whose options
   * are Baton's.
   */
  public static List<String> ofThisProcess() {
    return System.getProperty(JvmFlags.HOME_PROPERTY) == null && mayHaveSome()
        ? among(ManagementFactory.getRuntimeMXBean().getInputArguments(), System.getenv())
        : List.of();
  }

  /**
   * The inherited ones among all options of a JVM, each one word, that a worker does not have
   * anyway.
   *
   * @param environment the environment of this process, which its workers have too
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

  /** Asking the JVM takes a twentieth of a start, so the command line is checked first. */
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
