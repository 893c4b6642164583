package dev.baton.codec.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What the standard list allows of the JDK outside {@code java} and {@code javax}, by package: if
 * another JDK adds something, this fails, and somebody looks at it.
 */
class AllowedJdkPackagesTest {

  /** Values, which the list has by their names. */
  private static final Set<String> WITH_VALUES =
      Set.of("com.sun.org.apache.xerces.internal.jaxp.datatype", "sun.util", "sun.util.calendar");

  /** Interfaces, constants and exceptions that programs use. */
  private static final Set<String> FOR_PROGRAMS =
      Set.of(
          "org.ietf.jgss",
          "org.w3c.dom",
          "org.w3c.dom.events",
          "org.w3c.dom.ls",
          "org.w3c.dom.ranges",
          "org.w3c.dom.traversal",
          "org.w3c.dom.views",
          "org.w3c.dom.xpath",
          "org.xml.sax",
          "org.xml.sax.ext");

  /** Public constants and exceptions of the JDK's own modules. */
  private static final Set<String> CONSTANTS_AND_EXCEPTIONS =
      Set.of(
          "com.sun.management",
          "com.sun.net.httpserver",
          "com.sun.nio.file",
          "com.sun.nio.sctp",
          "com.sun.security.jgss",
          "com.sun.source.doctree",
          "com.sun.source.tree",
          "com.sun.source.util",
          "com.sun.tools.jconsole",
          "jdk.dynalink",
          "jdk.dynalink.beans",
          "jdk.dynalink.linker",
          "jdk.javadoc.doclet",
          "jdk.jfr",
          "jdk.jshell",
          "jdk.jshell.execution",
          "jdk.jshell.spi",
          "jdk.management.jfr",
          "jdk.security.jarsigner",
          "netscape.javascript",
          "sun.misc");

  private static final List<String> NAMES =
      AllowedJdkClasses.names().stream()
          .filter(name -> !name.startsWith("java.") && !name.startsWith("javax."))
          .toList();

  @Test
  void nothingElsePasses() {
    Set<String> expected = new TreeSet<>(WITH_VALUES);
    expected.addAll(FOR_PROGRAMS);
    expected.addAll(CONSTANTS_AND_EXCEPTIONS);

    Set<String> packages =
        NAMES.stream().map(AllowedJdkPackagesTest::packageOf).collect(Collectors.toSet());

    assertThat(packages).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void ofTheJdksOwnModulesOnlyConstantsAndExceptionsPass() {
    List<String> others =
        NAMES.stream()
            .filter(name -> CONSTANTS_AND_EXCEPTIONS.contains(packageOf(name)))
            .filter(name -> !isConstantOrException(name))
            .toList();

    assertThat(others).isEmpty();
  }

  @Test
  void noPackagePassesThatProgramsCannotName() {
    List<String> inside =
        NAMES.stream()
            .filter(name -> name.contains(".internal."))
            .filter(name -> !WITH_VALUES.contains(packageOf(name)))
            .toList();

    assertThat(inside).isEmpty();
  }

  private static boolean isConstantOrException(String name) {
    try {
      Class<?> type = Class.forName(name, false, ClassLoader.getPlatformClassLoader());
      return Enum.class.isAssignableFrom(type) || Throwable.class.isAssignableFrom(type);
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static String packageOf(String name) {
    return name.substring(0, name.lastIndexOf('.'));
  }
}
