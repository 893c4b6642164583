package dev.baton.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;

/** The compiler, which must accept what it is given. */
public final class Javac {

  private Javac() {}

  /** Compiles files into a directory. */
  public static void compile(
      Path classes, String classPath, List<String> options, List<Path> files) {
    List<String> words = new ArrayList<>(List.of("-proc:none", "-d", classes.toString()));
    words.addAll(List.of("-cp", classPath));
    words.addAll(options);
    files.forEach(file -> words.add(file.toString()));
    ByteArrayOutputStream messages = new ByteArrayOutputStream();

    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, messages, messages, words.toArray(String[]::new));

    assertThat(result).as(messages.toString(StandardCharsets.UTF_8)).isZero();
  }
}
