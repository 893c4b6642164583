import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks or applies google-java-format on every Java source of the tree: {@code check ROOT} or
 * {@code apply ROOT}. A source-file program, run by the build on JDK 25.
 */
final class Format {

  /** Where a module has its sources: {@code common/api/src}. */
  private static final int MODULE_DEPTH = 3;

  public static void main(String... args) throws Exception {
    boolean apply = args[0].equals("apply");
    Path root = Path.of(args[1]);
    PrintWriter out = new PrintWriter(System.out, true);
    PrintWriter err = new PrintWriter(System.err, true);
    List<String> options =
        apply ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed");
    String[] command =
        Stream.concat(options.stream(), sources(root).stream()).toArray(String[]::new);
    int exit = new Main(out, err, System.in).format(command);
    out.flush();
    err.flush();
    if (exit != 0 && !apply) {
      System.err.println("Not formatted: the files above. `mvn -N verify -Dformat=apply` does it.");
    }
    System.exit(exit);
  }

  private static List<String> sources(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root, MODULE_DEPTH)) {
      return Stream.concat(
              all.filter(path -> path.endsWith("src")), Stream.of(root.resolve(".mvn")))
          .filter(Files::isDirectory)
          .flatMap(Format::javaFiles)
          .map(Path::toString)
          .sorted()
          .toList();
    }
  }

  private static Stream<Path> javaFiles(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
