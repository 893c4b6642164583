package dev.baton.process;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  private static final String ADD_MODULES = "--add-modules=";
  private static final String UNNAMED = "ALL-UNNAMED";

  /** An option that ends with a list of modules. */
  private static final Pattern TO_MODULES =
      Pattern.compile(
          "(--(?:add-modules|enable-native-access)=|--add-(?:opens|exports|reads)=.+=)(.+)");

  /** A module of the JDK, or one of the words that stand for several. */
  private static final Pattern OF_JDK = Pattern.compile("(?:java|jdk)\\..+|ALL-.+");

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
        .map(InheritedOptions::onTheClassPath)
        .flatMap(Optional::stream)
        .filter(option -> !JvmFlags.quiet().contains(option))
        .filter(option -> !JvmFlags.sharedMemory().contains(option))
        .toList();
  }

  /**
   * The same for a JVM that has the program's modules on its class path, where they are the unnamed
   * module; empty if nothing is left of it.
   */
  private static Optional<String> onTheClassPath(String option) {
    Matcher toModules = TO_MODULES.matcher(option);
    if (!toModules.matches()) {
      return Optional.of(option);
    }
    boolean isAdded = option.startsWith(ADD_MODULES);
    String modules =
        Stream.of(toModules.group(2).split(","))
            .map(module -> OF_JDK.matcher(module).matches() ? module : isAdded ? "" : UNNAMED)
            .filter(module -> !module.isEmpty())
            .distinct()
            .collect(Collectors.joining(","));
    return modules.isEmpty() ? Optional.empty() : Optional.of(toModules.group(1) + modules);
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
