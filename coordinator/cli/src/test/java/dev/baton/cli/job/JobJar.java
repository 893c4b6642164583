package dev.baton.cli.job;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Makes jars as users do: compiles a class against Baton and packs it, with its service file. */
public final class JobJar {

  /** A job that adds up the squares of the numbers below N. */
  public static final String SQUARES =
      """
      package acme;

      import dev.baton.TaskFunction;
      import dev.baton.job.Job;
      import dev.baton.job.Splits;
      import java.io.PrintStream;
      import java.util.stream.IntStream;
      import picocli.CommandLine.Command;
      import picocli.CommandLine.Option;

      @Command(name = "squares", description = "Adds up squares.")
      public class Squares implements Job<Integer, Long> {
        @Option(names = "--below", required = true, description = "How far.")
        int below;

        private long sum;

        /** A type that only the jar has, to be decoded in the worker. */
        public record Square() implements TaskFunction<Integer, Long> {
          @Override
          public Long apply(Integer number) {
            return (long) number * number;
          }
        }

        @Override
        public Splits<Integer> split() {
          return new Splits<>(IntStream.range(0, below).boxed(), below);
        }

        @Override
        public TaskFunction<Integer, Long> task() {
          return new Square();
        }

        @Override
        public void fold(Integer number, Long square) {
          sum += square;
        }

        @Override
        public void write(PrintStream out, PrintStream notes) {
          out.println(sum);
        }
      }
      """;

  private JobJar() {}

  /** A jar with one class whose service file names it. */
  public static Path make(Path folder, String className, String source) throws IOException {
    return make(folder, className, source, className);
  }

  /** A jar with one class, and a service file with the given text. */
  public static Path make(Path folder, String className, String source, String services)
      throws IOException {
    Path classes = Files.createTempDirectory(folder, "classes");
    compile(classes, className, source);
    Path jar = Files.createTempFile(folder, "job", ".jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> compiled = Files.walk(classes)) {
      for (Path path : compiled.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(path).toString()));
        Files.copy(path, out);
      }
      out.putNextEntry(new JarEntry("META-INF/services/dev.baton.job.Job"));
      out.write(services.getBytes(StandardCharsets.UTF_8));
    }
    return jar;
  }

  private static void compile(Path target, String className, String source) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    JavaFileObject file =
        new SimpleJavaFileObject(
            URI.create("string:///" + className.replace('.', '/') + ".java"),
            JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    List<String> options =
        List.of(
            "-d", target.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
    if (!compiler.getTask(null, null, null, options, null, List.of(file)).call()) {
      throw new IllegalStateException("the test's own job does not compile");
    }
  }
}
