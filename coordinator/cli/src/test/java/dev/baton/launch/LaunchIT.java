package dev.baton.launch;

import static dev.baton.launch.LaunchedProgram.compileProgram;
import static dev.baton.launch.LaunchedProgram.java;
import static dev.baton.launch.LaunchedProgram.outputOf;
import static dev.baton.launch.LaunchedProgram.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.cli.PackedBaton;
import dev.baton.store.StoreLocations;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaunchIT {

  private static final String RESULT = "42 [Item[number=0, kind=EVEN], Item[number=1, kind=ODD]]\n";
  private static final String QUIET = "-Dorg.slf4j.simpleLogger.defaultLogLevel=error";
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"LOCAL", "KAFKA"})
  void classesThatJavaHasCompiledFromSourceFilesReachTheWorkers(String transport) throws Exception {
    assertThat(outputOf(directory, inSourceMode("Program.java", transport))).isEqualTo(RESULT);
    assertThat(leftByProgram()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG", "tr-TR"}) // other digits, other upper case
  void aProgramInAnyLanguageCanHaveABroker(String tag) throws Exception {
    Locale locale = Locale.forLanguageTag(tag);
    List<String> words = new ArrayList<>(inSourceMode("Program.java", "KAFKA"));
    words.add(1, "-Duser.language=" + locale.getLanguage());
    words.add(1, "-Duser.country=" + locale.getCountry());

    assertThat(outputOf(directory, words)).isEqualTo(RESULT);
  }

  @Test
  void classesThatJshellHasCompiledReachTheWorkers() throws Exception {
    List<String> words =
        List.of(
            Path.of(java()).resolveSibling("jshell").toString(),
            "-J-Djava.util.prefs.userRoot=" + directory,
            "-R" + QUIET,
            "--class-path",
            PackedBaton.classPath(),
            source("session.jsh").toString());

    assertThat(outputOf(directory, words)).endsWith(RESULT);
    assertThat(leftByProgram()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"LOCAL", "KAFKA"})
  void aLoaderWithAllJarsOfTheProgramIsAskedWhereTheyAre(String transport) throws Exception {
    Path classes = compiled();
    String webApplication = classes + File.pathSeparator + PackedBaton.brokerClassPath();

    List<String> words =
        List.of(java(), QUIET, source("Container.java").toString(), webApplication, transport);

    assertThat(outputOf(directory, words)).isEqualTo(RESULT);
  }

  @Test
  void classesOfALoaderThatDoesNotSayWhereTheyAreReachTheWorkers() throws Exception {
    List<String> words = new ArrayList<>(inSourceMode("Plugin.java", compiled().toString()));
    words.add("LOCAL");

    assertThat(outputOf(directory, words)).isEqualTo(RESULT);
    assertThat(leftByProgram()).isEmpty();
  }

  @Test
  void nothingIsLeftOfAProgramThatWasKilled() throws Exception {
    try (LaunchedProgram program =
        LaunchedProgram.start(directory, inSourceMode("Program.java", "LOCAL", "wait"), Map.of())) {
      program.awaitPrinted("waiting");
      assertThat(leftBy(program.pid())).hasSize(1);

      program.kill();

      await().atMost(LIMIT).until(() -> leftBy(program.pid()).isEmpty());
    }
  }

  /** The program's classes in a directory. */
  private Path compiled() {
    return compileProgram(directory.resolve("web application/classes"));
  }

  private static List<String> inSourceMode(String file, String... arguments) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of(java(), QUIET, "-cp", PackedBaton.brokerClassPath()));
    words.add(source(file).toString());
    words.addAll(List.of(arguments));
    return words;
  }

  private static List<Path> leftByProgram() {
    return StoreLocations.ofThisHost().list().stream()
        .filter(path -> path.getFileName().toString().startsWith("classes-"))
        .toList();
  }

  private static List<Path> leftBy(long pid) {
    return leftByProgram().stream()
        .filter(path -> path.getFileName().toString().startsWith("classes-" + pid + "-"))
        .toList();
  }
}
