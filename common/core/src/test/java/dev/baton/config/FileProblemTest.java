package dev.baton.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FileProblemTest {

  @Test
  void whereJavaOnlyNamesTheFileTheReasonIsSaid() {
    assertThat(FileProblem.of(new AccessDeniedException("/a/b")))
        .isEqualTo("permission denied (/a/b)");
    assertThat(FileProblem.of(new NoSuchFileException("/a/b")))
        .isEqualTo("no such file or folder (/a/b)");
    assertThat(FileProblem.of(new FileSystemException("/a", null, "Too many levels of links")))
        .isEqualTo("Too many levels of links (/a)");
  }

  @Test
  void otherFailuresHaveWordsOfTheirOwn() {
    assertThat(FileProblem.of(new IOException("No space left on device")))
        .isEqualTo("No space left on device");
    assertThat(FileProblem.of(new IOException())).isEqualTo("IOException");
  }
}
