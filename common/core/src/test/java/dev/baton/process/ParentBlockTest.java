package dev.baton.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ParentBlockTest {

  @Test
  void everyCharacterComesBack() throws IOException {
    Map<String, String> block =
        Map.of(
            "plain", "value",
            "with space = and : and #", " leading, trailing ",
            "#comment", "!bang",
            "empty", "",
            "lines", "one\ntwo\r\n\n\ttabbed\\n",
            "unicode", "Grüße, 世界 \uD83D\uDE80 \u0000\u0085");

    assertThat(read(write(block))).isEqualTo(block);
  }

  @Test
  void blocksFollowOneAnother() throws IOException {
    StringWriter text = new StringWriter();
    ParentBlock.write(Map.of("first", "1"), text);
    ParentBlock.write(Map.of(), text);
    ParentBlock.write(Map.of("third", "3"), text);
    BufferedReader reader = new BufferedReader(new StringReader(text.toString()));

    assertThat(ParentBlock.read(reader)).isEqualTo(Map.of("first", "1"));
    assertThat(ParentBlock.read(reader)).isEmpty();
    assertThat(ParentBlock.read(reader)).isEqualTo(Map.of("third", "3"));
    assertThat(ParentBlock.read(reader)).isNull();
  }

  @Test
  void aBlockCutOffIsNoBlock() throws IOException {
    assertThat(read("secret=ab")).isNull();
    assertThat(read("secret=ab\n")).isNull();
  }

  private static String write(Map<String, String> block) throws IOException {
    StringWriter text = new StringWriter();
    ParentBlock.write(block, text);
    return text.toString();
  }

  private static @Nullable Map<String, String> read(String text) throws IOException {
    return ParentBlock.read(new BufferedReader(new StringReader(text)));
  }
}
