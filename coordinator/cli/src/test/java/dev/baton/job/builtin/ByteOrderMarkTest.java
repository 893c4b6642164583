package dev.baton.job.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.job.JobFailedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteOrderMarkTest {

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "61, 61",
    "6162636465, 6162636465",
    "efbbbf, ''",
    "efbbbf61, 61",
    "efbbbfefbbbf61, efbbbf61",
    "efbb, efbb",
    "efbb61bf, efbb61bf",
    "61efbbbf, 61efbbbf",
    "ff, ff",
    "0000feff, UTF-32",
    "fffe0000, UTF-32",
    "fffe00000061, UTF-32",
    "feff, UTF-16",
    "fffe, UTF-16",
    "fffe61, UTF-16",
    "fffe6100, UTF-16"
  })
  void isLeftOutOrToldAsAnotherEncoding(String hex, String rest) throws IOException {
    byte[] text = HexFormat.of().parseHex(hex);
    if (rest.startsWith("UTF")) {
      assertThatThrownBy(() -> read(text))
          .isInstanceOf(JobFailedException.class)
          .hasMessageContaining("the text is " + rest)
          .hasMessageContaining("'iconv -f " + rest + " -t UTF-8'");
      assertThatThrownBy(() -> length(text)).isInstanceOf(JobFailedException.class);
    } else {
      assertThat(read(text)).isEqualTo(rest);
      assertThat(length(text)).isEqualTo((hex.length() - rest.length()) / 2);
    }
  }

  @Test
  void leavesAChannelWhereItWas() throws IOException {
    Path file = Files.write(directory.resolve("text"), HexFormat.of().parseHex("efbbbf61"));
    try (FileChannel channel = FileChannel.open(file)) {
      channel.position(2);
      assertThat(ByteOrderMark.length(channel)).isEqualTo(3);
      assertThat(channel.position()).isEqualTo(2);
    }
  }

  private static String read(byte[] text) throws IOException {
    return HexFormat.of()
        .formatHex(ByteOrderMark.skip(new ByteArrayInputStream(text)).readAllBytes());
  }

  private int length(byte[] text) throws IOException {
    Path file = Files.write(directory.resolve("text"), text);
    try (FileChannel channel = FileChannel.open(file)) {
      return ByteOrderMark.length(channel);
    }
  }
}
