package dev.baton.launch;

import static dev.baton.launch.LaunchedProgram.java;
import static dev.baton.launch.LaunchedProgram.outputOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.docs.Pages;
import dev.baton.docs.Pages.Block;
import dev.baton.process.Library;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the guides show for Spring Boot, JUnit and Kotlin, in projects of Maven's. */
@Tag("thorough")
class GuideProjectsIT {

  @TempDir private Path directory;

  @Test
  void theBeanForSpringBoot() throws Exception {
    MavenProject project =
        MavenProject.make(directory, "boot/pom.xml")
            .withText(theOnly("spring-boot").code(), "src/main/java/demo/App.java");
    var _ = project.maven("package");
    Path jar = project.directory().resolve("target/boot-1.jar");

    assertThat(outputOf(directory, List.of(java(), "-jar", jar.toString())))
        .contains("answer: 42\n");
  }

  @Test
  void theTestForJunit() throws Exception {
    MavenProject project =
        MavenProject.make(directory, "maven/pom.xml")
            .withText(theOnly("junit").code(), "src/test/java/SquaresTest.java");

    assertThat(project.maven("test", "-Dkafka.version=" + Library.KAFKA_CLIENTS.built()))
        .contains("Tests run: 1, Failures: 0, Errors: 0");
  }

  @Test
  void theProgramInKotlin() throws Exception {
    Block program = theOnly("kotlin", "main");
    MavenProject project =
        MavenProject.make(directory, "kotlin/pom.xml")
            .withText(program.code(), "src/main/kotlin/Program.kt");

    assertThat(project.maven("compile", "exec:java")).contains(program.output());
  }

  private static Block theOnly(String need) {
    return theOnly("java", need);
  }

  private static Block theOnly(String language, String need) {
    List<Block> blocks =
        Pages.blocks(language).stream().filter(block -> block.need().equals(need)).toList();
    assertThat(blocks).hasSize(1);
    return blocks.getFirst();
  }
}
