package dev.baton.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.TaskDecodingException;
import dev.baton.TaskFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class TaskBodyTest {

  private final List<String> done = new ArrayList<>();

  @Test
  void appliesAFunctionToItsArgumentWhichMayBeNull() throws Exception {
    TaskFunction<Object, String> text = String::valueOf;

    assertThat(TaskBody.of(text, 7).run()).isEqualTo("7");
    assertThat(TaskBody.of(text, null).run()).isEqualTo("null");
  }

  @Test
  void callsWhatReturnsSomething() throws Exception {
    Callable<String> call = () -> "called";

    assertThat(TaskBody.of(null, call).run()).isEqualTo("called");
  }

  @Test
  void runsWhatReturnsNothing() throws Exception {
    Runnable action = () -> done.add("run");

    assertThat(TaskBody.of(null, action).run()).isNull();
    assertThat(done).containsExactly("run");
  }

  @Test
  void refusesWhatCannotBeCalled() {
    assertThatExceptionOfType(TaskDecodingException.class)
        .isThrownBy(() -> TaskBody.of(null, "text"))
        .withMessageContaining("neither a Callable nor a Runnable");
    assertThatExceptionOfType(TaskDecodingException.class)
        .isThrownBy(() -> TaskBody.of(null, null));
    assertThatExceptionOfType(TaskDecodingException.class)
        .isThrownBy(() -> TaskBody.of("no function", 7));
  }
}
