package dev.baton.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ChildLineTest {

  @Test
  void readyCarriesItsValuesOnOneLine() {
    Map<String, String> values = Map.of("dir", "/tmp/a b", "jaas", "x=\"y\";\nz", "empty", "");
    String line = ChildLine.ready(values);

    assertThat(line).startsWith("baton:ready ").doesNotContain("\n");
    assertThat(ChildLine.parse(line)).isEqualTo(new ChildLine.Ready(values));
  }

  @Test
  void readyNeedsNoValues() {
    assertThat(ChildLine.parse(ChildLine.ready(Map.of()))).isEqualTo(new ChildLine.Ready(Map.of()));
  }

  @Test
  void whatIsSaidLaterCarriesItsValuesToo() {
    Map<String, String> values = Map.of("joined", "log:3");

    assertThat(ChildLine.parse(ChildLine.says(values))).isEqualTo(new ChildLine.Said(values));
    assertThat(ChildLine.parse("baton:says")).isEqualTo(new ChildLine.Other("baton:says"));
  }

  @Test
  void errorKeepsItsLines() {
    String message = "No room left.\nFree 100 % of it, 1+1.";

    assertThat(ChildLine.parse(ChildLine.error(message))).isEqualTo(new ChildLine.Failed(message));
  }

  @Test
  void whatLooksLikeProtocolButIsNotIsPassedOn() {
    for (String line :
        new String[] {
          "", "hello", "baton:readyish", "baton:ready nonsense", "baton:ready a=%zz", "baton:error"
        }) {
      assertThat(ChildLine.parse(line)).isEqualTo(new ChildLine.Other(line));
    }
  }
}
