package dev.baton.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** What docs/spring-boot.md shows is there. */
class SpringBootGuideTest {

  private static final Pattern EXAMPLE =
      Pattern.compile("(?ms)^```java spring-boot-starter\\n(.*?)^```$");
  private static final Pattern PROPERTY = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|");

  @TempDir private Path directory;

  @Test
  void itsExampleCompiles() throws IOException {
    List<String> examples = EXAMPLE.matcher(page()).results().map(found -> found.group(1)).toList();
    assertThat(examples).hasSize(1);
    JavaFileObject source =
        new SimpleJavaFileObject(URI.create("mem:///shop/Shop.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return examples.getFirst();
          }
        };
    StringWriter messages = new StringWriter();

    boolean compiled =
        ToolProvider.getSystemJavaCompiler()
            .getTask(
                messages,
                null,
                null,
                List.of("-proc:none", "-d", directory.toString()),
                null,
                List.of(source))
            .call();

    assertThat(compiled).as(messages.toString()).isTrue();
    assertThat(directory.resolve("shop/Shop.class")).exists();
  }

  @Test
  void itListsAllProperties() throws IOException {
    assertThat(PROPERTY.matcher(page()).results().map((MatchResult found) -> found.group(1)))
        .containsExactlyElementsOf(
            Stream.of(ProcessPoolProperties.class.getRecordComponents())
                .map(component -> kebabCase(component.getName()))
                .toList());
  }

  private static String kebabCase(String name) {
    String kebab = name.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
    return ConfigurationPropertyName.of(kebab).toString();
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("../../docs/spring-boot.md"));
  }
}
