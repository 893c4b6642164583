package dev.baton.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.distribution.SourceTree;
import dev.baton.docs.Pages.Block;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the pages show in {@code sh} runs, beside the Java files of its page, and prints what they
 * say. What is marked {@code no-run} takes minutes, waits for a signal, or has a name to fill in;
 * {@code CommandsInDocsIT} looks at that, too.
 */
class ShellExamplesIT {

  static Stream<Block> scripts() {
    return Pages.blocks("sh").stream().filter(block -> block.need().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void runs(Block block, @TempDir Path directory) throws Exception {
    Launcher launcher = new Launcher(directory);
    Files.copy(SourceTree.ROOT.resolve("README.md"), directory.resolve("README.md"));
    for (Block java : Pages.blocks(Path.of(block.page()))) {
      if (java.language().equals("java")) {
        JavaExample.of(java).writeTo(directory);
      }
    }

    String output = launcher.outputOf(block.code());

    if (!block.output().isEmpty()) {
      assertThat(output).isEqualTo(block.output());
    }
  }

  @Test
  void nothingElseIsMarked() {
    assertThat(Pages.blocks("sh")).extracting(Block::need).containsOnly("", "no-run");
  }
}
