package dev.baton.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.distribution.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documentation in the sources: that of the API is complete, snippets compile. */
class JavadocTest {

  private static final List<Path> API =
      List.of(
          Path.of("java", "dev", "baton"),
          Path.of("java", "dev", "baton", "job"),
          Path.of("java", "dev", "baton", "pool"),
          Path.of("java", "dev", "baton", "advise"));

  /** Up to a brace that ends a paragraph. */
  private static final Pattern SNIPPET =
      Pattern.compile("(?s)\\{@snippet lang=\"java\" :(.*?) *\\* \\}(?=\\R *\\*(?:/|\\R))");

  @TempDir private Path directory;

  @Test
  void everySnippetCompiles() throws IOException {
    List<Path> programs = new ArrayList<>();
    for (String snippet : snippets()) {
      String name = "Snippet" + programs.size();
      String program =
          """
          import dev.baton.*;
          import dev.baton.pool.*;
          import java.util.*;
          import java.util.concurrent.*;
          import java.util.stream.*;

          class %s {
            static void run(ProcessPool pool) throws Exception {
              %s
            }
          }
          """
              .formatted(name, snippet);
      programs.add(Files.writeString(directory.resolve(name + ".java"), program));
    }
    assertThat(programs).hasSizeGreaterThan(4);

    compile(List.of(), programs);
  }

  @Test
  void theApiIsDocumentedWithoutAWarning() throws IOException {
    List<Path> api =
        SourceTree.javaFiles()
            .filter(file -> API.stream().anyMatch(file.getParent()::endsWith))
            .filter(file -> !file.endsWith("module-info.java"))
            .toList();
    assertThat(api).hasSizeGreaterThan(20);

    compile(
        List.of(
            "-Xdoclint:all/protected",
            "-Xdoclint/package:dev.baton,dev.baton.job,dev.baton.pool,dev.baton.advise",
            "-Werror"),
        api);
  }

  private void compile(List<String> options, List<Path> files) {
    Javac.compile(directory, System.getProperty("java.class.path"), options, files);
  }

  private static List<String> snippets() throws IOException {
    List<String> all = new ArrayList<>();
    for (Path file : SourceTree.javaFiles().toList()) {
      SNIPPET
          .matcher(Files.readString(file))
          .results()
          .map(found -> found.group(1).replaceAll("(?m)^ *\\*", ""))
          .forEach(all::add);
    }
    return all;
  }
}
