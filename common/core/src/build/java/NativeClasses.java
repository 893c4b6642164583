import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import net.openhft.chronicle.values.Values;

/**
 * Run by the build: writes the implementations of Chronicle's value interfaces as classes.
 *
 * <p>Without them every JVM that opens a map would generate their source and start javac, which
 * takes seconds. Chronicle looks for the classes by name before it does so. They are resources,
 * which {@code ValueClasses} makes classes of Chronicle's own package.
 *
 * <p>Arguments: where the sources go, where the classes go, and the names of the interfaces. Does
 * nothing when all classes are newer than their interfaces.
 */
final class NativeClasses {

  private record Implementation(Class<?> type, String suffix) {

    String sourceFile() {
      return type.getName().replace('.', '/') + suffix + ".java";
    }

    Path classFile(Path classes) {
      return classes.resolve(type.getName().replace('.', '/') + suffix + ".class");
    }

    boolean isCurrent(Path classes) throws IOException, URISyntaxException {
      Path implementation = classFile(classes);
      Path own = classes.resolve(type.getName().replace('.', '/') + ".class");
      Path origin =
          Files.exists(own)
              ? own
              : Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
      return Files.exists(implementation)
          && Files.getLastModifiedTime(implementation).compareTo(Files.getLastModifiedTime(origin))
              >= 0;
    }

    /** Chronicle prints the source on request; its generators are not accessible otherwise. */
    String source() {
      PrintStream out = System.out;
      ByteArrayOutputStream source = new ByteArrayOutputStream();
      System.setOut(new PrintStream(source, true, StandardCharsets.UTF_8));
      try {
        if (suffix.equals("$$Native")) {
          Values.nativeClassFor(type);
        } else {
          Values.heapClassFor(type);
        }
      } finally {
        System.setOut(out);
      }
      return source.toString(StandardCharsets.UTF_8);
    }
  }

  public static void main(String[] args) throws Exception {
    System.setProperty("chronicle.values.dumpCode", "true");
    Path sources = Path.of(args[0]);
    Path classes = Path.of(args[1]);
    List<Implementation> implementations = new ArrayList<>();
    for (String name : List.of(args).subList(2, args.length)) {
      Class<?> type = Class.forName(name, false, NativeClasses.class.getClassLoader());
      implementations.add(new Implementation(type, "$$Native"));
      implementations.add(new Implementation(type, "$$Heap"));
    }
    for (Implementation implementation : implementations) {
      if (!implementation.isCurrent(classes)) {
        // All together: a class that is already there would be loaded instead of generated.
        for (Implementation old : implementations) {
          Files.deleteIfExists(old.classFile(classes));
        }
        generate(implementations, sources, classes);
        return;
      }
    }
  }

  private static void generate(List<Implementation> implementations, Path sources, Path classes)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("-nowarn", "-proc:none", "-g"));
    command.addAll(List.of("-classpath", System.getProperty("java.class.path")));
    command.addAll(List.of("-d", Files.createDirectories(classes).toString()));
    for (Implementation implementation : implementations) {
      Path file = sources.resolve(implementation.sourceFile());
      try {
        Files.createDirectories(file.getParent());
        Files.writeString(file, implementation.source());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      command.add(file.toString());
    }
    // The generated code uses sun.misc.Unsafe, which javac warns of in dozens of lines.
    ByteArrayOutputStream remarks = new ByteArrayOutputStream();
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, remarks, remarks, command.toArray(String[]::new));
    if (result != 0) {
      throw new IllegalStateException(
          "The generated sources in " + sources + " do not compile:\n" + remarks);
    }
  }
}
