package dev.baton.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ArgumentFileTest {

  private static final String HERE = System.getProperty("java.class.path");

  @Test
  void aShortCommandStaysAsItIs() throws IOException {
    JvmCommand command = JvmCommand.builder("Main").build();

    try (ArgumentFile prepared = ArgumentFile.of(command)) {
      assertThat(prepared.words()).isEqualTo(command.words());
    }
  }

  @Test
  void javaReadsEveryWordAsItWasFromAFileThatHasNoName() throws Exception {
    String odd = "a \"quoted\" back\\slash # 'x'\tand\nmore";
    JvmCommand command =
        JvmCommand.builder(ArgumentEcho.class.getName())
            .classPath(HERE + (File.pathSeparator + "/not/there/library.jar").repeat(10_000))
            .property("odd", odd)
            .argument(odd)
            .argument("@" + odd)
            .build()
            .atLowestPriority();

    try (ArgumentFile prepared = ArgumentFile.of(command)) {
      assertThat(prepared.words()).last().asString().startsWith("@/proc/");
      assertThat(
              Files.readSymbolicLink(Path.of(prepared.words().getLast().substring(1))).toString())
          .endsWith("(deleted)");
      Process process = new ProcessBuilder(prepared.words()).start();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).isZero();
      assertThat(printed).isEqualTo(odd + '|' + odd + "|@" + odd);
    }
  }
}
