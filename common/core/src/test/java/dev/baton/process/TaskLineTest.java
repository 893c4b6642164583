package dev.baton.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskLineTest {

  @Test
  void aLineOfATaskIsReadAsItWasWritten() {
    String line = TaskLine.prefix("sum-4k7", 17, 2) + " [x] said: ä";

    assertThat(TaskLine.parse(line))
        .isEqualTo(new TaskLine("job=sum-4k7 task=17 attempt=2", " [x] said: ä"));
    assertThat(TaskLine.text(line)).isEqualTo(" [x] said: ä");
  }

  @Test
  void aJobCannotPretendToBeMoreThanAName() {
    String line = TaskLine.prefix("a task=1 attempt=1]\nbaton:task b", 17, 2) + "text";

    assertThat(line).doesNotContain("\n");
    assertThat(TaskLine.parse(line))
        .isEqualTo(
            new TaskLine(
                "job=a+task%3D1+attempt%3D1%5D%0Abaton%3Atask+b task=17 attempt=2", "text"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a text",
        "baton:task",
        "baton:task job= task=1 attempt=1 text",
        "baton:task job=a task=x attempt=1 text",
        " baton:task job=a task=1 attempt=1 text"
      })
  void anyOtherLineIsOfNoTask(String line) {
    assertThat(TaskLine.parse(line)).isNull();
    assertThat(TaskLine.text(line)).isEqualTo(line);
  }
}
