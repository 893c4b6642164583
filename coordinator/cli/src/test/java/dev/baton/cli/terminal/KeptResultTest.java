package dev.baton.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptResultTest {

  @TempDir Path folder;

  private static void add(KeptResult kept, String text) {
    kept.add(text.getBytes(StandardCharsets.UTF_8), 0, text.length());
  }

  @Test
  void whatIsPrintedIsKeptForItsUserAlone() throws IOException {
    Path path = folder.resolve("result");
    try (KeptResult kept = KeptResult.begin(path)) {
      add(kept, "one");
      add(kept, "two");
    }

    assertThat(path).hasContent("onetwo");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
  }

  @Test
  void whatWasKeptBeforeGoes() throws IOException {
    Path path = Files.writeString(folder.resolve("result"), "from an earlier run");

    try (KeptResult kept = KeptResult.begin(path)) {
      add(kept, "new");
    }

    assertThat(path).hasContent("new");
  }

  @Test
  void ofWhatIsTooLargeNothingIsKept() {
    Path path = folder.resolve("result");
    try (KeptResult kept = KeptResult.begin(path, 5)) {
      add(kept, "1234");

      add(kept, "56");
      add(kept, "7");
    }

    assertThat(path).doesNotExist();
  }

  @Test
  void whereNothingCanBeWrittenTheRunGoesOnWithout() {
    try (KeptResult kept = KeptResult.begin(folder.resolve("none").resolve("result"))) {
      add(kept, "text");
    }

    assertThat(folder).isEmptyDirectory();
  }
}
