package dev.baton.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.launch.LaunchedProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrdersIT {

  private static final Pattern EXAMPLE =
      Pattern.compile("<pre>\\{@code\\n(\\s+\\* Advice advice =.*?)\\* }</pre>", Pattern.DOTALL);

  @Test
  void theExampleOfTheDocumentationIsTheOneThatIsTested() throws Exception {
    Matcher example =
        EXAMPLE.matcher(
            Files.readString(Path.of("../pool/src/main/java/dev/baton/pool/ProcessPool.java")));
    assertThat(example.find()).isTrue();
    List<String> lines =
        example
            .group(1)
            .lines()
            .map(line -> line.replaceFirst("^\\s+\\*", "").replaceFirst("//.*", "").strip())
            .filter(line -> !line.isEmpty())
            .toList();

    assertThat(lines).hasSize(3);
    assertThat(Path.of("src/test/java/dev/baton/examples/Orders.java")).content().contains(lines);
  }

  @Test
  void itPrintsAModelAndReasons(@TempDir Path directory) throws Exception {
    String output = LaunchedProgram.outputOf("dev.baton.examples.Orders", directory);

    assertThat(output.lines().findFirst()).hasValue("THREAD_POOL");
    assertThat(output).contains("no GIL", "one for each core");
  }
}
