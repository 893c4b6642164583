package dev.baton.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every package says what it is for, and that null is the exception in it. */
class PackageInfoTest {

  @ParameterizedTest
  @MethodSource("dev.baton.distribution.SourceTree#mainSources")
  void everyPackageIsDescribedAndNullMarked(Path sources) throws IOException {
    for (Path packageDirectory : packagesIn(sources)) {
      assertThat(packageDirectory.resolve("package-info.java"))
          .content()
          .startsWith("/**")
          .contains("@NullMarked");
    }
  }

  private static List<Path> packagesIn(Path sources) throws IOException {
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("module-info.java"))
          .map(Path::getParent)
          .distinct()
          .toList();
    }
  }
}
