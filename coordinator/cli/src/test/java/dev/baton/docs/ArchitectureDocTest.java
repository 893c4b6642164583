package dev.baton.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.baton.distribution.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What {@code docs/architecture.md} names is there, and what it lists is complete. */
class ArchitectureDocTest {

  private static final Path PAGE = SourceTree.ROOT.resolve("docs/architecture.md");

  /** What is made up for the simulation is a test's. */
  private static final String ABOUT_TESTS = "## The simulation";

  /** Of all modules that were compiled: the command line depends on some of them only. */
  private static final JavaClasses MAIN = classesIn("classes");

  /** With the tests, which are on no class path together. */
  private static final JavaClasses WITH_TESTS = classesIn("classes", "test-classes");

  /** In text: a class, perhaps one within another, or something that a class has. */
  private static final Pattern IN_TEXT = Pattern.compile("`([A-Z]\\w*[a-z]\\w*)(?:\\.(\\w+))?`");

  /** In a picture: the same, if it cannot be a word. */
  private static final Pattern IN_PICTURE =
      Pattern.compile("\\b([A-Z][a-z]\\w*[A-Z]\\w*)(?:\\.(\\w+))?");

  private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\| (`[^|]+`) \\|");
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
  private static final Pattern VARIABLE = Pattern.compile("<\\w+>.*");

  /** The start of a thread's name as the sources write it. */
  private static final Pattern BATON_NAME = Pattern.compile("(?<!\\\\)\"(baton-[\\w-]+)\"");

  /** Names of files and of a pool. */
  private static final Set<String> NO_THREADS =
      Set.of(
          "baton-api",
          "baton-arguments-",
          "baton-broker",
          "baton-broker-",
          "baton-cli",
          "baton-core",
          "baton-echo",
          "baton-join-",
          "baton-measure-",
          "baton-pool",
          "baton-results-",
          "baton-worker");

  @Test
  void everyClassIsThere() throws IOException {
    String page = Files.readString(PAGE);
    int tests = page.indexOf(ABOUT_TESTS);
    assertThat(tests).isPositive();

    assertThat(unknown(page.substring(0, tests), MAIN, Set.of("ApiTest", "ArchitectureDocTest")))
        .as("classes and members that are not in the main sources")
        .isEmpty();
    assertThat(unknown(page.substring(tests), WITH_TESTS, Set.of()))
        .as("classes and members that are in no sources")
        .isEmpty();
  }

  @Test
  void everyPackageIsInTheMapAndNeedsOnlyThoseAboveIt() throws IOException {
    List<String> map = firstCells("## Packages");

    assertThat(map).containsExactlyInAnyOrderElementsOf(packages());
    assertThat(
            MAIN.stream()
                .flatMap(each -> each.getDirectDependenciesFromSelf().stream())
                .map(
                    dependency ->
                        new Need(
                            dependency.getOriginClass().getPackageName(),
                            dependency.getTargetClass().getPackageName()))
                .filter(need -> map.contains(need.other()))
                .filter(need -> map.indexOf(need.other()) > map.indexOf(need.one()))
                .distinct())
        .as("packages that need one below them")
        .isEmpty();
  }

  @Test
  void everyThreadIsInTheTable() throws IOException {
    Set<String> table =
        firstCells("## Roles and threads").stream()
            .map(name -> VARIABLE.matcher(name).replaceFirst(""))
            .collect(Collectors.toCollection(TreeSet::new));
    String sources = mainSources();

    assertThat(Stream.concat(table.stream(), NO_THREADS.stream()))
        .as("names that are not in the main sources")
        .filteredOn(name -> !sources.contains('"' + name + '"'))
        .isEmpty();
    assertThat(BATON_NAME.matcher(sources).results().map(found -> found.group(1)).distinct())
        .as("names in the main sources that are not in the table")
        .isSubsetOf(Stream.concat(table.stream(), NO_THREADS.stream()).toList());
  }

  private record Need(String one, String other) {}

  private static JavaClasses classesIn(String... directories) {
    return new ClassFileImporter()
        .importPaths(
            SourceTree.modules().stream()
                .map(module -> SourceTree.ROOT.resolve(module).resolve("target"))
                .flatMap(target -> Stream.of(directories).map(target::resolve))
                .filter(Files::isDirectory)
                .toList());
  }

  /** Of the main sources of all modules. */
  private static Set<String> packages() throws IOException {
    List<Path> roots = SourceTree.mainSources();
    return SourceTree.javaFiles()
        .filter(file -> !file.endsWith("module-info.java"))
        .flatMap(
            file ->
                roots.stream()
                    .filter(file::startsWith)
                    .map(root -> root.relativize(file.getParent())))
        .map(directory -> directory.toString().replace('/', '.'))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What the first cells of a section's table have in backticks. */
  private static List<String> firstCells(String heading) throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(heading + '\n');
    assertThat(begin).as(heading).isNotNegative();
    int end = page.indexOf("\n## ", begin);
    List<String> names = new ArrayList<>();
    FIRST_CELL
        .matcher(end < 0 ? page.substring(begin) : page.substring(begin, end))
        .results()
        .flatMap(cell -> QUOTED.matcher(cell.group(1)).results())
        .forEach(name -> names.add(name.group(1)));
    assertThat(names).as("table of %s", heading).isNotEmpty();
    return names;
  }

  private static Set<String> unknown(String text, JavaClasses classes, Set<String> others) {
    Stream<MatchResult> inText = IN_TEXT.matcher(FENCED.matcher(text).replaceAll("")).results();
    Stream<MatchResult> inPictures =
        FENCED.matcher(text).results().flatMap(part -> IN_PICTURE.matcher(part.group()).results());
    List<MatchResult> names = Stream.concat(inText, inPictures).toList();
    assertThat(names).isNotEmpty();
    return names.stream()
        .filter(name -> !others.contains(name.group(1)))
        .filter(name -> !isThere(name.group(1), name.group(2), classes))
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isThere(String name, @Nullable String member, JavaClasses classes) {
    return classes.stream()
        .filter(each -> each.getSimpleName().equals(name))
        .anyMatch(each -> member == null || has(each, member, classes));
  }

  private static boolean has(JavaClass owner, String name, JavaClasses classes) {
    return owner.getAllMembers().stream().map(JavaMember::getName).anyMatch(name::equals)
        || classes.contain(owner.getName() + '$' + name);
  }

  private static String mainSources() throws IOException {
    StringBuilder all = new StringBuilder();
    for (Path file : SourceTree.javaFiles().toList()) {
      all.append(Files.readString(file));
    }
    return all.toString();
  }
}
