package dev.baton.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColoursTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "none,                            ON_TERMINALS",
        "TERM=xterm,                      ON_TERMINALS",
        "TERM=dumb,                       NEVER",
        "NO_COLOR=1,                      NEVER",
        "NO_COLOR=0,                      NEVER",
        "NO_COLOR=,                       ON_TERMINALS",
        "CLICOLOR=1,                      ON_TERMINALS",
        "CLICOLOR=0,                      NEVER",
        "CLICOLOR_FORCE=1,                ALWAYS",
        "CLICOLOR_FORCE=0,                ON_TERMINALS",
        "CLICOLOR_FORCE=,                 ON_TERMINALS",
        "CLICOLOR_FORCE=1 CLICOLOR=0,     ALWAYS",
        "CLICOLOR_FORCE=1 TERM=dumb,      ALWAYS",
        "CLICOLOR_FORCE=1 NO_COLOR=1,     NEVER",
      })
  void areAsTheEnvironmentSays(String variables, Colours expected) {
    Map<String, String> environment =
        variables == null
            ? Map.of()
            : Arrays.stream(variables.split(" "))
                .map(variable -> variable.split("=", -1))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));

    assertThat(Colours.wanted(environment::get)).isEqualTo(expected);
  }
}
