package dev.baton.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.distribution.SourceTree;
import dev.baton.process.JvmFlags;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What docs/jvm-flags.md says, tried by programs in JVMs of their own. */
class JvmFlagsIT {

  private static final Path PAGE = SourceTree.ROOT.resolve("docs/jvm-flags.md");
  private static final Pattern FLAG = Pattern.compile("`(--[^`]+)`");
  private static final Pattern MANIFEST_LINE =
      Pattern.compile("^(Add-Exports|Add-Opens|Enable-Native-Access): (.+)$", Pattern.MULTILINE);

  private record Ended(int code, String output, String errors) {

    private List<String> warnings() {
      return errors.lines().filter(line -> line.startsWith("WARNING")).toList();
    }
  }

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({"tasks, 9900", "shared data, 130817", "counters, 5050", "shared maps, 5050"})
  void aProgramNeedsNoMoreThanItsRowSays(String feature, String result) throws Exception {
    Ended program = runOnClassPath(flagsByFeature().get(feature), feature);

    assertThat(program.code()).as(program.errors()).isZero();
    assertThat(program.output()).isEqualTo(result + "\n");
  }

  @Test
  void thePageHasARowForEachFeature() throws Exception {
    assertThat(flagsByFeature())
        .containsOnlyKeys("counters", "shared data", "shared maps", "tasks");
    assertThat(flagsByFeature().get("shared maps")).isEqualTo(JvmFlags.sharedMaps());
    assertThat(flagsByFeature().values()).filteredOn(List::isEmpty).hasSize(3);
  }

  @Test
  void withoutFlagsTheErrorOfASharedMapSaysWhatToAdd() throws Exception {
    Ended program = runOnClassPath(List.of(), "shared maps");

    assertThat(program.code()).isEqualTo(1);
    assertThat(program.errors())
        .contains("EnvironmentException")
        .contains("Add: " + String.join(" ", JvmFlags.sharedMaps()))
        .contains("Add-Exports: " + manifest().get("Add-Exports"))
        .contains("Add-Opens: " + manifest().get("Add-Opens"));
  }

  @Test
  void onlyTheJdkWarnsOfUnsafeAndAFlagSparesThat() throws Exception {
    List<String> needed = JvmFlags.sharedMaps();
    List<String> all = new ArrayList<>(needed);
    all.add("--sun-misc-unsafe-memory-access=allow");

    assertThat(runOnClassPath(needed, "shared maps").warnings())
        .hasSize(4)
        .first()
        .asString()
        .contains("sun.misc.Unsafe");
    assertThat(runOnClassPath(all, "shared maps").warnings()).isEmpty();
  }

  @Test
  void aRunnableJarHasTheFlagsInItsManifest() throws Exception {
    Path jar = directory.resolve("app.jar");
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, FlagsProgram.class.getName());
    attributes.put(Attributes.Name.CLASS_PATH, classPathOfManifest());
    manifest().forEach(attributes::putValue);
    try (OutputStream file = Files.newOutputStream(jar)) {
      new JarOutputStream(file, manifest).close();
    }

    Ended program = run(List.of("-jar", jar.toString(), "shared maps"));

    assertThat(program.code()).as(program.errors()).isZero();
    assertThat(program.output()).isEqualTo("5050\n");
  }

  /** The flags of the last column, by what the first says before its colon. */
  private static Map<String, List<String>> flagsByFeature() throws IOException {
    return Files.readAllLines(PAGE).stream()
        .map(line -> line.split("\\|"))
        .filter(cells -> cells.length == 4 && cells[1].contains(": "))
        .collect(
            Collectors.toMap(
                cells -> cells[1].strip().split(":", 2)[0],
                cells -> FLAG.matcher(cells[3]).results().map(found -> found.group(1)).toList(),
                (one, _) -> one,
                TreeMap::new));
  }

  private static Map<String, String> manifest() throws IOException {
    return MANIFEST_LINE
        .matcher(Files.readString(PAGE))
        .results()
        .collect(Collectors.toMap(found -> found.group(1), (MatchResult found) -> found.group(2)));
  }

  private static String classPathOfManifest() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(part -> Path.of(part).toAbsolutePath().toUri().toString())
        .collect(Collectors.joining(" "));
  }

  private Ended runOnClassPath(List<String> flags, String feature) throws Exception {
    List<String> arguments = new ArrayList<>(flags);
    arguments.addAll(List.of("-cp", System.getProperty("java.class.path")));
    arguments.addAll(List.of(FlagsProgram.class.getName(), feature));
    return run(arguments);
  }

  private Ended run(List<String> arguments) throws Exception {
    Path output = Files.createTempFile(directory, "program", ".out");
    Path errors = Files.createTempFile(directory, "program", ".err");
    List<String> command = new ArrayList<>(arguments);
    command.addFirst(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Process program =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    try {
      assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return new Ended(
          program.exitValue(),
          Files.readString(output, StandardCharsets.UTF_8),
          Files.readString(errors, StandardCharsets.UTF_8));
    } finally {
      program.destroyForcibly();
    }
  }
}
