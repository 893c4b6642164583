package dev.baton.cli.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {

  @TempDir private Path home;

  @Test
  void theEnvironmentCountsMoreThanTheFileAndTheMoreParticularKeyMore() throws IOException {
    Path file = userFile("workers = 1\nrun.workers=2\nrun.wordcount.workers: 3\nheap = 1g\n");
    Configuration ofFile = read(Map.of());

    assertThat(ofFile.find("run wordcount", "workers"))
        .isEqualTo(new ConfiguredValue("3", file + ", line 3"));
    assertThat(text(ofFile, "run", "workers")).isEqualTo("2");
    assertThat(text(ofFile, "worker", "workers")).isEqualTo("1");
    assertThat(text(ofFile, "worker", "slots")).isNull();

    Configuration both = read(Map.of("BATON_OPTION_WORKERS", "4", "BATON_JAVA_HOME", "/x"));
    assertThat(both.find("run wordcount", "workers"))
        .isEqualTo(new ConfiguredValue("4", "BATON_OPTION_WORKERS"));
    assertThat(text(both, "run", "heap")).isEqualTo("1g");
    assertThat(text(read(Map.of("BATON_OPTION_RUN__WORDCOUNT__TOP", "9")), "run wordcount", "top"))
        .isEqualTo("9");
  }

  @Test
  void aFileThatIsNamedStandsInForThatOfTheUser() throws IOException {
    var _ = userFile("workers = 1\n");
    Path other = Files.writeString(home.resolve("other"), "workers = 2\n");
    Path xdg = Files.createDirectories(home.resolve("xdg").resolve("baton"));
    Files.writeString(xdg.resolve("baton.properties"), "workers = 3\n");

    assertThat(text(read(Map.of(Configuration.FILE, other.toString())), "run", "workers"))
        .isEqualTo("2");
    assertThat(
            text(
                Configuration.read(other, Map.of(Configuration.FILE, "/none"), home),
                "run",
                "workers"))
        .isEqualTo("2");
    assertThat(text(read(Map.of("XDG_CONFIG_HOME", home + "/xdg")), "run", "workers"))
        .isEqualTo("3");
    assertThatThrownBy(() -> read(Map.of(Configuration.FILE, home + "/none")))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "Cannot read the configuration "
                + home
                + "/none: no such file or folder"
                + " ("
                + home
                + "/none).");
  }

  @Test
  void aKeyThatNothingHasIsAnErrorWithItsLineAndTheKeyThatWasMeant() throws IOException {
    Path file = userFile("# wokers = 1 \\\n\nheap = 1\\\n  g\nwokers = 1\n");
    refuses(Map.of(), file + ", line 5: there is no option 'wokers'. Did you mean workers?");

    userFile("run.dry-run = true\n");
    refuses(Map.of(), file + ", line 1: 'baton run' has no option 'dry-run'.");

    userFile("rum.workers = 1\n");
    refuses(Map.of(), file + ", line 1: there is no command 'rum'. Did you mean run?");

    userFile("workers = 1\nheap = 1g\nworkers = 2\n");
    refuses(
        Map.of(), "%s, line 3: 'workers' has a value already (%s, line 1).".formatted(file, file));

    Files.delete(file);
    refuses(
        Map.of("BATON_OPTION_LOG_FROMAT", "json"),
        "BATON_OPTION_LOG_FROMAT: there is no option 'log-fromat'. Did you mean log-format?");
  }

  @Test
  void aTokenIsReadFromAFileOnly() {
    refuses(
        Map.of("BATON_OPTION_JOIN", "secret"),
        "BATON_OPTION_JOIN: a join token is read from a file only. Set join-file to its name.");
  }

  @Test
  void aJobOfOthersMayHaveAnyOption() {
    Configuration configuration = read(Map.of("BATON_OPTION_RUN__GATED__BELOW", "6"));

    assertThat(configuration.only("run gated")).containsOnlyKeys("below");
    assertThat(configuration.only("run")).isEmpty();
  }

  private void refuses(Map<String, String> environment, String message) {
    assertThatThrownBy(() -> read(environment))
        .isInstanceOf(UsageException.class)
        .hasMessage(message);
  }

  private Configuration read(Map<String, String> environment) {
    return Configuration.read(null, environment, home);
  }

  private static @Nullable String text(Configuration configuration, String command, String option) {
    ConfiguredValue found = configuration.find(command, option);
    return found == null ? null : found.text();
  }

  private Path userFile(String content) throws IOException {
    Path folder = Files.createDirectories(home.resolve(".config").resolve("baton"));
    return Files.writeString(folder.resolve("baton.properties"), content);
  }
}
