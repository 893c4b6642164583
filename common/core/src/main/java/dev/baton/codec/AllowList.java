package dev.baton.codec;

import dev.baton.TaskDecodingException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Decides which classes a record may name. It is consulted before a class is loaded, so that no
 * code of a refused class runs.
 *
 * <p>The standard list allows values of the JDK, the types of Baton's API, and all classes of
 * programs and libraries that are not known to do harm when they are read. The user adds further
 * classes by name or by prefix.
 *
 * <p>Immutable as seen from outside, and thread-safe.
 */
public final class AllowList {

  /** The system property with additions for every codec of this process, separated by commas. */
  public static final String PROPERTY = "baton.allow";

  private static final int REMEMBERED = 10_000;

  private final List<String> additions;
  private final Predicate<String> own;
  private final ConcurrentMap<String, Boolean> answers = new ConcurrentHashMap<>();

  private AllowList(List<String> additions, Predicate<String> own) {
    this.additions = additions;
    this.own = own;
  }

  /** The standard list, plus the additions of the system property {@value #PROPERTY}. */
  public static AllowList standard() {
    String property = System.getProperty(PROPERTY, "");
    return new AllowList(List.of(), _ -> false).and(property.split(","));
  }

  /**
   * This list with additions.
   *
   * @param names class names ({@code com.acme.Order}), or prefixes that end in a dot or a dollar
   *     ({@code com.acme.})
   */
  public AllowList and(String... names) {
    Stream<String> more = Arrays.stream(names).map(String::strip).filter(name -> !name.isEmpty());
    return new AllowList(Stream.concat(additions.stream(), more).distinct().toList(), own);
  }

  /**
   * This list, and the classes that somebody has of their own, whatever they may do when they are
   * read: their code runs in this process anyway. The JDK's are not among them.
   *
   * @param classes whether a class is one of them, by its name; asked once for each name
   */
  public AllowList andOwn(Predicate<String> classes) {
    return new AllowList(additions, classes);
  }

  /** The additions to the standard list; a worker needs the same. */
  public List<String> additions() {
    return additions;
  }

  /**
   * Whether a record may name this class.
   *
   * @param className as {@link Class#getName} gives it; for an array, its element type decides
   */
  public boolean allows(String className) {
    Boolean known = answers.get(className);
    if (known != null) {
      return known;
    }
    boolean answer = decide(elementName(className));
    // Names come from records, perhaps hostile ones: they must not fill the memory.
    if (answers.size() < REMEMBERED && className.length() < 1_000) {
      answers.put(className, answer);
    }
    return answer;
  }

  /**
   * Whether a record may name this class as a value of type {@code Class}: the standard list allows
   * all public classes of the JDK, because no objects of them are created.
   *
   * @param className as for {@link #allows}
   */
  public boolean allowsLiteral(String className) {
    String element = elementName(className);
    return allows(className) || (JdkTypes.isJdkName(element) && JdkTypes.isPublic(element));
  }

  /**
   * Refuses a class that is not allowed.
   *
   * @throws TaskDecodingException if it is not; the message names the class and how to allow it
   */
  public void check(String className) {
    if (!allows(className)) {
      throw new TaskDecodingException(refusal(className));
    }
  }

  /** The message that a class is refused, and how to allow it. */
  public static String refusal(String className) {
    String name = Names.shortened(elementName(className));
    String why =
        JdkTypes.isJdkName(name)
            ? " is not among the JDK types that may travel between processes"
            : " is known from attacks or may do harm when it is read, so it does not travel between"
                + " processes unless you say so";
    return "Class "
        + name
        + why
        + "; to allow it, add -D"
        + PROPERTY
        + "="
        + name
        + " to the JVM options of both sides";
  }

  private boolean decide(String name) {
    if (name.isEmpty()) {
      return false;
    }
    return isAddition(name)
        || (JdkTypes.isJdkName(name)
            ? JdkTypes.isValue(name)
            : !DangerousTypes.contain(name) || own.test(name));
  }

  private boolean isAddition(String name) {
    for (String addition : additions) {
      boolean prefix = addition.endsWith(".") || addition.endsWith("$");
      if (prefix ? name.startsWith(addition) : name.equals(addition)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The name of the innermost element type of an array, or the name itself; for primitive arrays, a
   * wrapper's name.
   */
  private static String elementName(String className) {
    int dimensions = 0;
    while (dimensions < className.length() && className.charAt(dimensions) == '[') {
      dimensions++;
    }
    if (dimensions == 0) {
      return className;
    }
    String element = className.substring(dimensions);
    if (element.startsWith("L") && element.endsWith(";")) {
      return element.substring(1, element.length() - 1);
    }
    return element.length() == 1 && "BCDFIJSZ".contains(element) ? "java.lang.Number" : "";
  }
}
