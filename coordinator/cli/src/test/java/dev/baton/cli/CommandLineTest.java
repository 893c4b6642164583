package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

  private final CapturedConsole console = new CapturedConsole();

  private void assertUsageError(String message) {
    assertThat(console.err()).isEqualTo("baton: " + message + System.lineSeparator());
    assertThat(console.out()).isEmpty();
  }

  @Test
  void overviewNamesEveryCommand() {
    assertThat(console.baton("--help")).isZero();

    assertThat(console.out())
        .contains(Subcommand.words())
        .contains("Examples")
        .doesNotContain("\033");
    assertThat(console.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(90));
    assertThat(console.err()).isEmpty();
  }

  @Test
  void overviewIsBoldForPeopleOnly() {
    CapturedConsole terminal = new CapturedConsole(true);

    terminal.baton("--help");

    assertThat(terminal.out()).contains("\033[1m");
  }

  @Test
  void noCommandIsAUsageErrorWithTheOverview() {
    assertThat(console.baton()).isEqualTo(2);

    assertThat(console.err()).startsWith("Usage: baton COMMAND");
    assertThat(console.out()).isEmpty();
  }

  @Test
  void versionIsOneLine() {
    assertThat(console.baton("--version")).isZero();

    assertThat(console.out().strip()).startsWith("baton ").doesNotContain("\n");
  }

  @Test
  void unknownCommandIsToldWithASuggestion() {
    assertThat(console.baton("rnu", "wordcount")).isEqualTo(2);

    assertUsageError("Unknown command 'rnu'. Did you mean 'baton run'?");
  }

  @Test
  void unknownCommandFarFromAllPointsToTheHelp() {
    assertThat(console.baton("xyzzy")).isEqualTo(2);

    assertUsageError("Unknown command 'xyzzy'. See 'baton --help'.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "worker", "broker", "status", "measure", "advise", "doctor"})
  void everyCommandHasHelp(String command) {
    assertThat(console.baton(command, "--help")).isZero();

    assertThat(console.out()).startsWith("Usage: baton " + command).contains("--help");
    assertThat(console.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(101));
    assertThat(console.err()).isEmpty();
  }

  @Test
  void helpIsAlsoACommand() {
    assertThat(console.baton("help", "doctor")).isZero();

    assertThat(console.out()).startsWith("Usage: baton doctor");
  }

  @Test
  void unknownOptionIsToldWithASuggestion() {
    assertThat(console.baton("run", "wordcount", "--wrokers", "2", "README.md")).isEqualTo(2);

    assertUsageError(
        "Unknown option '--wrokers' for 'baton run wordcount'. Did you mean --workers?");
  }

  @Test
  void unknownOptionOfTheJobIsToldWithASuggestion() {
    assertThat(console.baton("run", "wordcount", "--topp=2", "README.md")).isEqualTo(2);

    assertUsageError("Unknown option '--topp' for 'baton run wordcount'. Did you mean --top?");
  }

  @Test
  void unknownOptionBeforeTheJobIsToldWithASuggestion() {
    assertThat(console.baton("run", "--verbos", "wordcount")).isEqualTo(2);

    assertUsageError("Unknown option '--verbos' for 'baton run'. Did you mean --verbose?");
  }

  @Test
  void anOptionThatIsACommandPointsToIt() {
    assertThat(console.baton("run", "--resume", "20261122-104512-7f3a", "sum")).isEqualTo(2);

    assertUsageError(
        "Unknown option '--resume' for 'baton run'. To go on with a job: 'baton resume JOB-ID'.");
  }

  @ParameterizedTest
  @CsvSource({
    "--progress, auto|always|never",
    "--attach,   never|auto|always",
    "--handoff,  kryo|shared|auto",
  })
  void whatCanBeChosenIsNamedAsItIsTyped(String option, String words) {
    assertThat(console.baton("run", option, "maybe", "sum")).isEqualTo(2);

    assertUsageError("Invalid value for option '%s': 'maybe' is not %s.".formatted(option, words));
  }

  @Test
  void unknownJobIsToldWithASuggestion() {
    assertThat(console.baton("run", "wordcuont", "README.md")).isEqualTo(2);

    assertUsageError("Unknown job 'wordcuont'. Did you mean wordcount?");
  }

  @Test
  void unknownJobFarFromAllPointsToTheList() {
    assertThat(console.baton("run", "zzz")).isEqualTo(2);

    assertUsageError(
        "Unknown job 'zzz'. 'baton run --list' shows all jobs; one of your own needs its jar: --jar"
            + " FILE.");
  }

  @Test
  void badValuesAreNamed() {
    assertThat(console.baton("run", "--timeout", "10", "wordcount", "x")).isEqualTo(2);

    assertUsageError(
        "Invalid value for option '--timeout': '10' is not a duration such as 500ms, 30s, 5m or"
            + " 2h.");
  }

  @Test
  void whatIsMissingIsNamedWithTheHelpToRead() {
    assertThat(console.baton("run", "wordcount")).isEqualTo(2);

    assertUsageError("Missing required parameter: 'FILE'. See 'baton run --help wordcount'.");
  }

  @Test
  void listOfJobsIsAResult() {
    assertThat(console.baton("run", "--list")).isZero();

    assertThat(console.out()).startsWith("Jobs").containsPattern("wordcount +Counts");
    assertThat(console.err()).isEmpty();
  }

  @Test
  void runWithoutJobListsThemAndFails() {
    assertThat(console.baton("run")).isEqualTo(2);

    assertThat(console.err()).startsWith("Usage: baton run").contains("wordcount");
    assertThat(console.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help wordcount", "wordcount --help", "--workers 2 wordcount -h"})
  void helpOfAJobMayBeAskedOnEitherSide(String arguments) {
    assertThat(console.baton(("run " + arguments).split(" "))).isZero();

    assertThat(console.out())
        .startsWith("Usage: baton run wordcount")
        .contains("Options of wordcount", "--top", "Where it runs", "--workers");
  }

  @Test
  void reportThatCannotBeWrittenIsToldBeforeTheJobStarts() {
    assertThat(console.baton("run", "wordcount", "--report", "/no/such/r.json", "pom.xml"))
        .isEqualTo(2);

    assertUsageError("There is no folder /no/such (--report /no/such/r.json).");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "many", "100000"})
  void workersAreAutoOrANumber(String workers) {
    assertThat(console.baton("run", "wordcount", "--workers", workers, "pom.xml")).isEqualTo(2);

    assertUsageError(
        "Invalid value for option '--workers': '"
            + workers
            + "' is not auto or a number from 1 to 1024.");
  }

  @Test
  void addressWithoutPortIsExplained() {
    assertThat(console.baton("run", "wordcount", "--bootstrap", "localhost", "pom.xml"))
        .isEqualTo(2);

    assertUsageError("'localhost' is not HOST:PORT, such as localhost:9092 (--bootstrap).");
  }

  @Test
  void optionsThatOnlyMakeSenseHereAreRefusedForACluster() {
    assertThat(console.baton("run", "--pin", "wordcount", "--bootstrap", "a:1", "pom.xml"))
        .isEqualTo(2);

    assertUsageError(
        "--pin says how to start workers, but on a cluster they run already: give it to 'baton"
            + " worker'.");
  }

  @Test
  void verboseShowsTheStackTrace() {
    assertThat(console.baton("run", "wordcuont", "--verbose")).isEqualTo(2);

    assertThat(console.err()).startsWith("baton: Unknown job").contains("\tat dev.baton.cli.");
  }
}
