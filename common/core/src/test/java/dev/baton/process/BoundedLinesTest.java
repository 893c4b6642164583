package dev.baton.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundedLinesTest {

  @Test
  void linesEndAsTheyDoForOtherReaders() throws IOException {
    assertThat(lines("one\ntwo\r\n\nlast")).containsExactly("one", "two", "", "last");
    assertThat(lines("")).isEmpty();
    assertThat(lines("\n")).containsExactly("");
  }

  @Test
  void endlessLineComesInPieces() throws IOException {
    String text = "x".repeat(BoundedLines.LONGEST);

    assertThat(lines(text + text + "yz\nnext")).containsExactly(text, text, "yz", "next");
  }

  private static List<String> lines(String text) throws IOException {
    BoundedLines lines = new BoundedLines(new StringReader(text));
    List<String> all = new ArrayList<>();
    for (String line = lines.next(); line != null; line = lines.next()) {
      all.add(line);
    }
    return all;
  }
}
