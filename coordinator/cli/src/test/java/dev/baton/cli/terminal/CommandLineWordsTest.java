package dev.baton.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.UsageException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLineWordsTest {

  @Test
  void wordsThatTheJvmCouldNotDecodeAreReadAsUtf8() {
    byte[] typed = "java\0-cp\0x\0exec\0echo\0:::\0é\0\0".getBytes(StandardCharsets.UTF_8);

    assertThat(CommandLineWords.of(List.of("exec", "echo", ":::", "\uFFFD\uFFFD", ""), typed))
        .containsExactly("exec", "echo", ":::", "é", "");
  }

  @Test
  void wordsThatAreNotUtf8AreRefused() {
    byte[] typed = "java\0caf\u00E9\0".getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> CommandLineWords.of(List.of("caf\uFFFD"), typed))
        .isInstanceOf(UsageException.class)
        .hasMessage("'caf\uFFFD' is not UTF-8, and 'baton' takes nothing else.");
  }

  @Test
  void aSystemThatDoesNotTellThemHasThemAsTheyAre() {
    assertThat(CommandLineWords.of(List.of("\uFFFD"), new byte[0])).containsExactly("\uFFFD");
  }
}
