package dev.baton.job.builtin.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTemplateTest {

  /** What a shell, or a careless program, might take for something else. */
  private static final List<String> NASTY =
      List.of(
          "a b", "", "-rf", "'", "\"", "\\", "$(id)", "`id`", ";id", "a\nb", "*", "~", "A=b", "#x",
          "größer", "{}", "&", "|", ">x", "\t", "!x", "${HOME}", "''", "$'x'");

  private static CommandInput input(String... values) {
    return new CommandInput(7, List.of(values), List.of());
  }

  private static List<String> argv(String word, String... values) {
    return CommandTemplate.of(List.of("x", word), false, values.length).argv(input(values));
  }

  /** GNU parallel 20221122 gave these. */
  @ParameterizedTest
  @CsvSource({
    "{},a/b c.tar.gz,a/b c.tar.gz",
    "{.},a/b c.tar.gz,a/b c.tar",
    "{/},a/b c.tar.gz,b c.tar.gz",
    "{//},a/b c.tar.gz,a",
    "{/.},a/b c.tar.gz,b c.tar",
    "{#},a,7",
    "{1},a,a",
    "{.},a.b/c,a.b/c",
    "{//},c,.",
    "{//},/c,/",
    "{//},a/,.",
    "{//},a/b//,a",
    "{//},a//b,a",
    "{//},//,/",
    "{.},.x,''",
    "x{}y{}z,a,xayaz",
    "{x},a,{x}"
  })
  void placeholdersMeanWhatTheyMeanToGnuParallel(String word, String value, String expected) {
    List<String> argv = argv(word, value);

    assertThat(argv.get(1)).isEqualTo(expected);
  }

  @Test
  void aValueStaysOneArgumentWhateverIsInIt() {
    assertThat(NASTY)
        .allSatisfy(value -> assertThat(argv("{}", value)).containsExactly("x", value));
  }

  @Test
  void withoutAPlaceholderTheValuesAreTheLastArguments() {
    assertThat(CommandTemplate.of(List.of("x"), false, 2).argv(input("a b", "c")))
        .containsExactly("x", "a b", "c");
  }

  @Test
  void listsHaveNumbers() {
    assertThat(argv("{2}-{1/.}", "d/a.x", "b")).containsExactly("x", "b-a");
  }

  @Test
  void aSlotIsFilledInWhereTheCommandRuns() {
    CommandTemplate template = CommandTemplate.of(List.of("x", "--gpu={%}"), false, 1);

    assertThat(template.line(input("a"))).isEqualTo("x '--gpu={%}'");
    assertThat(template.argv(input("a").in(3))).containsExactly("x", "--gpu=3");
    assertThat(CommandTemplate.of(List.of("x {%} {}"), true, 1).line(input("a b").in(3)))
        .isEqualTo("x 3 'a b'");
  }

  @Test
  void aShellSeesEachValueAsOneWord() throws IOException {
    CommandTemplate template =
        CommandTemplate.of(List.of("printf '%s\\n'", "x{}y", "{#}"), true, 1);
    for (String value : NASTY) {
      assertThat(outputOf(template.argv(input(value)))).isEqualTo("x" + value + "y\n7\n");
    }
  }

  @Test
  void whatIsPrintedForPeopleIsWhatAShellWouldRun() throws IOException {
    CommandTemplate template = CommandTemplate.of(List.of("printf", "%s\\n"), false, 1);
    for (String value : NASTY) {
      assertThat(outputOf(List.of("/bin/sh", "-c", template.line(input(value)))))
          .isEqualTo(value + "\n");
    }
  }

  @Test
  void withAShellAndWithoutACommandEachInputIsOne() {
    assertThat(CommandTemplate.of(List.of(), true, 1).argv(input("a | b")))
        .containsExactly("/bin/sh", "-c", "a | b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo \"$(echo \"x {} y\")\"",
        "echo $(( {} + 1 ))",
        "(( {} ))",
        "echo $((1)) \"${x:-\"{}\"}\"",
        "echo ${x:-{}}",
        "true # say \"hi\necho \"a{}b\"",
        "true # {}",
        "echo $'\\'' {} ''",
        "echo ${}",
        "echo $\\\n{}",
        "cat <\\\n< E\n{}\nE",
        "echo \"$(case x in x) echo \"{}\";; esac)\""
      })
  void aPlaceholderThatAShellWouldExpandIsRefused(String line) {
    assertThatThrownBy(() -> CommandTemplate.of(List.of(line), true, 1))
        .isInstanceOf(UsageException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "true # it's\necho {}",
        "echo \"$(date '+%Y')\" {}",
        "echo $(echo {}) `date` {}",
        "(cd /; ls {}); case a in a) echo {};; esac",
        "echo $((1 + (2))) \"${HOME}\" {}",
        "echo $# a#b {}"
      })
  void aPlaceholderBetweenWhatAShellExpandsIsNot(String line) {
    assertThat(CommandTemplate.of(List.of(line), true, 1).words()).containsExactly(line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"echo '{}'", "echo \"x {}\"", "echo \\{}", "`{}`", "cat <<E\n{}\nE"})
  void aPlaceholderWithinAShellsQuotesIsRefused(String line) {
    assertThatThrownBy(() -> CommandTemplate.of(List.of(line), true, 1))
        .isInstanceOf(UsageException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"echo 'x' {}", "echo \"'\" {}", "echo \\' {}", "a '\\' {}"})
  void aPlaceholderBehindAShellsQuotesIsNot(String line) {
    assertThat(CommandTemplate.of(List.of(line), true, 1).words()).containsExactly(line);
  }

  @ParameterizedTest
  @CsvSource({
    "{2},asks for list 2",
    "{0},numbered from 1",
    "{1#},have no list",
    "{1%},have no list"
  })
  void whatCannotBeFilledInIsRefused(String word, String message) {
    assertThatThrownBy(() -> CommandTemplate.of(List.of(word), false, 1))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(message);
  }

  private static String outputOf(List<String> argv) throws IOException {
    Process process = new ProcessBuilder(argv).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
