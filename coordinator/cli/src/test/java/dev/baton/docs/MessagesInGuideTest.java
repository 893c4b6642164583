package dev.baton.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.distribution.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The messages that {@code docs/troubleshooting.md} explains are those that Baton gives. */
class MessagesInGuideTest {

  private static final Path PAGE = Path.of("docs", "troubleshooting.md");
  private static final Pattern MESSAGE = Pattern.compile("(?m)^### `(.*)`$");

  /** The end of one part of a text in a source file, and the beginning of the next. */
  private static final Pattern CONCATENATION = Pattern.compile("\"\\s*\\+\\s*\"");

  @Test
  void everyMessageIsInTheSources() throws IOException {
    String sources = CONCATENATION.matcher(sources()).replaceAll("");
    List<String> messages =
        MESSAGE.matcher(Pages.text(PAGE)).results().map(found -> found.group(1)).toList();
    assertThat(messages).hasSizeGreaterThan(20);

    assertThat(messages)
        .allSatisfy(
            message ->
                assertThat(Stream.of(message.split("…")).map(String::strip))
                    .allSatisfy(part -> assertThat(sources.contains(part)).as(part).isTrue()));
  }

  /** The main sources and the launcher. */
  private static String sources() throws IOException {
    StringBuilder all = new StringBuilder(Files.readString(SourceTree.ROOT.resolve("baton")));
    for (Path file : SourceTree.javaFiles().toList()) {
      all.append(Files.readString(file));
    }
    return all.toString();
  }
}
